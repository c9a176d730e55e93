"""Which unit may answer: learned from where the office sent the like before (R21)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopru.cases.models import Case, Referral, ReferralState
from kopru.cases.models.referrals import ReferralQuerySet
from kopru.cases.suggesting.learning import Example, Model, words_of
from kopru.directory.models import Unit
from kopru.search.index import lemmatiser

#: The newest decisions; older ones were made by another town.
_NEWEST: Final = 8000
#: Fewer than this say nothing.
_FEWEST: Final = 20
_DAY: Final = timedelta(hours=20)
_LEAST: Final = 0.05
_NIGHT: Final = range(2, 5)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit, how sure (0 to 1), and why in a sentence."""

    unit: Unit
    certainty: float
    reason: str

    @property
    def percent(self) -> int:
        """Return the certainty as people read it."""
        return round(self.certainty * 100)


def suggest(case: Case, *, at: datetime) -> list[Suggestion]:  # noqa: ARG001 - the signature all suggestions share
    """Return up to three units: the matter's usual one, and those that answered the like, the surest first."""
    found: list[Suggestion] = []
    usual = case.matter.unit if case.matter else None
    model = _model(_stamp())
    guesses = model.guesses(_words(case)) if model else []
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[guess.label for guess in guesses])}
    for guess in guesses:
        unit = units.get(guess.label)
        if unit is None or guess.certainty < _LEAST:
            continue
        times = model.texts[guess.label] if model else 0
        found.append(Suggestion(unit, guess.certainty, _reason(times, guess.words)))
    if usual and usual.pk not in [each.unit.pk for each in found[:1]]:
        found = [each for each in found if each.unit.pk != usual.pk]
        found.insert(0, Suggestion(usual, 0.9, _("The usual unit of this matter.")))
    return found[:3]


def learn() -> int:
    """Learn the office's newest decisions and keep them in the home folder; return from how many."""
    examples = list(_examples())
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(Model.learned(examples).written(), encoding="utf-8")
    temporary.replace(path)
    return len(examples)


def nightly(at: datetime) -> int:
    """Learn once a night, and at once where nothing was ever learned; return from how many decisions."""
    stamp = _stamp()
    if stamp is None:
        return learn() if _decisions()[:_FEWEST].count() >= _FEWEST else 0
    if timezone.localtime(at).hour not in _NIGHT:
        return 0
    return learn() if at.timestamp() - stamp / 1e9 > _DAY.total_seconds() else 0


def _reason(times: int, words: tuple[str, ...]) -> str:
    said = ngettext("%(count)d case was referred here before", "%(count)d cases were referred here before", times) % {
        "count": times
    }
    return (
        _("%(said)s; words in common: %(words)s.") % {"said": said, "words": ", ".join(words)} if words else f"{said}."
    )


def _decisions() -> ReferralQuerySet:
    kept = Referral.objects.exclude(state__in=[ReferralState.RETURNED, ReferralState.RECALLED])
    return kept.filter(case__erased_at__isnull=True).order_by("-pk")


def _examples() -> Iterator[Example]:
    rows = _decisions().select_related("case__matter")[:_NEWEST]
    for referral in rows.iterator(chunk_size=500):
        case = referral.case
        yield Example(_words(case), referral.unit_id, case.email_key or case.phone_key or case.name or str(case.pk))


def _words(case: Case) -> frozenset[str]:
    words = words_of(f"{case.subject}\n{case.text}", lemmatiser())
    return words | {f"=matter{case.matter_id}"} if case.matter_id else words


def _path() -> Path:
    return Path(settings.HOME) / "cache" / "routing.json"


def _stamp() -> int | None:
    try:
        return _path().stat().st_mtime_ns
    except FileNotFoundError:
        return None


@lru_cache(maxsize=2)
def _model(stamp: int | None) -> Model | None:
    """Return what was learned last; a damaged file is as good as none, and is made anew by night."""
    if stamp is None:
        return None
    try:
        return Model.read(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
