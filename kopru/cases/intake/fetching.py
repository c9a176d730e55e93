"""Mail is fetched from a mailbox (IMAP, RFC 9051): stored here first, then marked there; never lost, never twice.

For each mail: its bytes → our disk → our row → the mark on the server → it is read → `last_uid`. Killed in between,
the next look goes on where this one stopped: what has a row is not fetched again, what has none is.
"""

import logging
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import DatabaseError
from django.utils.translation import gettext as _
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from kopru.cases.intake import mailboxes, mailroom
from kopru.cases.intake.mailboxes import Account, Security
from kopru.cases.models import Incoming, Mailbox, Source

logger = logging.getLogger(__name__)

#: Seconds a mail server may take to answer.
TIMEOUT: Final = 60.0
#: How far back a mail may have been stored whose mark on the server was never set, because we were killed.
_MARKED_WITHIN: Final = timedelta(days=2)
#: UIDs whose sizes are asked for at once.
_SIZED: Final = 500
_SEEN: Final = rb"\Seen"
#: What OpenSSL says of a certificate (x509_vfy.h): not yet valid, expired; host name, IP address mismatch.
_WRONG_TIME: Final = frozenset({9, 10})
_WRONG_NAME: Final = frozenset({62, 64})


class MailboxUnreachable(Exception):
    """The mail server is away, or the connection broke; it may be better in a moment."""


class MailboxRefused(Exception):
    """The mail server does not let us in, or has no such folder: a person must look."""


class MailboxUntrusted(MailboxRefused):
    """The mail server's certificate is not accepted, so that no password was sent; the message says why."""


@dataclass(frozen=True, slots=True)
class Session:
    """One connection to one mailbox, with its folder open; `next_uid` is 0 where the server does not tell."""

    account: Account
    client: IMAPClient
    validity: int
    next_uid: int

    def origin_id(self, uid: int) -> str:
        """Return the name of a message that it keeps for ever (RFC 9051 §2.3.1.1)."""
        return f"{self.validity}/{uid}"

    def stored(self, *, since: datetime | None = None) -> set[int]:
        """Return the UIDs of which we have a row."""
        rows = Incoming.objects.filter(source=Source.MAILBOX, origin=self.account.name)
        if since is not None:
            rows = rows.filter(stored_at__gt=since)
        ids = rows.filter(origin_id__startswith=f"{self.validity}/").values_list("origin_id", flat=True)
        return {int(each.partition("/")[2]) for each in ids}


@contextmanager
def opened(account: Account) -> Iterator[Session]:
    """Connect, sign in, open the folder; whatever goes wrong while it is open is told as one of two obstacles.

    :raises MailboxUnreachable: if the server is away, or went away in the middle
    :raises MailboxRefused: if name, password or folder are wrong
    :raises MailboxUntrusted: if somebody else may stand between us and the server
    :raises MailboxMisconfigured: if it cannot be told whom to trust
    """
    client: IMAPClient | None = None
    try:
        client = _connected(account)
        yield _selected(account, client)
    except LoginError as error:
        raise MailboxRefused(_said(error)) from error
    except (IMAPClientError, OSError, EOFError) as error:  # TLS errors and time-outs are OSErrors
        if isinstance(error, ssl.SSLCertVerificationError):
            raise MailboxUntrusted(_doubt(error)) from error
        raise MailboxUnreachable(_said(error)) from error
    finally:
        if client is not None:
            _left(client)


def _connected(account: Account) -> IMAPClient:
    secure = account.security is Security.TLS
    trust = None if account.security is Security.NONE else mailboxes.trust()
    client = IMAPClient(account.host, account.port, ssl=secure, ssl_context=trust, timeout=TIMEOUT)
    try:
        if account.security is Security.STARTTLS:
            client.starttls(trust)
        client.login(account.user, account.password)
    except BaseException:
        _left(client)
        raise
    return client


def _selected(account: Account, client: IMAPClient) -> Session:
    if not client.folder_exists(account.folder):
        raise MailboxRefused(f"{account.folder}?")
    if account.moves_to and not client.folder_exists(account.moves_to):
        client.create_folder(account.moves_to)
    said = client.select_folder(account.folder)
    return Session(account, client, validity=int(said[b"UIDVALIDITY"]), next_uid=int(said.get(b"UIDNEXT", 0)))


def _left(client: IMAPClient) -> None:
    """Say good-bye, if somebody still hears it; the connection is closed in any case."""
    try:
        client.logout()
    except (IMAPClientError, OSError, EOFError):
        with suppress(IMAPClientError, OSError):
            client.shutdown()


def fetch(session: Session, *, clock: Callable[[], datetime]) -> int:
    """Take in what is new since the last look; return how many were new here.

    :raises OSError: if a mail cannot be stored: it stays on the server, unmarked
    """
    box = _box(session)
    is_first_look = not box.last_uid  # cut short, it begins again: only its rows say how far it came
    new = 0
    news = _news(session, box)
    # A line that broke last time may not hold for a whole batch: then each mail that came through is won.
    for uids in together(session, news) if not box.fault else ([uid] for uid in news):
        new += take(session, uids, at=clock())
        if not is_first_look:
            box.last_uid = uids[-1]
            box.save(update_fields=["last_uid"])
    if is_first_look:
        box.last_uid = max(box.began_uid - 1, *session.stored(), 0)
    _mark_what_was_left(session, at=clock())
    box.seen_at, box.fault = clock(), ""
    box.save(update_fields=["last_uid", "seen_at", "fault"])
    return new


def together(session: Session, uids: Sequence[int]) -> Iterator[list[int]]:
    """Yield so many UIDs at a time as are fetched and taken in at once: a backlog comes in batches."""
    for start in range(0, len(uids), _SIZED):
        some = uids[start : start + _SIZED]
        sizes = _sizes(session, some) if len(some) > 1 else {}
        yield from mailroom.batches((sizes.get(uid, mailroom.MOST_BYTES), uid) for uid in some)


def _sizes(session: Session, uids: Sequence[int]) -> dict[int, int]:
    """Return how large each mail is, in bytes; nothing where the server does not say, so that each is fetched alone."""
    try:
        said: dict[int, dict[bytes, Any]] = session.client.fetch(uids, [b"RFC822.SIZE"])
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        logger.exception("mailbox %s does not give the sizes of its messages", session.account.name)
        return {}
    return {uid: int(values[b"RFC822.SIZE"]) for uid, values in said.items() if b"RFC822.SIZE" in values}


def take(session: Session, uids: Sequence[int], *, at: datetime) -> int:
    """Take in some mails: store them, mark them, read them; return how many were new.

    One that is gone meanwhile is none.
    """
    raws = _raws(session, uids)
    name = session.account.name
    arrivals = [mailroom.Arrival(raw, name, session.origin_id(uid)) for uid, raw in raws.items()]
    if not arrivals:
        return 0
    ids = [each.origin_id for each in arrivals]
    standing = Incoming.objects.filter(source=Source.MAILBOX, origin=name, origin_id__in=ids).exclude(origin_id="")
    known = standing.count()
    rows = mailroom.receive_all(arrivals, source=Source.MAILBOX, at=at)
    _mark(session, list(raws))
    try:
        mailroom.settle_all(list(zip(rows, raws.values(), strict=True)), at=at)
    except DatabaseError:
        logger.warning(
            "%d messages from %s on are stored; the sweep will read them", len(rows), rows[0].pk, exc_info=True
        )
    return len(rows) - known


def _raws(session: Session, uids: Sequence[int]) -> dict[int, bytes]:
    """Return mails as the server holds them; one that it cannot give keeps no other waiting, and counts as missing."""
    try:
        said: dict[int, dict[bytes, Any]] = session.client.fetch(uids, [b"BODY.PEEK[]"])
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        if len(uids) > 1:
            return {uid: raw for each in uids for uid, raw in _raws(session, [each]).items()}
        logger.exception("mailbox %s does not give its message %d", session.account.name, uids[0])
        return {}
    found = {uid: said.get(uid, {}).get(b"BODY[]") for uid in uids}
    return {uid: raw for uid, raw in found.items() if isinstance(raw, bytes)}


def _box(session: Session) -> Mailbox:
    """Return how far this mailbox was read, beginning anew where the server numbers its mails anew."""
    box, is_new = Mailbox.objects.get_or_create(name=session.account.name)
    if is_new or box.uid_validity != session.validity:
        box.uid_validity, box.last_uid = session.validity, 0
        box.began_uid = session.next_uid or 1 + max(session.client.search(["ALL"]), default=0)
        box.save()
    return box


def _news(session: Session, box: Mailbox) -> list[int]:
    """Return the UIDs not looked at yet, in the order in which they came.

    At the first look these are the unread ones: what somebody read before Köprü came, somebody has answered. Where the
    server numbers anew, also what came since we were last there; what we have already is known again by its bytes.
    """
    if box.last_uid:
        found = session.client.search(["UID", f"{box.last_uid + 1}:*"])  # "n:*" names the last one always
        return sorted(uid for uid in found if uid > box.last_uid)
    found = set(session.client.search(["UNSEEN"]))
    found |= {uid for uid in session.client.search(["UID", f"{box.began_uid}:*"]) if uid >= box.began_uid}
    if box.seen_at is not None:
        found |= set(session.client.search(["SINCE", (box.seen_at - timedelta(days=1)).date()]))
    return sorted(found - session.stored())


def _mark_what_was_left(session: Session, *, at: datetime) -> None:
    """Mark on the server what has a row and no mark: we were killed in between."""
    stored = session.stored(since=at - _MARKED_WITHIN)
    if stored:
        criteria = ["ALL"] if session.account.moves_to else ["UNSEEN"]
        left = sorted(stored.intersection(session.client.search(criteria)))
        if left:
            _mark(session, left)


def _mark(session: Session, uids: list[int]) -> None:
    """Mark mails as taken in; where the server does not let us, they are taken in all the same."""
    client, folder = session.client, session.account.moves_to
    try:
        client.add_flags(uids, [_SEEN], silent=True)
        if folder and client.has_capability("MOVE"):
            client.move(uids, folder)
        elif folder:
            client.copy(uids, folder)
            client.delete_messages(uids)
            client.expunge(uids if client.has_capability("UIDPLUS") else None)
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        logger.exception("mailbox %s does not let us mark what was taken in", session.account.name)


def _doubt(error: ssl.SSLCertVerificationError) -> str:
    """Return why a certificate is not accepted, as whoever runs the machine reads it."""
    if error.verify_code in _WRONG_TIME:
        return _("its time has passed, or has not come yet.")
    if error.verify_code in _WRONG_NAME:
        return _("it belongs to another name than the one in KOPRU_MAILBOXES.")
    return _(
        "nobody whom this machine trusts stands behind it. If it is your own, name the certificate of its authority"
        " in KOPRU_IMAP_CA."
    )


def _said(error: BaseException) -> str:
    """Return what the server or the system said, as text; none of it ever holds the password."""
    first = error.args[0] if error.args else ""
    text = first.decode("utf-8", "replace") if isinstance(first, bytes) else str(error)
    return text[:200] or type(error).__name__
