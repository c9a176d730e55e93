"""Letters spread in turn over a few connections, so that a far server costs its round trip once for all of them."""

import time
from collections import deque
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from kopru.delivery.channels import ChannelUnavailable, Fate, Letter, Outcome
from kopru.delivery.channels.smtp import relays
from kopru.delivery.channels.smtp.relays import Health, Relay
from kopru.delivery.channels.smtp.session import BROKEN, LetterRefused, SenderRefused, Session

#: Seconds an idle connection is kept for the next batch.
_KEEP: Final = 20.0

_idle: list[Session] = []
_health = Health()


@dataclass(slots=True)
class _Lane:
    """One connection's place in the round."""

    session: Session | None = None
    row_id: int = 0
    #: known before the text was sent
    early: Outcome | None = None


class SmtpCarrier:
    """Hands letters over to the first mail server that works."""

    def __init__(
        self, servers: list[Relay], *, lanes: int, timeout: float, health: Health = _health, idle: list[Session] = _idle
    ) -> None:
        """Hold what is needed; connections are made when the first letter comes."""
        self.lanes = lanes
        self._servers, self._timeout, self._health, self._idle = servers, timeout, health, idle
        self._free: deque[_Lane] = deque(_Lane() for _number in range(lanes))
        self._flying: deque[_Lane] = deque()

    def __enter__(self) -> "SmtpCarrier":
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Keep clean connections for the next batch; drop those with a letter begun."""
        for lane in self._flying:
            _drop(lane)
        for lane in self._free:
            if lane.session is None:
                continue
            if lane.session.ahead is None and len(self._idle) < self.lanes:
                self._idle.append(lane.session)
                lane.session = None
            else:
                _drop(lane)

    def hand(self, letter: Letter, *, ahead: Letter | None = None) -> None:
        """Announce the letter and send its text; a server that fails before the text is left for the next one.

        :raises ChannelUnavailable: if no server can be used; the letter was not handed over
        """
        lane = self._free.popleft()
        try:
            self._announce(lane, letter)
        except ChannelUnavailable:
            self._free.appendleft(lane)
            raise
        except LetterRefused as refusal:
            lane.early = refusal.outcome
        else:
            self._send(lane, letter, ahead)
        lane.row_id = letter.row_id
        self._flying.append(lane)

    def outcome(self) -> tuple[int, Outcome]:
        """Wait for the server's word on the oldest letter; silence or a broken line leave it in doubt."""
        lane = self._flying.popleft()
        self._free.append(lane)
        early, lane.early = lane.early, None
        if early is not None:
            return lane.row_id, early
        if lane.session is None:
            return lane.row_id, _doubt("")
        try:
            return lane.row_id, lane.session.verdict()
        except BROKEN as error:
            self._health.failed(lane.session.relay)
            _drop(lane)
            if str(error).startswith("421"):
                return lane.row_id, Outcome(Fate.POSTPONED, str(error))
            return lane.row_id, _doubt(str(error))

    def _announce(self, lane: _Lane, letter: Letter) -> None:
        why = ""
        for _attempt in range(2 * len(self._servers) + 1):
            if lane.session is None:
                lane.session = self._connect(why)
            try:
                lane.session.envelope(letter)
            except BROKEN as error:
                why = f"{lane.session.relay}: {error}"
                if isinstance(error, TimeoutError) or "timed out" in str(error):
                    self._health.failed(lane.session.relay)
                _drop(lane)
            except SenderRefused as refusal:
                why = f"{lane.session.relay}: {refusal}"
                self._health.failed(lane.session.relay)
                _drop(lane)
            else:
                return
        raise ChannelUnavailable(_("No mail server takes mail: %(why)s") % {"why": why})

    def _send(self, lane: _Lane, letter: Letter, ahead: Letter | None) -> None:
        session = lane.session
        if session is None:
            raise AssertionError("a lane that announced has a session")
        try:
            session.body(letter, ahead)
        except BROKEN as error:
            self._health.failed(session.relay)
            _drop(lane)
            lane.early = _doubt(str(error))

    def _connect(self, why: str) -> Session:
        while self._idle:
            session = self._idle.pop()
            if time.monotonic() - session.used_at < _KEEP and session.relay in self._servers:
                return session
            session.quit()
        for relay in self._health.usable(self._servers):
            try:
                session = Session(relay, timeout=self._timeout)
            except BROKEN as error:
                self._health.failed(relay)
                why = f"{relay}: {error}"
            else:
                self._health.worked(relay)
                return session
        raise ChannelUnavailable(_("No mail server takes mail: %(why)s") % {"why": why or _("all failed recently")})


def _doubt(words: str) -> Outcome:
    said = _("The connection ended before the server answered. %(words)s") % {"words": words}
    return Outcome(Fate.UNKNOWN, said.strip()[:255])


def _drop(lane: _Lane) -> None:
    if lane.session is not None:
        lane.session.close()
        lane.session = None


def open_channel() -> SmtpCarrier:
    """Open the channel with the servers of the settings.

    :raises ChannelUnavailable: if none is named, or one cannot be read
    """
    servers = [relays.read(url) for url in settings.SMTP_RELAYS]
    if not servers:
        raise ChannelUnavailable(_("No mail server is set (KOPRU_SMTP_RELAYS)."))
    return SmtpCarrier(servers, lanes=max(1, settings.SMTP_CONNECTIONS), timeout=settings.SMTP_TIMEOUT)
