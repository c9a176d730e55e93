"""All suggestions for the page of one case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopru.cases.models import Case
from kopru.cases.suggesting import duplicates, published, units


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What `cases/suggestions.html` shows; false where there is nothing to say."""

    units: Sequence[units.Suggestion]
    duplicates: Sequence[duplicates.Suggestion]
    published: Sequence[published.Suggestion]

    def __bool__(self) -> bool:
        return bool(self.units or self.duplicates or self.published)

    @property
    def letter(self) -> str:
        """Return the words that say how, when and where it was published (law 4982 art. 8)."""
        return published.letter(self.published)


def suggestions(case: Case, *, at: datetime) -> Suggestions:
    """Return what may help with an open case; for one that has ended, or was erased, nothing."""
    if not case.is_open:
        return Suggestions((), (), ())
    own = published.of_matter(case)
    found = published.suggest(f"{case.subject}\n{case.text}", at=at)
    asked = case.referrals.exclude(state="recalled").exists()
    return Suggestions(
        units=() if asked else units.suggest(case, at=at),
        duplicates=duplicates.suggest(case, at=at),
        published=[own, *found] if own else found,
    )
