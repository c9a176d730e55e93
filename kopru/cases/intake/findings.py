"""What can be wrong with the mail that comes in, and what a person should do about it: asked by `kopru doctor`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases.intake import mailboxes, reconciling
from kopru.cases.intake.mailboxes import MailboxMisconfigured
from kopru.cases.models import Incoming, Mailbox
from kopru.core.health import Finding

#: A mailbox is looked into every minute.
_SILENT: Final = timedelta(minutes=15)
_SAMPLE: Final = 20


def findings(at: datetime) -> Iterator[Finding]:
    """Look at the mailboxes, at the drop folder, at the sums and at some of what is stored."""
    yield from (finding_of(name, at) for name in mailboxes.names())
    if settings.MAIL_DROP:
        yield _drop(Path(settings.MAIL_DROP))
    balance = reconciling.balance(at=at, sample=_SAMPLE)
    yield Finding(
        "mail.sums",
        balance.came_in == sum(balance.outcomes.values()) and not balance.late,
        _("%(count)d mails came in, %(late)d of them wait too long to be read.")
        % {"count": balance.came_in, "late": balance.late},
        _("See whether the worker runs."),
    )
    if Incoming.objects.quarantined().exists():
        yield Finding(
            "mail.quarantine",
            ok=False,
            message=_("Mails that could not be read wait in quarantine."),
            what_to_do=_("Settle them on the desk: Cases, Incoming mail."),
        )
    is_whole = not balance.damaged and balance.chain.is_whole
    yield Finding(
        "mail.evidence",
        is_whole,
        _("%(count)d stored mails and %(links)d links of the chain are as they were.")
        % {"count": balance.looked_at, "links": balance.chain.links}
        if is_whole
        else _("Stored mails were changed or are gone."),
        _("Look with “kopru mail reconcile”, and bring back the files from the last backup."),
    )


def finding_of(name: str, at: datetime) -> Finding:
    """Say how one mailbox is."""
    check = f"mail.{name}"
    try:
        mailboxes.account(name)
    except MailboxMisconfigured as obstacle:
        return Finding(check, ok=False, message=str(obstacle), what_to_do=_("Check KOPRU_MAILBOXES."))
    box = Mailbox.objects.filter(name=name).first()
    if box is not None and box.fault:
        message = f"{name}: {box.fault}"
        what = _("Check address, name and password in KOPRU_MAILBOXES, and whether the mail server runs.")
        return Finding(check, ok=False, message=message, what_to_do=what)
    if box is None or box.seen_at is None or at - box.seen_at > _SILENT:
        message = _("%(name)s: nobody looked into it within the last 15 minutes.") % {"name": name}
        return Finding(check, ok=False, message=message, what_to_do=_("See whether “kopru run” runs."))
    if box.missing:
        message = _("%(name)s: %(count)d mails of the server are missing here.") % {"name": name, "count": box.missing}
        return Finding(check, ok=False, message=message, what_to_do=_("Look with “kopru mail reconcile”."))
    looked = timezone.localtime(box.seen_at)
    return Finding(
        check, ok=True, message=_("%(name)s: last looked into at %(time)s") % {"name": name, "time": f"{looked:%H:%M}"}
    )


def _drop(folder: Path) -> Finding:
    new = folder / "new"
    waiting = sum(1 for path in new.iterdir() if path.is_file()) if new.is_dir() else 0
    return Finding(
        "mail.drop",
        new.is_dir() and waiting < reconciling.SAMPLE,
        _("%(count)d mails lie in %(folder)s.") % {"count": waiting, "folder": new},
        _("See whether the worker runs, and whether it may read and write the folder."),
    )
