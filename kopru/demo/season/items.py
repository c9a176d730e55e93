"""What one bulletin of the season is made of, before the verbs make it one."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from django.utils import translation
from django.utils.formats import date_format

Block = tuple[str, Any]
_DAY: Final = re.compile(r"\{([+-]?\d+)\}")


class End(StrEnum):
    """How far a bulletin has come when the office is opened."""

    DRAFT = "draft"
    RETURNED = "returned"
    WITH_HEAD = "with_head"
    WITH_MAYOR = "with_mayor"
    EMBARGOED = "embargoed"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be painted: scene, light and seed, and what is said of it."""

    scene: str
    light: str
    seed: int
    title: str
    caption: str
    description: str
    place: str = "Zeytinyalı"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A bulletin: `{0}` in its words is the day it is dated, `{3}` three days later, `{-1}` the day before.

    `when` is a month and day (its last occurrence counts), or a number of days from today.
    """

    when: tuple[int, int] | int
    headline: str
    spot: str
    body: tuple[Block, ...]
    overline: str = ""
    topics: tuple[str, ...] = ()
    unit: str = ""
    pictures: tuple[Picture, ...] = ()
    audiences: tuple[str, ...] = ()
    hour: int = 10
    needs_mayor: bool = False
    end: End = End.PUBLISHED
    #: what was wrong, what replaces it, and what the public is told
    mend: tuple[str, str, str] | None = None
    reason: str = ""
    small: bool = field(default=False)

    def day(self, today: date) -> date:
        """Return the day it is dated, seen from `today`."""
        if isinstance(self.when, int):
            return today + timedelta(days=self.when)
        month, day = self.when
        this_year = date(today.year, month, day)
        # what is younger than two days belongs to the desk of today, which has its own
        return this_year if this_year <= today - timedelta(days=2) else date(today.year - 1, month, day)


def dated(words: Any, day: date) -> Any:
    """Return `words` (text, or blocks of it) with every day written out as in "14 Mart Cumartesi"."""
    if isinstance(words, str):
        return _DAY.sub(lambda found: _written(day + timedelta(days=int(found.group(1)))), words)
    if isinstance(words, dict):
        return {key: dated(value, day) for key, value in words.items()}
    if isinstance(words, (list, tuple)):
        return [dated(value, day) for value in words]
    return words


def _written(day: date) -> str:
    with translation.override("tr"):
        return date_format(day, "j F l")


def p(text: str) -> Block:
    """Return a paragraph."""
    return "paragraph", f"<p>{text}</p>"


def sub(text: str) -> Block:
    """Return a sub-heading."""
    return "subhead", text


def quote(text: str, speaker: str, office: str) -> Block:
    """Return somebody's words."""
    return "quote", {"text": f"<p>{text}</p>", "speaker": speaker, "office": office}


def facts(title: str, *rows: tuple[str, str]) -> Block:
    """Return a list of figures."""
    return "facts", {"title": title, "facts": [{"label": label, "value": value} for label, value in rows]}


MAYOR: Final = ("Defne Kıyıcı", "Zeytinyalı Belediye Başkanı")
