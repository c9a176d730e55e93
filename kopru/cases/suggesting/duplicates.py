"""Who asked the same: the same person, the same words, or next door, within sixty days (R12)."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from kopru.cases.models import Case
from kopru.search.models import Entry
from kopru.turkish import folding

DAYS: Final = 60
#: Metres.
NEAR: Final = 200.0
#: How many of the newest cases are compared.
_COMPARED: Final = 400
_ALIKE: Final = 0.45
_SOMEWHAT: Final = 0.25
_NAMED: Final = 4
_MOST: Final = 5
_EARTH: Final = 6_371_000.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another case, how sure (0 to 1), and why in a sentence."""

    case: Case
    certainty: float
    reason: str

    @property
    def percent(self) -> int:
        """Return the certainty as people read it."""
        return round(self.certainty * 100)


@dataclass(frozen=True, slots=True)
class _Likeness:
    words: float
    shared: tuple[str, ...]
    metres: float | None
    is_same_person: bool
    is_same_matter: bool


def suggest(case: Case, *, at: datetime) -> list[Suggestion]:
    """Return up to five cases of the last sixty days that may ask the same, the surest first."""
    others = _others(case, at)
    bags = _bags([case, *others])
    rarity = _rarity(bags.values())
    found = []
    for other in others:
        likeness = _likeness(case, other, bags, rarity)
        certainty = _certainty(likeness)
        if certainty:
            found.append(Suggestion(other, certainty, _reason(likeness)))
    return sorted(found, key=lambda each: (-each.certainty, -each.case.pk))[:_MOST]


def metres(one: Case, other: Case) -> float | None:
    """Return how far two places are apart (haversine), None where one has none."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    lat1, lon1, lat2, lon2 = (
        math.radians(float(value or 0)) for value in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, half)))


def _others(case: Case, at: datetime) -> list[Case]:
    since = at - timedelta(days=DAYS)
    lately = Case.objects.filter(received_at__gte=since, erased_at__isnull=True).exclude(pk=case.pk)
    lately = lately.exclude(closed_how="spam")
    if case.cluster_id:
        lately = lately.exclude(cluster=case.cluster_id)
    own = Q(pk__in=[])
    if not case.hides_identity:
        own |= Q(email_key=case.email_key) if case.email_key else own
        own |= Q(phone_key=case.phone_key) if case.phone_key else own
    newest = list(lately.order_by("-pk")[:_COMPARED])
    seen = {each.pk for each in newest}
    return newest + [each for each in lately.filter(own).order_by("-pk")[:20] if each.pk not in seen]


def _bags(cases: Sequence[Case]) -> dict[int, frozenset[str]]:
    """Return the lemmas of each, which the index has made already."""
    named = {each.pk: frozenset(folding.words(f"{each.name} {each.email}")) for each in cases}
    rows = Entry.objects.filter(kind="case", object_id__in=list(named))
    found = {}
    for pk, text in rows.values_list("object_id", "text"):
        lemmas = text.split("\n")[1].split() if "\n" in text else []
        kept = frozenset(word for word in lemmas if len(word) > 2 and not word.isdigit())
        found[pk] = kept - named[pk]  # who asks is compared by itself
    return found


def _rarity(bags: Iterable[frozenset[str]]) -> dict[str, float]:
    held = list(bags)
    counts = Counter(word for bag in held for word in bag)
    return {word: math.log(1 + len(held) / count) for word, count in counts.items()}


def _likeness(case: Case, other: Case, bags: dict[int, frozenset[str]], rarity: dict[str, float]) -> _Likeness:
    mine, theirs = bags.get(case.pk, frozenset()), bags.get(other.pk, frozenset())
    shared = sorted(mine & theirs, key=lambda word: (-rarity[word], word))
    smaller = min(_weight(mine, rarity), _weight(theirs, rarity))
    is_open_about_it = not case.hides_identity and not other.hides_identity
    same = is_open_about_it and (
        (case.email_key != "" and case.email_key == other.email_key)
        or (case.phone_key != "" and case.phone_key == other.phone_key)
        or (case.person_id is not None and case.person_id == other.person_id)
    )
    return _Likeness(
        words=_weight(shared, rarity) / smaller if smaller else 0.0,
        shared=tuple(shared[:_NAMED]),
        metres=metres(case, other),
        is_same_person=same,
        is_same_matter=case.matter_id is not None and case.matter_id == other.matter_id,
    )


def _weight(words: Iterable[str], rarity: dict[str, float]) -> float:
    return sum(rarity[word] for word in words)


def _certainty(like: _Likeness) -> float:
    """Weigh what speaks for it; one weak sign alone is not worth a clerk's look."""
    is_near = like.metres is not None and like.metres <= NEAR
    certainty = like.words if like.words >= _ALIKE else 0.0
    if like.is_same_person and (like.words >= _SOMEWHAT or like.is_same_matter):
        certainty = max(certainty, 0.6 + 0.4 * like.words)
    if is_near and (like.is_same_matter or like.words >= _SOMEWHAT):
        certainty = max(certainty, 0.55 + 0.4 * like.words)
    is_far = like.metres is not None and like.metres > 5 * NEAR
    return min(0.99, certainty * (0.5 if is_far else 1.0)) if not is_far or like.is_same_person else 0.0


def _reason(like: _Likeness) -> str:
    said = []
    if like.is_same_person:
        said.append(_("the same person"))
    if like.metres is not None and like.metres <= NEAR:
        said.append(_("%(metres)d m away") % {"metres": round(like.metres, -1)})
    if like.is_same_matter:
        said.append(_("the same matter"))
    if like.shared:
        said.append(_("words in common: %(words)s") % {"words": ", ".join(like.shared)})
    return "; ".join(said)
