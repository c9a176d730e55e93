"""What can be wrong with sending, and what a person should do about it: asked by `kopru doctor`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from kopru.core.health import Finding
from kopru.core.models import Identity
from kopru.delivery import channels
from kopru.delivery.channels import ChannelUnavailable
from kopru.delivery.domain import findings as domain_findings
from kopru.delivery.domain import looking
from kopru.delivery.mail import dkim
from kopru.delivery.models import Dispatch, DomainCheck, Recipient
from kopru.delivery.sending import checks, installation

#: A look at the DNS is a day old at most while a worker runs.
_OLD: Final = timedelta(days=2)


def findings(at: datetime) -> Iterator[Finding]:
    """Look at the channel, the signature, the hold of copied systems, and what waits for a person."""
    yield _channel()
    yield from _signature()
    yield from _domain(at)
    held = installation.why_held()
    yield Finding("delivery.hold", not held, held or _("This system may send."), _("Release it under Dispatches."))
    doubts = Recipient.objects.in_doubt().count()
    waiting = Dispatch.objects.for_decision().count()
    yield Finding(
        "delivery.decisions",
        not doubts and not waiting,
        _("%(doubts)d mails are in doubt, %(waiting)d dispatches wait for a person.")
        % {"doubts": doubts, "waiting": waiting},
        _("Decide them under Dispatches."),
    )
    yield _quiet_hours(at)


def _channel() -> Finding:
    outbox = settings.MAIL_CHANNEL == "outbox"
    message = _("Nothing leaves this machine: mails lie in the outbox.") if outbox else _("Mails leave by mail server.")
    try:
        with channels.carrier():
            return Finding("delivery.channel", ok=True, message=message)
    except ChannelUnavailable as obstacle:
        what = _("Check KOPRU_MAIL_CHANNEL and KOPRU_SMTP_RELAYS.")
        return Finding("delivery.channel", ok=False, message=str(obstacle), what_to_do=what)


def _signature() -> Iterator[Finding]:
    """Look for a signature: a bulletin without DKIM lands among the unwanted, once mail leaves the machine."""
    domain = (settings.MAIL_SENDER or Identity.load().email).rpartition("@")[2]
    try:
        keys = dkim.keys_for(domain)
    except dkim.DkimKeyUnusable as obstacle:
        yield Finding("delivery.dkim", ok=False, message=str(obstacle), what_to_do=_("Check KOPRU_DKIM_KEYS."))
        return
    if settings.MAIL_CHANNEL == "outbox":
        return
    names = ", ".join(f"{key.selector}._domainkey.{key.domain}" for key in keys)
    yield Finding(
        "delivery.dkim",
        bool(keys),
        _("Mails are signed: %(names)s") % {"names": names}
        if keys
        else _("Mails from %(domain)s are not signed.") % {"domain": domain},
        _("Make a key, name it in KOPRU_DKIM_KEYS and publish its public half in the DNS."),
    )


def _quiet_hours(at: datetime) -> Finding:
    try:
        checks.quiet_until(settings.QUIET_HOURS, at)
    except ValueError:
        what = _("Write KOPRU_QUIET_HOURS as 21:00-08:00.")
        return Finding("delivery.quiet-hours", ok=False, message=settings.QUIET_HOURS, what_to_do=what)
    return Finding("delivery.quiet-hours", ok=True, message=settings.QUIET_HOURS or "—")


def _domain(at: datetime) -> Iterator[Finding]:
    """Repeat what the DNS was last seen to say; nobody waits here for a name server."""
    if settings.MAIL_CHANNEL == "outbox":
        message = _("SPF and DMARC are not needed: nothing leaves this machine.")
        yield Finding("delivery.dns", ok=True, message=message)
        return
    about = looking.subject()
    last = DomainCheck.objects.filter(domain=about.domain).first()
    if last is None or last.checked_at is None or last.about != str(about):
        message = _("The DNS has not been asked about %(domain)s yet.") % {"domain": about.domain}
        what = _("The worker asks it once a day; ask at once with `kopru mail domain`.")
        yield Finding("delivery.dns", ok=False, message=message, what_to_do=what)
        return
    for one in domain_findings.from_json(last.findings):
        what = one.what_to_do
        if one.publish:
            what = f'{what} {one.name} TXT "{one.publish}"'
        yield Finding(f"delivery.{one.subject}", one.level != "fault", one.message, what)
    if at - last.checked_at > _OLD:
        what = _("See whether the worker runs.")
        message = _("The DNS was last asked about %(domain)s more than two days ago.") % {"domain": about.domain}
        yield Finding("delivery.dns", ok=False, message=message, what_to_do=what)
