"""Every contact with an outlet or a person on one line of time: asks, calls, and what we sent (M6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kopru.cases.models import Case, Message, Voice
from kopru.core.models import User
from kopru.delivery.models import Recipient
from kopru.directory.models import Outlet, Person

_EACH: Final = 60


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: when, what kind, its words, how it stands, and where it opens."""

    at: datetime
    kind: str
    title: str
    note: str = ""
    url: str = ""
    is_ours: bool = False


def timeline(owner: Outlet | Person, *, user: User, at: datetime) -> list[Contact]:
    """Return the newest contacts that `user` may see, the last first."""
    whose = Q(outlet=owner) if isinstance(owner, Outlet) else Q(person=owner)
    cases = Case.objects.visible_to(user, at).filter(whose, hides_identity=False)
    found = [*_asked(cases), *_spoken(cases), *_sent(owner)]
    return sorted(found, key=lambda each: each.at, reverse=True)[: 2 * _EACH]


def _asked(cases: Any) -> list[Contact]:
    return [
        Contact(
            each.received_at,
            str(each.get_kind_display()),
            each.subject,
            f"{each.label} · {each.get_channel_display()} · {each.get_state_display()}",
            reverse("cases_desk:one", args=[each.pk]),
        )
        for each in cases.order_by("-received_at")[:_EACH]
    ]


def _spoken(cases: Any) -> list[Contact]:
    """Return calls and answers within the cases; their first words are the case itself."""
    rows = Message.objects.filter(case__in=cases.values("pk"), voice__in=[Voice.CALL, Voice.OFFICE])
    return [
        Contact(
            each.at,
            str(each.get_voice_display()),
            each.subject or each.text[:120] or each.case.subject,
            each.case.label,
            reverse("cases_desk:one", args=[each.case_id]),
            is_ours=each.voice == Voice.OFFICE,
        )
        for each in rows.select_related("case").order_by("-at")[:_EACH]
    ]


def _sent(owner: Outlet | Person) -> list[Contact]:
    """Return what left for one of their addresses, as the ledger says; answers of cases stand there already."""
    points = list(owner.contact_points.values_list("pk", flat=True)[:_EACH])
    if not points:
        return []
    rows = Recipient.objects.filter(contact_point__in=points, handed_at__isnull=False)
    rows = rows.exclude(dispatch__reference__startswith="case:").select_related("dispatch")
    return [
        Contact(
            each.handed_at,
            _("Mails sent"),
            each.dispatch.subject,
            f"{each.address} · {each.get_state_display()}",
            reverse("delivery_desk:dispatch", args=[each.dispatch_id]),
            is_ours=True,
        )
        for each in rows.order_by("-pk")[:_EACH]
        if each.handed_at is not None
    ]
