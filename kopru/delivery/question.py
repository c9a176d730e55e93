"""The yearly question: who is due to be asked, by which link they answer, and in which words."""

import html as html_module
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kopru.core.models import Identity
from kopru.delivery import signs
from kopru.delivery.merging import literal
from kopru.delivery.models import Channel, Recipient, RowState, Suppression
from kopru.directory import ageing
from kopru.directory.models import ContactPoint, Enquiry, Kind

#: The kind of its dispatches, and what its links are signed for.
KIND: Final = "still-right"


def due(*, language: str, at: datetime) -> QuerySet[ContactPoint]:
    """Return the press's e-mail addresses that nobody confirmed for so long and that were not asked since."""
    today = timezone.localdate(at)
    since = datetime.combine(ageing.stale_before(today), at.timetz())
    released = Recipient.objects.filter(dispatch__kind=KIND, dispatch__released_at__gte=since)
    asked = released.exclude(state=RowState.CANCELLED)  # a cancelled one never left
    blocked = Suppression.objects.in_force().on(Channel.EMAIL)
    return (
        ContactPoint.objects.usable()
        .of_kind(Kind.EMAIL)
        .filter(language=language)
        .of_the_press(on=today)
        .untouched(since=since)
        .exclude(pk__in=asked.filter(contact_point__isnull=False).values("contact_point"))
        .exclude(key__in=blocked.values("key"))
    )


def link(enquiry: Enquiry) -> str:
    """Return the address of the page on which the one who was asked answers."""
    return settings.BASE_URL + reverse("delivery:still_right", args=[signs.sign(KIND, enquiry.pk)])


def examples() -> dict[str, str]:
    """Return what a test shows instead of somebody's own link: an address that opens nothing."""
    return {"link": settings.BASE_URL + reverse("delivery:still_right", args=[_("example")])}


def words(*, until: datetime) -> tuple[str, str, str]:
    """Return subject, text and layout of the question in the language of the moment."""
    identity = Identity.load()
    office = f"{identity.name}, {identity.office}"
    why = _(
        "%(office)s keeps your contact details so that its news reaches you. Nobody has confirmed for a long time "
        "that they are right."
    ) % {"office": office}
    how = _(
        "On the page below you see what we hold of you. One press confirms it; you can also correct it, or have "
        "yourself taken out:"
    )
    until_when = _(
        "The link holds until %(day)s and was made for you alone; please do not pass it on. If you do nothing, "
        "nothing changes."
    ) % {"day": date_format(timezone.localtime(until), "j F Y")}
    law = _(
        "We ask because personal data must be right and kept up to date (law 6698 on the protection of personal data, "
        "article 4). Your rights under article 11 hold at any time; write to %(email)s."
    ) % {"email": identity.email}
    standing = [literal(part) for part in (why, how, until_when, law, office)]
    why, how, until_when, law, office = standing
    text = f"{{greeting}},\n\n{why}\n\n{how}\n\n{{link}}\n\n{until_when}\n\n{law}\n\n{office}\n"
    parts = [html_module.escape(part) for part in standing]
    button = html_module.escape(_("See and confirm"))
    html = (
        f"<p>{{greeting}},</p><p>{parts[0]}</p><p>{parts[1]}</p>"
        f'<p><a href="{{link}}" style="display:inline-block;padding:12px 22px;background:{identity.colour_primary};'
        f'color:#ffffff;text-decoration:none;font-weight:bold">{button}</a></p>'
        f'<p>{{link}}</p><p>{parts[2]}</p><p style="color:#4c5960">{parts[3]}</p><p>{parts[4]}</p>'
    )
    return _("Is what we hold of you still right?"), text, html
