"""Who asks: their addresses as written and as compared, and whom the directory knows by them."""

from collections import defaultdict
from collections.abc import Iterable

from kopru.cases.asks import Asker
from kopru.cases.models import Case
from kopru.directory.models import ContactPoint, Person
from kopru.turkish import emails, phones


def set_askers(asked: Iterable[tuple[Case, Asker]]) -> None:
    """Write down for each case who asks; whoever the directory knows by address or number is found at once for all."""
    unknown = []
    for case, asker in asked:
        case.name = " ".join(asker.name.split())[:160]
        case.email, case.email_key = _mail_of(asker.email)
        case.phone, case.phone_key = _phone_of(asker.phone)
        case.address = asker.address.strip()
        case.outlet, case.asking_unit = asker.outlet, asker.unit
        case.hides_identity, case.wants_answer = asker.hides_identity, asker.wants_answer
        case.person = asker.person
        if asker.person is None and not case.hides_identity and (case.email_key or case.phone_key):
            unknown.append(case)
    known = _people({key for case in unknown for key in (case.email_key, case.phone_key) if key})
    for case in unknown:
        people = known.get(case.email_key, set()) | known.get(case.phone_key, set())
        case.person = people.pop() if len(people) == 1 else None


def _mail_of(written: str) -> tuple[str, str]:
    """Return the address as written, and its key if it is one."""
    try:
        parsed = emails.parse(written)
    except emails.EmailInvalid:
        return written.strip()[:254], ""
    return parsed.shown[:254], parsed.key


def _phone_of(written: str) -> tuple[str, str]:
    if not written:
        return "", ""
    try:
        parsed = phones.parse(written)
    except phones.PhoneInvalid:
        return written.strip()[:60], ""
    return parsed.display[:60], parsed.e164


def _people(keys: set[str]) -> dict[str, set[Person]]:
    """Return whom the directory knows by each address or number."""
    if not keys:
        return {}
    known: dict[str, set[Person]] = defaultdict(set)
    for point in ContactPoint.objects.filter(key__in=keys, person__isnull=False).select_related("person"):
        if point.person:
            known[point.key].add(point.person.current)
    return known
