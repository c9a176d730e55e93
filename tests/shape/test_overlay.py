"""The staff's screens are Turkish to the last word, also those of Wagtail, allauth and their kin.

`kopru/desk/overlay` says what these packages do not say in Turkish, or say badly. The tests read the installed
packages themselves: an upgrade that brings new messages fails here, with the list of what is to be translated.
"""

import ast
import re
from functools import cache
from pathlib import Path

import django
import modelsearch
import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from kopru.house import words
from tests.shape.source import expect_none

OVERLAY = Path(settings.LOCALE_PATHS[0]) / "tr/LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
#: How many of a call's arguments are messages.
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2, "pgettext": 1, "pgettext_lazy": 1}

Message = tuple[str, str, str]  # context, singular, plural
each_domain = pytest.mark.parametrize("domain", ["django", "djangojs"])


def _catalogue(po: Path) -> dict[Message, tuple[str, ...]]:
    """Return what a catalogue says; a message without a finished translation has no texts."""
    entries = polib.pofile(str(po)) if po.exists() else []
    return {
        (entry.msgctxt or "", entry.msgid, entry.msgid_plural): _texts(entry) for entry in entries if not entry.obsolete
    }


def _texts(entry: polib.POEntry) -> tuple[str, ...]:
    if not entry.translated():
        return ()
    return tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)


@cache
def _packages() -> tuple[Path, ...]:
    """Return the folders of what is installed and is not ours."""
    installed = {Path(config.path) for config in apps.get_app_configs() if not config.name.startswith("kopru")}
    return tuple(sorted(installed | {Path(django.__file__).parent / "conf", Path(modelsearch.__file__).parent}))


@cache
def _wanted(domain: str) -> dict[Message, str]:
    """Return every message of the packages, and which package says it."""
    return {message: package.name for package in _packages() for message in _said_by(package, domain) if message[1]}


def _said_by(package: Path, domain: str) -> set[Message]:
    """Return what the English catalogue has; without one, what the other languages' and the code have."""
    english = package / f"locale/en/LC_MESSAGES/{domain}.po"
    if english.exists():
        return set(_catalogue(english))
    others = {message for po in package.glob(f"locale/*/LC_MESSAGES/{domain}.po") for message in _catalogue(po)}
    return others | (_said_in_code(package) if domain == "django" else set())


def _said_in_code(package: Path) -> set[Message]:
    found = set()
    for path in package.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if name in CALLS:
                texts = [getattr(argument, "value", None) for argument in node.args]
                context = texts.pop(0) if name.startswith("pgettext") else ""
                singular, plural = [*texts[: CALLS[name]], ""][:2]
                if isinstance(singular, str) and isinstance(plural, str):
                    found.add((context, singular, plural))
    return found


@cache
def _ours(domain: str) -> dict[Message, tuple[str, ...]]:
    return _catalogue(OVERLAY / f"{domain}.po")


@cache
def _read(domain: str) -> dict[Message, tuple[str, ...]]:
    """Return what staff read: the packages' own Turkish, and ours over it."""
    read: dict[Message, tuple[str, ...]] = {}
    for package in _packages():
        read |= _catalogue(package / f"locale/tr/LC_MESSAGES/{domain}.po")
    return {message: texts for message, texts in (read | _ours(domain)).items() if message in _wanted(domain)}


@each_domain
def test_every_message_of_the_installed_packages_has_a_turkish_text(domain):
    expect_none(
        [f"{package}: {message}" for message, package in _wanted(domain).items() if not _read(domain).get(message)]
    )


@each_domain
def test_every_text_of_the_overlay_is_still_asked_for(domain):
    expect_none(sorted(_ours(domain).keys() - _wanted(domain).keys()))


@each_domain
def test_placeholders_are_kept(domain):
    """The singular may say "bir" where the plural counts, but neither invents a placeholder."""
    wrong = []
    for (_context, singular, plural), texts in _ours(domain).items():
        asked = set(PLACEHOLDER.findall(plural or singular))
        if set(PLACEHOLDER.findall(texts[-1])) != asked or not set(PLACEHOLDER.findall(texts[0])) <= asked:
            wrong.append((singular, texts))
    expect_none(wrong)


@each_domain
def test_a_screen_never_names_the_framework(domain):
    # Class names, addresses and placeholders are no words on a screen.
    hidden = re.compile(r"%\(\w+\)s|\b(class|href)=\"[^\"]*\"")
    shown = (hidden.sub("", text) for texts in _read(domain).values() for text in texts)
    expect_none([text for text in shown if "wagtail" in text.lower()])


@each_domain
def test_no_label_begins_with_a_small_i(domain):
    """For `capfirst` makes a dotless capital of it: "Is akışı"."""
    labels = [texts[0] for message, texts in _read(domain).items() if _wanted(domain)[message] != "humanize"]
    expect_none([label for label in labels if label.startswith("i")])


def test_the_overlay_counts_as_django_does():
    """Only catalogues with the same rule of plurals are merged into one."""
    rules = {
        re.sub(r"[ ();]", "", polib.pofile(str(po)).metadata["Plural-Forms"])
        for po in [*OVERLAY.glob("*.po"), Path(django.__file__).parent / "conf/locale/tr/LC_MESSAGES/django.po"]
    }
    assert rules == {"nplurals=2plural=n>1"}


def test_one_message_has_one_text_in_all_our_catalogues():
    """For they are read as one, the overlay last: where two mean different things, one needs a context (`pgettext`)."""
    said: dict[tuple[str, Message], dict[tuple[str, ...], list[str]]] = {}
    for po in words.catalogues():
        place = po.relative_to(settings.PROJECT).parts[0] if OVERLAY not in po.parents else "overlay"
        for message, texts in _catalogue(po).items():
            if texts:
                said.setdefault((po.stem, message), {}).setdefault(texts, []).append(place)
    expect_none({message: texts for (_domain, message), texts in said.items() if len(texts) > 1})


def test_the_overlay_is_what_is_read():
    with override("tr"):
        assert gettext("Dashboard") == "Bugün"
        assert ngettext("Delete 1 page", "Delete %(counter)s pages", 3) == "%(counter)s sayfayı sil"
