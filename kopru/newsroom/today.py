"""What the newsroom has to say on "Bugün"."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from kopru.core.models import User
from kopru.core.roles import OFFICE, STAFF, holds
from kopru.core.today import Card, Item
from kopru.newsroom import permissions
from kopru.newsroom.models import Bulletin, Correction
from kopru.newsroom.models.bulletins import Stage
from kopru.newsroom.states import state_of

_SHOWN: Final = 5
_COUNTED: Final = 99
_RECENT: Final = timedelta(days=7)
_SOON: Final = timedelta(hours=24)


def cards(user: User, at: datetime) -> Sequence[Card]:
    """Return the cards of whoever works with bulletins."""
    if not holds(user, *STAFF):
        return []
    found = [_for_me(user, at)]
    if holds(user, *OFFICE):
        found += [_returned(user, at), _untold(user, at), _lifting(user, at), _unoffered(user, at)]
    return found


def _for_me(user: User, at: datetime) -> Card:
    visible = Bulletin.objects.visible_to(user, at)
    stages = [stage for stage, step in permissions.STEP_OF.items() if _decides(user, step, at)]
    waiting = visible.filter(stage__in=stages).select_related("candidate__made_by").order_by("candidate__made_at")
    return Card(
        title=_("Waiting for my approval"),
        icon="check",
        items=[
            Item(
                title=row.headline,
                url=reverse("bulletins:decide", args=[row.pk]),
                note=str(row.candidate.made_by) if row.candidate else "",
                state=str(row.get_stage_display()),
                tone="due",
            )
            for row in waiting[:_SHOWN]
        ],
        empty=_("Nothing waits for your approval."),
        url=f"{reverse('bulletins:board')}?durum=onayda",
        count=waiting[:_COUNTED].count(),
        order=10,
    )


def _decides(user: User, step: Any, at: datetime) -> bool:
    return holds(user, permissions.ROLE_OF[step]) or permissions.stands_in_for(user, step, at=at) is not None


def _returned(user: User, at: datetime) -> Card:
    mine = Bulletin.objects.filter(stage=Stage.RETURNED, candidate__made_by=user).select_related("candidate")
    return Card(
        title=_("My drafts that were sent back"),
        icon="resubmit",
        items=[_item(row, at, tone="late", note=_reason(row)) for row in mine[:_SHOWN]],
        empty=_("Nothing was sent back to you."),
        url=f"{reverse('bulletins:board')}?durum=taslak",
        count=mine[:_COUNTED].count(),
        order=15,
    )


def _untold(_user: User, at: datetime) -> Card:
    """Corrections whose faulty edition somebody received, and who were not told."""
    recent = Correction.objects.filter(at__gte=at - 4 * _RECENT, offers__isnull=True)
    untold = recent.filter(
        faulty__offers__dispatch__recipients__state__in=["handed", "delivered", "unknown"]
    ).distinct()
    rows = list(untold.select_related("bulletin")[:_SHOWN])
    return Card(
        title=_("Recipients of a faulty version to be told"),
        icon="warning",
        items=[
            Item(
                title=row.bulletin.headline,
                url=reverse("bulletins:one", args=[row.bulletin_id]),
                note=row.note[:120],
                state=str(row.get_kind_display()),
                tone="late",
            )
            for row in rows
        ],
        empty=_("Nobody has a faulty version without knowing."),
        count=len(rows),
        order=12,
    )


def _lifting(_user: User, at: datetime) -> Card:
    soon = Bulletin.objects.embargoed(at).filter(release_at__lte=at + _SOON).order_by("release_at")
    return Card(
        title=_("Embargo ends within a day"),
        icon="time",
        items=[_item(row, at, tone="due") for row in soon.select_related("edition")[:_SHOWN]],
        empty=_("No embargo ends within a day."),
        url=f"{reverse('bulletins:board')}?durum=ambargolu",
        count=soon[:_COUNTED].count(),
        order=20,
    )


def _unoffered(_user: User, at: datetime) -> Card:
    recent = Bulletin.objects.public(at).filter(release_at__gte=at - _RECENT)
    left = recent.exclude(editions__offers__isnull=False).order_by("-release_at")
    return Card(
        title=_("Not yet offered to the press"),
        icon="mail",
        items=[_item(row, at, url=reverse("bulletins:offer", args=[row.pk])) for row in left[:_SHOWN]],
        empty=_("Everything public was offered."),
        url=f"{reverse('bulletins:board')}?durum=yayinda",
        count=left[:_COUNTED].count(),
        order=30,
    )


def _item(row: Bulletin, at: datetime, *, tone: str = "info", note: str = "", url: str = "") -> Item:
    state = state_of(row, at)
    return Item(
        title=row.headline,
        url=url or reverse("bulletins:one", args=[row.pk]),
        note=note or row.label,
        due_at=state.at if tone == "due" else None,
        state=str(state.label),
        tone=tone,
    )


def _reason(row: Bulletin) -> str:
    said = row.candidate.approvals.filter(decision="returned").last() if row.candidate else None
    return said.comment[:160] if said else ""
