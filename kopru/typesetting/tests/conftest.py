"""One warm press for the tests that need no crash, and templates that misbehave on purpose."""

from pathlib import Path

import pytest

from kopru.typesetting import registry
from kopru.typesetting.engine import Press

registry.register_templates(Path(__file__).parent / "press_tests")


@pytest.fixture(scope="module")
def press():
    with Press() as warm:
        yield warm
