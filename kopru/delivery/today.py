"""What delivery says on "Bugün": what waits for a person, what is in doubt, what did not arrive since yesterday."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopru.core.models import User
from kopru.core.today import Card, Item
from kopru.delivery import permissions, showing
from kopru.delivery.models import CLOSED, Dispatch, DispatchState, Recipient
from kopru.delivery.sending import installation
from kopru.turkish import numbers

_SHOWN: Final = 5
_MANY: Final = 100
#: The working day before ends here, local time.
_EVENING: Final = 18


def cards(user: User, at: datetime) -> Sequence[Card]:
    """Return the cards for `user`, of the dispatches that they may open; nothing for who may not see what is sent."""
    if not permissions.may_view(user):
        return []
    return [_waiting(user, at), _doubtful(user, at), _last_night(user, at)]


def _waiting(user: User, at: datetime) -> Card:
    seen = Dispatch.objects.visible_to(user, at)
    found = list(seen.for_decision().select_related("released_by").order_by("-pk")[: _MANY + 1])
    items = [_decision(user, one) for one in found[:_SHOWN]]
    url = reverse("delivery_desk:dispatches")
    if held := installation.why_held():
        items.insert(0, Item(_("Nothing is sent from this system"), url, str(held), tone="late"))
    return Card(
        title=_("Dispatches that wait for a person"),
        icon="mail",
        items=items,
        empty=_("No dispatch waits for a person."),
        url=f"{url}?durum=bekleyen",
        count=len(found) or None,
        order=10,
    )


def _decision(user: User, dispatch: Dispatch) -> Item:
    seal = showing.seal(dispatch)
    note = dispatch.state_reason
    if dispatch.state == DispatchState.AWAITING:
        words = _("%(who)s released it to %(count)s people.")
        note = words % {"who": dispatch.released_by or "–", "count": numbers.number(dispatch.count)}
        if permissions.may_countersign(user, dispatch):
            note = " ".join([note, _("Your agreement is awaited.")])
    return Item(dispatch.subject, dispatch.get_absolute_url(), note, state=str(seal.label), tone=seal.tone)


def _doubtful(user: User, at: datetime) -> Card:
    rows = list(
        Recipient.objects.visible_to(user, at).in_doubt().select_related("dispatch").order_by("-pk")[: _MANY + 1]
    )
    url = reverse("delivery_desk:doubts")
    items = [
        Item(row.name or row.address, url, row.dispatch.subject, state=_("In doubt"), tone="due")
        for row in rows[:_SHOWN]
    ]
    empty = _("Of every mail it is known whether it was accepted.")
    return Card(_("Mails in doubt"), "help", items, empty, url=url, count=len(rows) or None, order=20)


def _last_night(user: User, at: datetime) -> Card:
    """Return what ended or still runs since yesterday evening and did not reach everybody."""
    evening = timezone.localtime(at).replace(hour=_EVENING, minute=0, second=0, microsecond=0) - timedelta(days=1)
    newest = Dispatch.objects.visible_to(user, at).real().filter(released_at__isnull=False).order_by("-pk")[:_MANY]
    recent = [one for one in newest if (one.ended_at or at) >= evening]
    counts = showing.counts_of(recent)
    items = []
    for one in recent:
        failed = counts.get(one.pk, {}).get("failed", 0)
        if failed:
            delivered = counts[one.pk]["delivered"]
            words = ngettext("%(failed)s did not arrive", "%(failed)s did not arrive", failed)
            note = _("%(delivered)s arrived, %(failed)s") % {
                "delivered": numbers.number(delivered),
                "failed": words % {"failed": numbers.number(failed)},
            }
            items.append(Item(one.subject, f"{one.get_absolute_url()}?durum=failed#alicilar", note, tone="late"))
    ended = sum(1 for one in recent if one.state in CLOSED)
    empty = _("Everything sent since yesterday evening arrived.") if ended else _("Nothing was sent since yesterday.")
    url = reverse("delivery_desk:dispatches")
    return Card(_("Deliveries since last night"), "mail", items[:_SHOWN], empty, url=url, order=40)
