"""Where the answer stands already: what is public is told with its place and day (law 4982 art. 8, R14)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases.models import Case
from kopru.cases.suggesting.learning import words_of
from kopru.search import query, registry
from kopru.search.index import lemmatiser
from kopru.turkish.dates import short_date

#: What is written for the public; a kind that no app registers is left out.
_KINDS: Final = ("bulletin", "page")
#: Words that are looked for, the rarest first.
_WORDS: Final = 8
_TRIED: Final = 24
_PER_WORD: Final = 40
_LEAST: Final = 0.34
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something public, how sure that it answers (0 to 1), and why in a sentence."""

    title: str
    url: str
    on: datetime | None
    certainty: float
    reason: str

    @property
    def percent(self) -> int:
        """Return the certainty as people read it."""
        return round(self.certainty * 100)


def suggest(text: str, user: Any = None, at: datetime | None = None) -> list[Suggestion]:
    """Return what the public can read about `text`, the surest first; never what only `user` may see.

    Each rare word of the text is asked for by itself; what holds several of them comes first.
    """
    reader, at = user or AnonymousUser(), at or timezone.now()
    names = [kind.name for kind in registry.kinds() if kind.name in _KINDS]
    if not names:
        return []
    held: dict[int, query.Hit] = {}
    scores: dict[int, float] = {}
    shared: dict[int, list[str]] = {}
    rare = _rare(text, reader, at, names)
    for word, weight, hits in rare:
        for hit in hits:
            held[hit.id] = hit
            scores[hit.id] = scores.get(hit.id, 0.0) + weight
            shared.setdefault(hit.id, []).append(word)
    whole = sum(weight for _word, weight, _hits in rare)
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))
    sure = [pk for pk in best if len(shared[pk]) > 1 and scores[pk] / whole >= _LEAST]
    return [_suggestion(held[pk], scores[pk] / whole, shared[pk]) for pk in sure[:_MOST]]


def of_matter(case: Case) -> Suggestion | None:
    """Return what the office itself wrote down as the answer to the matter of `case`."""
    if case.matter is None or not case.matter.published_answer:
        return None
    reason = _("Written down at the matter “%(matter)s”.") % {"matter": case.matter}
    return Suggestion(str(case.matter), case.matter.published_answer, None, 0.95, reason)


def letter(found: Sequence[Suggestion]) -> str:
    """Return the words of an answer that says how, when and where it was published (law 4982 art. 8)."""
    lines = "\n".join(f"– {_place(each)}" for each in found)
    return _(
        "Thank you for your application.\n\nThe information you ask for has been made public by us. You can read it"
        " here:\n\n%(places)s\n\nIf you cannot open these pages, tell us and we will send them on paper. What has been"
        " published is not subject to a separate application; you are told how, when and where it was published"
        " (law no. 4982 art. 8)."
    ) % {"places": lines}


def _place(found: Suggestion) -> str:
    url = found.url if "://" in found.url else f"{settings.BASE_URL}{found.url}"
    if found.on is None:
        return f"{found.title}: {url}"
    day = short_date(timezone.localdate(found.on))
    return _("%(title)s, published on our website on %(day)s: %(url)s") % {"title": found.title, "day": day, "url": url}


def _rare(text: str, reader: Any, at: datetime, names: list[str]) -> list[tuple[str, float, Sequence[query.Hit]]]:
    """Return the rarest words of a text that something public holds, with their weight and hits."""
    words = sorted(words_of(text, lemmatiser()), key=lambda word: (-len(word), word))[:_TRIED]
    found = []
    for word in words:
        results = query.find(word, user=reader, at=at, kinds=names, limit=_PER_WORD)
        if results.count and not results.capped:
            found.append((word, 1 / math.log(2 + results.count), results.hits))
    return sorted(found, key=lambda each: (-each[1], each[0]))[:_WORDS]


def _suggestion(hit: query.Hit, certainty: float, words: list[str]) -> Suggestion:
    reason = _("%(kind)s; words in common: %(words)s") % {"kind": hit.kind.label, "words": ", ".join(words[:4])}
    return Suggestion(hit.title, hit.url, hit.at, min(0.95, certainty), reason)
