"""The table of lemmas, built once for the tests of a machine's session."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from kopru.turkish import lemmas

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault of the text
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def lemma_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Under pytest-xdist the workers share one file, which whoever comes first builds."""
    own = tmp_path_factory.getbasetemp()
    path = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / lemmas.FILE_NAME
    if not lemmas.is_current(path):
        lemmas.build(path)
    return path


@pytest.fixture(scope="session")
def lemmatiser(lemma_file: Path) -> lemmas.Lemmatiser:
    return lemmas.Lemmatiser(lemma_file)


@pytest.fixture
def by_rules_alone(tmp_path: Path) -> lemmas.Lemmatiser:
    return lemmas.Lemmatiser(tmp_path / "not-built.sqlite3")
