"""What the tests of every app share."""

pytest_plugins = ["tests.pages"]
