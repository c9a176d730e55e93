"""What the cases have to say on "Bugün"."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases.models import Answer, AnswerStage, Case, Incoming, LegalClass, Referral
from kopru.cases.privacy import outward
from kopru.cases.showing import shelves, states
from kopru.core.models import User
from kopru.core.roles import OFFICE, Role, holds
from kopru.core.today import Card, Item

_SHOWN: Final = 5
_COUNTED: Final = 99


def cards(user: User, at: datetime) -> Sequence[Card]:
    """Return the cards of whoever works with cases, and of those who approve their answers."""
    found = []
    if holds(user, *OFFICE):
        found += [_due(user, at), _new(user, at), _referrals(user, at), _alarms(user, at), _failed(user, at)]
        found += _quarantine()
    if holds(user, Role.HEAD, Role.MAYORS_OFFICE):
        found.append(_to_approve(user, at))
    return found


def _due(user: User, at: datetime) -> Card:
    due = Case.objects.visible_to(user, at).due(until=shelves.end_of_day(at)).by_due()
    rows, count = _first(due.select_related("owner"))
    shelf = "geciken" if rows and rows[0].is_overdue(at) else "bugun"
    return Card(
        title=_("Cases overdue or due today"),
        icon="time",
        items=[_item(case, at) for case in rows],
        empty=_("No case is overdue or due today."),
        url=f"{reverse('cases_desk:board')}?raf={shelf}",
        count=count,
        order=5,
    )


def _new(user: User, at: datetime) -> Card:
    rows, count = _first(Case.objects.visible_to(user, at).open().unowned().by_due())
    return Card(
        title=_("New cases, without owner"),
        icon="mail",
        items=[_item(case, at) for case in rows],
        empty=_("Every case has an owner."),
        url=f"{reverse('cases_desk:board')}?raf=yeni",
        count=count,
        order=11,
        actions=((_("Write down a call or visit"), reverse("cases_desk:pad")),),
    )


def _to_approve(user: User, at: datetime) -> Card:
    roles = {AnswerStage.WITH_HEAD: Role.HEAD, AnswerStage.WITH_MAYOR: Role.MAYORS_OFFICE}
    stages = [stage.value for stage, role in roles.items() if holds(user, role)]
    waiting = Answer.objects.filter(stage__in=stages).select_related("case", "drafted_by")
    rows, count = _first(waiting.order_by("case__due_at", "pk"))
    return Card(
        title=_("Answers waiting for my approval"),
        icon="check",
        items=[
            Item(
                title=row.subject,
                url=reverse("cases_desk:decide", args=[row.case_id, row.pk]),
                note=f"{row.case.label} · {row.drafted_by or ''}",
                state=_due_words(row.case, at),
                tone="late" if row.case.is_overdue(at) else "due",
            )
            for row in rows
        ],
        empty=_("No answer waits for your approval."),
        url=reverse("cases_desk:approvals"),
        count=count,
        order=9,
    )


def _referrals(user: User, at: datetime) -> Card:
    late = Referral.objects.visible_to(user, at).waiting().filter(due_on__lt=timezone.localdate(at))
    rows, count = _first(late.select_related("case", "unit").order_by("due_on", "pk"))
    return Card(
        title=_("Units that are late"),
        icon="group",
        items=[
            Item(
                title=outward.subject(row.case),
                url=reverse("cases_desk:one", args=[row.case_id]),
                note=f"{row.unit} · {row.case.label}",
                state=str(said.label) if (said := states.referral_due(row, at)) else "",
                tone="late",
            )
            for row in rows
        ],
        empty=_("No unit is late."),
        url=f"{reverse('cases_desk:board')}?raf=birimlerde",
        count=count,
        order=13,
    )


def _alarms(user: User, at: datetime) -> Card:
    """Information requests whose extension must be told soon, if one is needed (law 4982 art. 11)."""
    waiting = Case.objects.visible_to(user, at).open().filter(legal_class=LegalClass.INFORMATION)
    waiting = waiting.filter(alarm_on__lte=timezone.localdate(at), due_at__gte=at).by_due()
    rows, count = _first(waiting.select_related("owner"))
    return Card(
        title=_("Is an extension needed?"),
        icon="warning",
        items=[_item(case, at) for case in rows],
        empty=_("No extension must be decided on."),
        count=count,
        order=8,
    )


def _failed(user: User, at: datetime) -> Card:
    lost = Answer.objects.filter(stage=AnswerStage.FAILED, case__in=Case.objects.visible_to(user, at).open())
    rows, count = _first(lost.select_related("case").order_by("-pk"))
    return Card(
        title=_("Answers that did not arrive"),
        icon="cross",
        items=[
            Item(
                title=row.subject,
                url=reverse("cases_desk:one", args=[row.case_id]),
                note=row.failure[:120],
                state=row.case.label,
                tone="late",
            )
            for row in rows
        ],
        empty=_("Every answer arrived."),
        count=count,
        order=7,
    )


def _quarantine() -> list[Card]:
    """Messages nobody could read; where there is none, nothing is said."""
    held, count = _first(Incoming.objects.quarantined())
    if not held:
        return []
    items = [
        Item(
            title=row.subject or row.sender or _("Message without subject"),
            url=reverse("cases_desk:incoming_one", args=[row.pk]),
            note=row.why,
            tone="due",
        )
        for row in held
    ]
    return [Card(title=_("Quarantine"), icon="lock", items=items, empty="", count=count, order=14)]


def _item(case: Case, at: datetime) -> Item:
    return Item(
        title=outward.subject(case),
        url=reverse("cases_desk:one", args=[case.pk]),
        note=f"{case.label} · {case.owner or _('Nobody yet')}",
        state=_due_words(case, at),
        tone="late" if case.is_overdue(at) else "due",
    )


def _due_words(case: Case, at: datetime) -> str:
    due = states.due_of(case, at)
    return str(due.label) if due else str(case.get_state_display())


def _first(rows: Any) -> tuple[list[Any], int]:
    """Return the first few rows and how many there are, asked for only where there are more than a few."""
    found = list(rows[: _SHOWN + 1])
    count = len(found) if len(found) <= _SHOWN else int(rows.order_by()[: _COUNTED + 1].count())
    return found[:_SHOWN], count
