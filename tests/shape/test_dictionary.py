"""The office's words and the code's are one language: `docs/dictionary.md` is the bridge, and it is complete."""

import re

import pytest
from django.apps import apps
from django.utils.translation import override

from kopru.core.roles import Role
from kopru.turkish.folding import fold
from tests.shape import source
from tests.shape.dictionary import rows_of, words_of
from tests.shape.source import expect_none


@pytest.mark.parametrize("app", [app for app in source.apps() if app in apps.app_configs])
def test_every_model_is_in_the_dictionary(app):
    expect_none([model.__name__ for model in _models(app) if model.__name__ not in words_of(app)])


def _models(app):
    return [model for model in apps.get_app_config(app).get_models() if ".tests." not in model.__module__]


@pytest.mark.parametrize("app", [app for app in source.apps() if app in apps.app_configs])
def test_the_dictionary_calls_things_as_the_screens_do(app):
    turkish = {word: row[0] for row in rows_of(app) for word in re.findall(r"`([^`]+)`", row[2])}
    differing = {
        model.__name__: f"{_name(model, 'tr')} on screens, {turkish[model.__name__]} in the dictionary"
        for model in _models(app)
        if _name(model, "tr") != _name(model, "en") and fold(_name(model, "tr")) not in fold(turkish[model.__name__])
    }
    expect_none(differing)


def _name(model, language):
    with override(language):
        return str(model._meta.verbose_name)


def test_every_role_is_in_the_dictionary():
    turkish = {row[0] for row in rows_of("core")}
    expect_none([role.value for role in Role if role.value not in turkish or role.name not in words_of("core")])


@pytest.mark.parametrize("app", source.apps())
def test_no_word_of_the_dictionary_is_out_of_use(app):
    code = "\n".join(path.read_text(encoding="utf-8") for path in source.python(source.PACKAGE / app))
    expect_none([word for word in sorted(words_of(app)) if not re.search(rf"\b{re.escape(word)}\b", code)])


@pytest.mark.parametrize("app", source.apps())
def test_every_row_has_the_four_columns(app):
    expect_none([row for row in rows_of(app) if len(row) != 4 or not all(row)])
