"""What the directory has to say on "Bugün": addresses to verify and lists that wait for a word."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kopru.core.models import User
from kopru.core.today import Card, Item
from kopru.directory import permissions
from kopru.directory.models import ContactPoint, ImportFile, Proposal, Standing

_SHOWN = 5
_COUNTED = 100


def cards(user: User, at: datetime) -> Sequence[Card]:
    """Return what waits for a hand; nothing for those who do not keep the directory."""
    if not permissions.may_keep(user):
        return []
    return [card for card in (_proposals(user, at), _addresses(user, at), _lists(user, at)) if card.items]


def _proposals(user: User, at: datetime) -> Card:
    waiting = Proposal.objects.visible_to(user, at).waiting()
    found = waiting.select_related("enquiry__person__merged_into", "enquiry__outlet__merged_into").order_by("made_at")
    items = [
        Item(
            str(one.enquiry.owner),
            reverse("directory:proposal", args=[one.pk]),
            note=_("Wants to be taken out") if one.wants_out else _("Says that something changed"),
            due_at=one.made_at,
            tone="late" if one.wants_out else "due",
        )
        for one in found[:_SHOWN]
    ]
    count = waiting.order_by()[:_COUNTED].count()
    return Card(
        _("Reported changes"),
        "comment",
        items,
        _("None waits."),
        url=reverse("directory:proposals"),
        count=count,
        order=58,
    )


def _addresses(user: User, at: datetime) -> Card:
    doubted = ContactPoint.objects.visible_to(user, at).filter(standing=Standing.STALE, unit__isnull=True)
    doubted = doubted.filter(person__merged_into__isnull=True, outlet__merged_into__isnull=True)
    items = [
        Item(
            f"{point.addressee}: {point}",
            _page(point),
            note=point.standing_reason,
            due_at=point.standing_at,
            tone="due",
        )
        for point in doubted.order_by("-standing_at")[:_SHOWN]
    ]
    count = doubted.order_by()[:_COUNTED].count()
    return Card(_("Addresses to verify"), "mail", items, _("Every address is good."), count=count, order=60)


def _page(point: ContactPoint) -> str:
    if point.person_id:
        return reverse("directory_people:inspect", args=[point.person_id])
    return reverse("directory_outlets:inspect", args=[point.outlet_id])


def _lists(user: User, at: datetime) -> Card:
    waiting = ImportFile.objects.visible_to(user, at).filter(state=ImportFile.State.PREVIEWED)
    items = [
        Item(
            found.name,
            reverse("directory_imports:inspect", args=[found.pk]),
            note=found.get_state_display(),
            tone="due",
        )
        for found in waiting[:_SHOWN]
    ]
    url = reverse("directory_imports:index")
    return Card(_("Lists to take over"), "upload", items, _("No list waits."), url=url, order=65)
