"""One connection to a mail server: smtplib greets and signs in, then envelope and body go pipelined (RFC 2920)."""

import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kopru.delivery.channels import Fate, Letter, Outcome
from kopru.delivery.channels.smtp.relays import Relay

#: Seconds to reach a server at all.
_REACH: Final = 10.0
_SEND_BUFFER: Final = 512 * 1024
#: Octets that xtext writes otherwise (RFC 3461 §4).
_XTEXT: Final = {octet: f"+{octet:02X}" for octet in (*range(33), ord("+"), ord("="), 127)}
#: Octets of one line of a reply, at most; RFC 5321 §4.5.3.1.5 asks for 512.
_LONGEST_LINE: Final = 8192
#: Enhanced status codes that blame the address (RFC 3463).
_ADDRESS: Final = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")
_PLAIN_ADDRESS: Final = frozenset({550, 551, 553})

#: What smtplib and the socket raise when the other side is gone, silent or not understood.
BROKEN: Final = (OSError, smtplib.SMTPException)


class SenderRefused(Exception):
    """The server does not take mail from us: no fault of the recipient."""


class LetterRefused(Exception):
    """The server refuses this letter before its text; `outcome` is what that means for the row."""

    def __init__(self, outcome: Outcome) -> None:
        """Hold the outcome."""
        super().__init__(outcome.words)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said."""

    code: int
    words: str

    def outcome(self, *, at_recipient: bool = False) -> Outcome:
        """Return what the reply means for the letter."""
        said = f"{self.code} {self.words}"[:255]
        if 200 <= self.code < 300:
            return Outcome(Fate.ACCEPTED, said)
        if 400 <= self.code < 500:
            return Outcome(Fate.POSTPONED, said)
        status = self.words.split(" ", 1)[0]
        blamed = status in _ADDRESS or (
            at_recipient and self.code in _PLAIN_ADDRESS and not status.startswith(("5.", "4."))
        )
        return Outcome(Fate.REFUSED, said, address_at_fault=blamed)


class Session:
    """A connection on which one letter after another is handed over.

    :raises OSError, smtplib.SMTPException: when opening it, if the server cannot be used
    """

    def __init__(self, relay: Relay, *, timeout: float) -> None:
        """Connect, greet, secure and sign in."""
        self.relay = relay
        self.used_at = time.monotonic()
        #: the row whose envelope was sent along with the body before it
        self.ahead: int | None = None
        self._smtp = _connected(relay, min(timeout, _REACH))
        sock = self._smtp.sock
        if sock is None:
            raise smtplib.SMTPServerDisconnected
        sock.settimeout(timeout)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # A letter fits whole, so that sending one never waits for the server to read it.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        self._sock = sock
        self._heard = b""
        self._pipelining = self._smtp.has_extn("pipelining")
        self._dsn = self._smtp.has_extn("dsn")
        self._utf8 = self._smtp.has_extn("smtputf8")

    def envelope(self, letter: Letter) -> None:
        """Announce sender and recipient, if that was not done ahead; afterwards the server waits for the text.

        :raises LetterRefused: if the server does not want the letter; the connection stays usable
        :raises SenderRefused: if it wants none of ours
        :raises OSError, smtplib.SMTPException: if the connection failed; nothing was handed over
        """
        if self.ahead not in (None, letter.row_id):
            raise smtplib.SMTPServerDisconnected("another letter was announced")
        if not letter.address.isascii() and not self._utf8:
            raise LetterRefused(Outcome(Fate.REFUSED, "SMTPUTF8?", address_at_fault=False))
        if self.ahead is None:
            self._say(letter)
        self.ahead = None
        self._hear(letter)

    def body(self, letter: Letter, ahead: Letter | None) -> None:
        """Send the text and, with the same packet, the envelope of the letter after it.

        :raises OSError, smtplib.SMTPException: if the connection failed: whether it arrived is not known
        """
        content = [letter.content.replace(b"\r\n.", b"\r\n.."), b".\r\n"]
        if ahead is not None and self._pipelining and (ahead.address.isascii() or self._utf8):
            content += self._commands(ahead)
            self.ahead = ahead.row_id
        self._sock.sendall(b"".join(content))

    def verdict(self) -> Outcome:
        """Wait for the server's word on the text.

        :raises OSError, smtplib.SMTPException: if it does not come: whether it arrived is not known
        """
        self.used_at = time.monotonic()
        return self._reply().outcome()

    def close(self) -> None:
        """Drop the connection without a word: a text not finished counts as not sent (RFC 5321 §4.1.1.4)."""
        self._smtp.close()

    def quit(self) -> None:
        """Take leave."""
        try:
            self._smtp.quit()
        except BROKEN:
            self._smtp.close()

    def _commands(self, letter: Letter) -> list[bytes]:
        sender, recipient = f"MAIL FROM:<{letter.sender}>", f"RCPT TO:<{letter.address}>"
        if self._dsn:
            sender += f" RET=HDRS ENVID={letter.dispatch_id}.{letter.row_id}"
            recipient += " NOTIFY=FAILURE,DELAY"
            if letter.address.isascii():
                recipient += f" ORCPT=rfc822;{_xtext(letter.address)}"
        if not letter.address.isascii():
            sender += " SMTPUTF8"
        return [f"{sender}\r\n".encode(), f"{recipient}\r\n".encode(), b"DATA\r\n"]

    def _say(self, letter: Letter) -> None:
        if self._pipelining:
            self._sock.sendall(b"".join(self._commands(letter)))

    def _hear(self, letter: Letter) -> None:
        """Read the three replies; without pipelining each command waits for the reply before it."""
        commands = iter(() if self._pipelining else self._commands(letter))
        sender = self._ask(commands)
        if sender.code != 250:
            raise SenderRefused(f"{sender.code} {sender.words}")
        recipient = self._ask(commands)
        accepted = recipient.code in (250, 251)
        if not accepted and not self._pipelining:
            self._sock.sendall(b"RSET\r\n")
            self._reply()
            raise LetterRefused(recipient.outcome(at_recipient=True))
        data = self._ask(commands)
        if not accepted:
            self._leave_data(data)
            raise LetterRefused(recipient.outcome(at_recipient=True))
        if data.code != 354:
            raise LetterRefused(data.outcome())

    def _leave_data(self, data: Reply) -> None:
        """End a text that was asked for although nobody is to get it (RFC 2920 §3.1), and begin anew."""
        if data.code == 354:
            self._sock.sendall(b".\r\n")
            self._reply()
        self._sock.sendall(b"RSET\r\n")
        self._reply()

    def _ask(self, commands: Iterator[bytes]) -> Reply:
        for command in commands:
            self._sock.sendall(command)
            break
        return self._reply()

    def _reply(self) -> Reply:
        words = []
        while True:
            line = self._line()
            code, more, said = line[:3], line[3:4], line[4:]
            if not (code.isascii() and code.isdigit() and len(code) == 3):
                raise smtplib.SMTPServerDisconnected(f"not a reply: {line[:80]}")
            words += said.split()
            if more != "-":
                break
        if code == "421":
            raise smtplib.SMTPServerDisconnected(" ".join([code, *words]))
        return Reply(int(code), " ".join(words))

    def _line(self) -> str:
        """Return the next line of a reply; smtplib's own reading cost a tenth of each letter."""
        while (end := self._heard.find(b"\n")) < 0:
            if len(self._heard) > _LONGEST_LINE:
                raise smtplib.SMTPServerDisconnected("a reply without end")
            received = self._sock.recv(_LONGEST_LINE)
            if not received:
                raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
            self._heard += received
        line, self._heard = self._heard[:end], self._heard[end + 1 :]
        return line.decode(errors="replace")


def _xtext(address: str) -> str:
    return address.translate(_XTEXT)


def _connected(relay: Relay, timeout: float) -> smtplib.SMTP:
    if relay.security == "smtps":
        context = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(relay.host, relay.port, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(relay.host, relay.port, timeout=timeout)
    try:
        smtp.ehlo_or_helo_if_needed()
        if relay.security == "smtp+starttls":
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if relay.user:
            smtp.login(relay.user, relay.password)
    except BROKEN:
        smtp.close()
        raise
    return smtp
