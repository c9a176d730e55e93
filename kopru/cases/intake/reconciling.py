"""The nightly proof: every mail on the servers has a row, every row an outcome, and every stored byte is as it came."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases.intake import chain, fetching, keeping, mailboxes, mailroom, watching
from kopru.cases.intake.fetching import MailboxRefused, MailboxUnreachable, Session
from kopru.cases.intake.mailboxes import MailboxMisconfigured
from kopru.cases.models import Incoming, Mailbox, Outcome

#: How many stored mails are read and hashed again each night.
SAMPLE: Final = 200
#: Local hours in which the nightly look is due.
_NIGHT: Final = range(2, 6)
#: A mail has this long to get its outcome before somebody should look.
PATIENCE: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found for one mailbox: how many its server holds, and the UIDs of which we have no row."""

    mailbox: str
    on_server: int = 0
    missing: Sequence[int] = ()
    fetched: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """What came in, what became of it, and what is wrong: `is_exact` is what a person wants to hear."""

    came_in: int
    outcomes: dict[str, int]
    late: int
    looked_at: int
    damaged: Sequence[str]
    chain: chain.Verdict
    mailboxes: Sequence[Counted] = field(default_factory=tuple)

    @property
    def is_exact(self) -> bool:
        """Tell whether nothing is missing, waiting too long, or changed."""
        is_whole = not any(box.missing or box.fault for box in self.mailboxes)
        is_settled = self.came_in == sum(self.outcomes.values()) and not self.late
        return is_whole and is_settled and not self.damaged and self.chain.is_whole


def reconcile(*, at: datetime) -> Balance:
    """Compare servers, rows and stored bytes; fetch what is missing; lengthen the chain; say what is found."""
    boxes = [_compared(name, at=at) for name in mailboxes.names()]
    chain.lengthen(until=at - timedelta(days=1))
    return balance(at=at, boxes=boxes)


def balance(*, at: datetime, boxes: Sequence[Counted] = (), sample: int = SAMPLE) -> Balance:
    """Return the balance of what is here, without asking any server."""
    damaged, looked_at = _damaged(sample)
    return Balance(
        came_in=Incoming.objects.count(),
        outcomes=mailroom.counts(),
        late=Incoming.objects.unread().filter(stored_at__lt=at - PATIENCE).count(),
        looked_at=looked_at,
        damaged=damaged,
        chain=chain.verify(most=sample),
        mailboxes=boxes,
    )


def nightly(at: datetime) -> int:
    """Reconcile once a night; return how many mailboxes were compared."""
    local = timezone.localtime(at)
    if local.hour not in _NIGHT:
        return 0
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if not mailboxes.names():
        chain.lengthen(until=at - timedelta(days=1))
        return 0
    due = [
        name
        for name in mailboxes.names()
        if not Mailbox.objects.filter(name=name, reconciled_at__gte=midnight).exists()
    ]
    return len(reconcile(at=at).mailboxes) if due else 0


def _compared(name: str, *, at: datetime) -> Counted:
    """Compare one mailbox with our rows, fetch what is missing, and write down what still is."""
    box, _is_new = Mailbox.objects.get_or_create(name=name)
    box.reconciled_at = at
    box.save(update_fields=["reconciled_at"])  # one that cannot be asked is not asked again every minute
    try:
        with fetching.opened(mailboxes.account(name)) as session:
            fetching.fetch(session, clock=lambda: at)
            expected = _expected(session)
            absent = sorted(expected - session.stored())
            fetched = sum(fetching.take(session, some, at=at) for some in fetching.together(session, sorted(absent)))
            missing = sorted(expected.intersection(session.client.search(["ALL"])) - session.stored())
    except (MailboxMisconfigured, MailboxUnreachable, MailboxRefused) as obstacle:
        watching.write_down(name, obstacle)
        return Counted(name, fault=str(obstacle))
    Mailbox.objects.filter(name=name).update(missing=len(missing))
    return Counted(name, on_server=len(expected), missing=missing, fetched=fetched)


def _expected(session: Session) -> set[int]:
    """Return the UIDs on the server that came since Köprü looks after this mailbox."""
    began = Mailbox.objects.get(name=session.account.name).began_uid
    return {uid for uid in session.client.search(["ALL"]) if uid >= began}


def _damaged(sample: int) -> tuple[list[str], int]:
    """Read and hash again some stored mails, others each time; return the hashes of those not as they came."""
    ends = Incoming.objects.aggregate(first=Min("pk"), last=Max("pk"))  # no table is gone through for it
    numbers = range(ends["first"] or 1, (ends["last"] or 0) + 1)
    chosen = random.sample(numbers, min(sample, len(numbers)))
    rows = list(Incoming.objects.filter(pk__in=chosen).values_list("sha256", flat=True))
    return [sha256 for sha256 in rows if not is_intact(sha256)], len(rows)


def is_intact(sha256: str) -> bool:
    """Tell whether the bytes stored under this hash still have it."""
    try:
        return hashlib.sha256(keeping.bytes_under(sha256)).hexdigest() == sha256
    except OSError:
        return False


def lines(balance: Balance) -> list[str]:
    """Return the balance as a person reads it."""
    parts = " + ".join(f"{count} {label_of(name)}" for name, count in balance.outcomes.items() if count)
    said = [_("Came in: %(count)d = %(parts)s") % {"count": balance.came_in, "parts": parts or "0"}]
    for box in balance.mailboxes:
        if box.fault:
            said.append(f"✕ {box.mailbox}: {box.fault}")
            continue
        mark = "✕" if box.missing else "✓"
        values = {"name": box.mailbox, "count": box.on_server, "missing": len(box.missing), "fetched": box.fetched}
        said.append(
            mark + " " + _("%(name)s: %(count)d on the server, %(fetched)d fetched now, %(missing)d missing") % values
        )
        said += [f"  UID {uid}" for uid in box.missing]
    mark = "✕" if balance.damaged else "✓"
    said.append(mark + " " + _("%(count)d stored mails hashed again") % {"count": balance.looked_at})
    said += [f"  {sha256}" for sha256 in balance.damaged]
    mark = "✓" if balance.chain.is_whole else "✕"
    said.append(mark + " " + _("%(count)d links of the chain verified") % {"count": balance.chain.links})
    return said


def label_of(outcome: str) -> str:
    """Return an outcome in the words of the office."""
    return str(Outcome(outcome).label) if outcome else _("Waiting")
