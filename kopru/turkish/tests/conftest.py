"""The table of lemmas, built once for the tests of a machine's session."""

from pathlib import Path

import pytest

from kopru.turkish import lemmas


@pytest.fixture(scope="session")
def lemma_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lemmas") / lemmas.FILE_NAME
    lemmas.build(path)
    return path


@pytest.fixture(scope="session")
def lemmatiser(lemma_file: Path) -> lemmas.Lemmatiser:
    return lemmas.Lemmatiser(lemma_file)


@pytest.fixture
def by_rules_alone(tmp_path: Path) -> lemmas.Lemmatiser:
    return lemmas.Lemmatiser(tmp_path / "not-built.sqlite3")
