"""Fixtures for the tests of every app."""

pytest_plugins = ["tests.pages"]
