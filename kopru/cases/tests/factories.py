"""Cases for tests, also of the other apps: each made by the verbs, as the office makes them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kopru.cases import actions
from kopru.cases.asks import Ask, Asker
from kopru.cases.models import Answer, Case, Kind, Referral
from kopru.core.models import User
from kopru.core.roles import Role
from kopru.delivery import sending
from kopru.delivery.models import Dispatch
from kopru.directory.models import Unit
from kopru.directory.tests import factories as directory

#: Tuesday, 13.00 in Küçükkuyu
NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

WORDS = "Zeytin Sokak’taki aydınlatma direği üç gündür yanmıyor. Gereğini rica ederim."


def user(*roles: Role, units: tuple[Unit, ...] = ()) -> User:
    return directory.user(*roles, units=units)


def unit(name: str = "", email: str = "birim@example.org") -> Unit:
    made = directory.unit(name)
    if email:
        directory.contact_point(made, email)
    return made


def ask(**fields: Any) -> Ask:
    asker = {"name": "Işıl Çağlar", "email": "isil.caglar@example.org", "phone": "0532 000 00 21"}
    asker |= fields.pop("asker", {})
    given: dict[str, Any] = {"subject": "Yanmayan sokak lambası", "text": WORDS, "received_at": NOON}
    return Ask(**given | {"kind": Kind.REQUEST, "asker": Asker(**asker)} | fields)


def case(*, at: datetime = NOON, **fields: Any) -> Case:
    return actions.open_case(ask(**{"received_at": at} | fields), by=None, at=at)


def referral(
    of: Case | None = None, to: Unit | None = None, *, by: User | None = None, at: datetime = NOON
) -> Referral:
    of = of or case()
    due_on = (at + 5 * DAY).date()
    return actions.refer(of, unit=to or unit(), asked="", due_on=due_on, by=by or user(Role.CLERK), at=at)


def answer(of: Case | None = None, *, by: User | None = None, at: datetime = NOON, **fields: Any) -> Answer:
    given = {"subject": "Yanmayan sokak lambası", "text": "Sayın Çağlar,\n\nLamba 26 Kasım’da onarıldı.", **fields}
    return actions.draft_answer(of or case(), by=by or user(Role.CLERK), at=at, **given)


def deliver(dispatch: Dispatch | None, *, at: datetime = NOON) -> None:
    """Let what waits of a dispatch really go through its channel, the outbox."""
    assert dispatch is not None
    while sending.send_batch(dispatch.pk, clock=lambda: at):
        pass
