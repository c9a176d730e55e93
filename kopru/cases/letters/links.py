"""Signed links of pages without an account; each kind of page has signs of its own."""

from typing import Final

from django.conf import settings
from django.urls import reverse

from kopru.cases.models import Case
from kopru.delivery import signs
from kopru.directory.models import Unit

_TRAY: Final = "material-tray"
_SURVEY: Final = "was-it-solved"
#: What stands behind the link, so that the page knows which button was meant.
_WORDS: Final = {"yes": "evet", "no": "hayir"}


def tray_page(unit: Unit) -> str:
    """Return the page on which a unit hands in material for the public."""
    return f"{settings.BASE_URL}{reverse('cases:tray', args=[signs.sign(_TRAY, unit.pk)])}"


def unit_of_tray(key: str) -> int | None:
    """Return whose tray a key opens; None for a forged one."""
    return signs.number_of(_TRAY, key)


def survey_page(case: Case, word: str) -> str:
    """Return the page that asks whether it was solved, with "yes" or "no" meant."""
    return f"{settings.BASE_URL}{reverse('cases:survey', args=[signs.sign(_SURVEY, case.pk)])}?{_WORDS[word]}"


def case_of_survey(key: str) -> int | None:
    """Return which case a key asks about; None for a forged one."""
    return signs.number_of(_SURVEY, key)
