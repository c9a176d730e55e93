"""The table of notes, and their kind, for every test of this app."""

import pytest
from django.db import connection

from kopru.search import index, registry
from kopru.search.tests.note import KIND, Note


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        Note._meta.managed = True
        with connection.schema_editor() as editor:
            editor.create_model(Note)
        Note._meta.managed = False


@pytest.fixture(autouse=True)
def _kind(db):
    registry.register(KIND)
    index.lemmatiser.cache_clear()
    yield
    registry._kinds.pop("note")
