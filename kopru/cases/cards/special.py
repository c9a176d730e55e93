"""What media requests, shoots, groups, the tray and the lines to take have to say on "Bugün"."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases.models import Case, Kind, LineToTake, Material, MediaRequest, ShootRequest
from kopru.cases.special.moments import clock_to
from kopru.core.models import User
from kopru.core.roles import OFFICE, Role, holds
from kopru.core.today import Card, Item
from kopru.turkish import dates

_SHOWN: Final = 5
_COUNTED: Final = 99
_SOON: Final = timedelta(days=14)


def cards(user: User, at: datetime) -> Sequence[Card]:
    """Return the cards of whoever has to do with them; where nothing waits, nothing is said."""
    found: list[Card | None] = []
    if holds(user, *OFFICE, Role.MAYORS_OFFICE):
        found.append(_media(user, at))
    if holds(user, *OFFICE, Role.PHOTOGRAPHER):
        found.append(_shoots(user, at))
    if holds(user, *OFFICE):
        found += [_groups(user, at), _tray(user, at), _lines(user, at)]
    return [card for card in found if card is not None]


def _media(user: User, at: datetime) -> Card | None:
    rows = MediaRequest.objects.filter(case__in=Case.objects.visible_to(user, at).open().values("pk"))
    items = [
        Item(
            title=row.case.subject,
            url=reverse("cases_special:media_one", args=[row.case_id]),
            note=f"{row.case.label} · {row.case.outlet or row.case.shown_name}",
            state=str((said := clock_to(row.deadline_at, at)).label),
            tone=said.tone,
        )
        for row in rows.select_related("case__outlet").order_by("deadline_at", "pk")[:_SHOWN]
    ]
    title = _("Journalists who wait")
    return _card(title, "mail", items, reverse("cases_special:media"), rows, order=6)


def _shoots(user: User, at: datetime) -> Card | None:
    rows = ShootRequest.objects.filter(case__in=Case.objects.visible_to(user, at).open().values("pk"))
    if holds(user, Role.PHOTOGRAPHER) and not holds(user, *OFFICE):
        rows = rows.filter(Q(photographer=user.pk) | Q(photographer__isnull=True))
    items = [
        Item(
            title=row.case.subject,
            url=reverse("cases_special:shoot", args=[row.case_id]),
            note=f"{row.place} · {row.photographer or _('Nobody is sent yet')}",
            state=_moment(row.starts_at, at),
            tone="late" if row.starts_at < at else "due" if row.photographer is None else "info",
        )
        for row in rows.select_related("case", "photographer").order_by("starts_at", "pk")[:_SHOWN]
    ]
    return _card(_("Photo shoots"), "image", items, reverse("cases_special:shoots"), rows, order=12)


def _groups(user: User, at: datetime) -> Card | None:
    waiting = Case.objects.visible_to(user, at).open().filter(kind=Kind.GROUP)
    waiting = waiting.exclude(visit__starts_at__isnull=False).by_due()
    items = [
        Item(
            title=row.visit.institution if hasattr(row, "visit") else row.subject,
            url=reverse("cases_special:visit", args=[row.pk]),
            note=row.label,
            tone="due",
        )
        for row in waiting.select_related("visit")[:_SHOWN]
    ]
    return _card(_("Groups that wait for a day"), "group", items, reverse("cases_special:groups"), waiting, order=20)


def _tray(user: User, at: datetime) -> Card | None:
    rows = Material.objects.filter(case__in=Case.objects.visible_to(user, at).open().values("pk"))
    items = [
        Item(
            title=row.case.subject,
            url=reverse("cases_special:material", args=[row.case_id]),
            note=str(row.unit),
            state=dates.long_date(row.wished_on, weekday=False, year=False) if row.wished_on else "",
            tone="due",
        )
        for row in rows.select_related("case", "unit").order_by("wished_on", "pk")[:_SHOWN]
    ]
    title = _("Material of the units")
    return _card(title, "folder-open-inverse", items, reverse("cases_special:tray"), rows, order=19)


def _lines(user: User, at: datetime) -> Card | None:
    """Lines that expire soon, for whoever answers for them."""
    today = timezone.localdate(at)
    rows = LineToTake.objects.filter(owner=user, valid_until__range=(today, today + _SOON)).order_by(
        "valid_until", "pk"
    )
    items = [
        Item(
            title=row.title,
            url=reverse("case_lines:edit", args=[row.pk]),
            state=dates.long_date(row.valid_until, weekday=False, year=False) if row.valid_until else "",
            tone="due",
        )
        for row in rows[:_SHOWN]
    ]
    title = _("Lines to take that expire soon")
    return _card(title, "openquote", items, reverse("case_lines:index"), rows, order=25)


def _card(title: str, icon: str, items: Sequence[Item], url: str, rows: Any, *, order: int) -> Card | None:
    if not items:
        return None
    count = int(rows.order_by()[: _COUNTED + 1].count())
    return Card(title=title, icon=icon, items=items, empty="", url=url, count=count, order=order)


def _moment(moment: datetime, at: datetime) -> str:
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate(at):
        return _("Today %(time)s") % {"time": f"{local:%H:%M}"}
    return f"{dates.long_date(local.date(), weekday=False, year=False)} {local:%H:%M}"
