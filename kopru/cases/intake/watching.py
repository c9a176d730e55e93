"""Watches the mailboxes: a thread for each waits for word from its server (IDLE, RFC 2177), and looks every minute."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases.intake import fetching, mailboxes
from kopru.cases.intake.fetching import MailboxRefused, MailboxUnreachable, MailboxUntrusted, Session
from kopru.cases.intake.mailboxes import MailboxMisconfigured
from kopru.cases.models import Mailbox

logger = logging.getLogger(__name__)

#: Seconds between two looks where no word comes; servers end an IDLE after 29 minutes, some much sooner.
MINUTE: Final = 60.0
#: Seconds until the next try after a fault: doubled each time, at most this.
_FIRST_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 300.0
#: A wrong password is not tried again so soon: servers lock accounts.
_PAUSE_OF_REFUSED: Final = 600.0

Clock = Callable[[], datetime]


def is_wanted() -> bool:
    """Tell whether there is a mailbox to watch."""
    return bool(mailboxes.names())


def watch() -> None:
    """Watch every mailbox until a signal ends the process: whatever it does then can be cut short anywhere."""
    threads = [threading.Thread(target=_watch, args=(name,), name=name, daemon=True) for name in mailboxes.names()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def look(name: str, *, clock: Clock = timezone.now) -> int:
    """Take in what is new in one mailbox, once; return how many. What stands in the way is written down and raised.

    :raises MailboxMisconfigured: if it is not said rightly how it is reached
    :raises MailboxUnreachable: if the server is away, or went away in the middle
    :raises MailboxRefused: if name, password or folder are wrong
    """
    try:
        with fetching.opened(mailboxes.account(name)) as session:
            return fetching.fetch(session, clock=clock)
    except (MailboxMisconfigured, MailboxUnreachable, MailboxRefused) as obstacle:
        write_down(name, obstacle)
        raise


def write_down(name: str, obstacle: Exception) -> None:
    """Let the desk know why nothing comes from this mailbox."""
    box, _is_new = Mailbox.objects.get_or_create(name=name)
    box.fault = _sentence(obstacle)[:255]
    box.save(update_fields=["fault"])


def _sentence(obstacle: Exception) -> str:
    if isinstance(obstacle, MailboxUntrusted):
        told = _("The certificate of the mail server was not accepted, and no password was sent: %(said)s")
        return told % {"said": obstacle}
    if isinstance(obstacle, MailboxRefused):
        return _("The mail server does not let us in: %(said)s") % {"said": obstacle}
    if isinstance(obstacle, MailboxUnreachable):
        return _("The mail server does not answer: %(said)s") % {"said": obstacle}
    return str(obstacle)


def _watch(name: str) -> None:
    """Keep one mailbox open, for ever; a fault makes a pause, and then it begins anew."""
    pause = _FIRST_PAUSE
    while True:
        began = time.monotonic()
        wait = _FIRST_PAUSE
        try:
            with fetching.opened(mailboxes.account(name)) as session:
                while True:
                    close_old_connections()
                    fetching.fetch(session, clock=timezone.now)
                    _await_word(session)
        except (MailboxMisconfigured, MailboxRefused) as obstacle:
            _try_to_write_down(name, obstacle)
            wait = _PAUSE_OF_REFUSED
        except MailboxUnreachable as obstacle:
            if time.monotonic() - began > 2 * MINUTE:
                pause = _FIRST_PAUSE  # it was well for a while: servers end long connections
            else:
                _try_to_write_down(name, obstacle)
            wait, pause = pause, min(_LONGEST_PAUSE, 2 * pause)
        except Exception:  # our disk or database: the mails wait on the server
            logger.exception("mailbox %s: nothing can be stored", name)
            wait, pause = pause, min(_LONGEST_PAUSE, 2 * pause)
        time.sleep(wait)


def _try_to_write_down(name: str, obstacle: Exception) -> None:
    logger.warning("mailbox %s: %s", name, obstacle)
    try:
        write_down(name, obstacle)
    except DatabaseError:
        logger.exception("mailbox %s: cannot be written down", name)


def _await_word(session: Session) -> None:
    """Return when something may be new: the server said so, or a minute passed."""
    client = session.client
    if not client.has_capability("IDLE"):
        time.sleep(MINUTE)
        client.noop()
        return
    client.idle()
    client.idle_check(timeout=MINUTE)
    client.idle_done()
