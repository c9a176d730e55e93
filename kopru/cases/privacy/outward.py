"""The one place through which a person's words go before they leave the office: to a unit, on paper, in a list.

Of somebody who hides, what may tell who they are is taken out, unless a clerk judged that very word harmless
(`Case.judged`); nothing goes to a unit before each of them was judged (`unjudged`).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from kopru.cases.models import Case, Voice
from kopru.cases.privacy import concealing
from kopru.cases.privacy.concealing import Found, Known, Sort

HIDE: Final = "hide"
SHOW: Final = "show"


def words(case: Case, text: str) -> str:
    """Return `text` as it may leave: as it is, or without what tells who hides."""
    if not case.hides_identity or not text:
        return text
    found = concealing.find(text, known_of(case))
    return _masked(text, [each for each in found if case.judged.get(each.key) != SHOW])


def without_person(case: Case, text: str) -> str:
    """Return `text` for somebody who may not know who asks, whether they hide or not."""
    return words(case, text) if case.hides_identity else _masked(text, concealing.find(text, known_of(case)))


def names(case: Case, text: str) -> list[Found]:
    """Return where `text` names whoever asks: what goes to others too must not."""
    known = Known(names=known_of(case).names)
    return [each for each in concealing.find(text, known) if each.sort == Sort.NAME]


def subject(case: Case) -> str:
    """Return what the case is about, as it may leave."""
    return words(case, case.subject)


def label(case: Case) -> str:
    """Return number and subject, as they may leave."""
    return f"{case.label} {subject(case)}"


def unjudged(case: Case, *more: str) -> list[Found]:
    """Return what may tell who hides and was judged by nobody, in the case and in `more` texts that go with it."""
    if not case.hides_identity:
        return []
    known = known_of(case)
    found = [each for text in (*texts(case), *more) for each in concealing.find(text, known)]
    return concealing.undecided(found, case.judged)


def found_in(case: Case) -> list[Found]:
    """Return everything in a hidden person's words that may tell who they are, each word once."""
    known = known_of(case)
    return concealing.undecided([each for text in texts(case) for each in concealing.find(text, known)], {})


def texts(case: Case) -> Iterator[str]:
    """Yield every text of the person that a unit or another authority would get to read."""
    yield from (case.subject, case.text, case.place)
    yield from (str(value) for value in case.details.values())
    yield from case.messages.filter(voice=Voice.PERSON).exclude(text=case.text).values_list("text", flat=True)


def known_of(case: Case) -> Known:
    """Return what is known of whoever asks."""
    person = case.person
    names = [case.name, *([f"{person.first_name} {person.last_name}"] if person else [])]
    return Known(
        names=_given(names),
        mails=_given([case.email, case.email_key]),
        phones=_given([case.phone, case.phone_key]),
        addresses=_given([case.address]),
    )


def _given(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _masked(text: str, found: Sequence[Found]) -> str:
    return concealing.masked(text, found, mark=_("[hidden]"))
