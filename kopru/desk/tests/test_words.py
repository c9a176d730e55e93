"""The desk is Turkish to the last word, also where Wagtail itself is not."""

from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation

from kopru.desk import words

OVERLAY = Path(settings.PROJECT) / "desk/overlay/tr/LC_MESSAGES"
SHOWN = ("wagtail", "allauth", "taggit")


def _locales() -> list[Path]:
    folders = {Path(find_spec("wagtail").submodule_search_locations[0]) / "locale"}
    folders |= {Path(app.path) / "locale" for app in apps.get_app_configs() if app.name.startswith(SHOWN)}
    return sorted(folder for folder in folders if (folder / "en/LC_MESSAGES").is_dir())


def _said(po: Path) -> dict[tuple[str | None, str], polib.POEntry]:
    if not po.exists():
        return {}
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(po)) if not entry.obsolete}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_message_of_the_installed_parts_has_a_turkish_text(domain):
    ours = _said(OVERLAY / f"{domain}.po")
    missing = []
    for folder in _locales():
        theirs = _said(folder / f"tr/LC_MESSAGES/{domain}.po")
        for key in _said(folder / f"en/LC_MESSAGES/{domain}.po"):
            entry = ours.get(key) or theirs.get(key)
            if entry is None or not entry.translated():
                missing.append(f"{folder.parent.name}: {key[1]}")
    assert missing == []


def test_the_office_reads_no_product_name_of_others():
    ours = _said(OVERLAY / "django.po")
    named = []
    for folder in _locales():
        for key, entry in _said(folder / "tr/LC_MESSAGES/django.po").items():
            text = (ours.get(key) or entry).msgstr
            visible = text.replace("wagtail_site_name", "").replace("%(wagtail", "").replace("w-whats-new", "")
            if "agtail" in visible:
                named.append(f"{folder.parent.name}: {text}")
    assert named == []


def test_every_word_of_ours_is_translated():
    assert words.untranslated() == []


def test_labels_start_with_a_capital_that_knows_the_dotted_i():
    wrong = []
    for po in words.catalogues():
        if "overlay" not in po.parts:
            wrong += [
                entry.msgstr
                for entry in polib.pofile(str(po))
                if entry.msgid[:1].isupper() and entry.msgstr[:1].islower()
            ]
    assert wrong == []


def test_the_overlay_is_what_is_read():
    words.compile_all()
    read = translation.gettext  # by another name, for makemessages reads this file too
    with translation.override("tr"):
        assert read("Site history") == "İşlem geçmişi"
