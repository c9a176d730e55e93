"""A mail server on loopback that can be told to misbehave."""

import contextlib
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Received:
    """One mail the server said it took."""

    sender: str
    recipients: list[str]
    content: bytes


@dataclass
class Behaviour:
    """What the server says and does; the defaults are those of a good one."""

    extensions: tuple[str, ...] = ("PIPELINING", "8BITMIME", "DSN")
    greeting: str = "220 posta.example.org"
    #: address → reply to RCPT
    recipient: Callable[[str], str] = lambda _address: "250 2.1.5 Ok"
    sender: str = "250 2.1.0 Ok"
    #: reply to the text; "" closes the connection instead
    text: Callable[[int], str] = lambda number: f"250 2.0.0 Ok: queued as {number:06X}"
    #: seconds before the reply to the text
    pause: float = 0.0
    #: read this many octets of the text, then close
    drop_after: int | None = None
    #: never say anything
    silent: bool = False
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    commands: list[str] = field(default_factory=list)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    behaviour: Behaviour


class _Handler(socketserver.StreamRequestHandler):
    def handle(self):
        behaviour = self.server.behaviour
        behaviour.connections += 1
        if behaviour.silent:
            time.sleep(5)
            return
        with contextlib.suppress(OSError):
            self.say(behaviour.greeting)
            self.sender, self.recipients = "", []
            while line := self.rfile.readline():
                if not self.answer(line.decode().rstrip("\r\n"), behaviour):
                    return

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def answer(self, line, behaviour):
        behaviour.commands.append(line)
        verb = line.split(" ")[0].split(":")[0].upper()
        match verb:
            case "EHLO":
                lines = ["posta.example.org", *behaviour.extensions]
                for number, one in enumerate(lines):
                    self.say(f"250{' ' if number == len(lines) - 1 else '-'}{one}")
            case "MAIL":
                self.sender, self.recipients = line.split("<")[1].split(">")[0], []
                self.say(behaviour.sender)
            case "RCPT":
                address = line.split("<")[1].split(">")[0]
                reply = behaviour.recipient(address)
                if reply.startswith("2"):
                    self.recipients.append(address)
                self.say(reply)
            case "DATA":
                return self.take(behaviour)
            case "QUIT":
                self.say("221 Bye")
                return False
            case _:
                self.say("250 Ok")
        return True

    def take(self, behaviour):
        if not self.recipients:
            self.say("554 5.5.1 No valid recipients")
            return True
        self.say("354 Go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
            if behaviour.drop_after is not None and sum(map(len, lines)) >= behaviour.drop_after:
                return False
        if not line:
            return False
        time.sleep(behaviour.pause)
        reply = behaviour.text(len(behaviour.received) + 1)
        if not reply:
            return False
        if reply.startswith("2"):
            behaviour.received.append(Received(self.sender, self.recipients, b"".join(lines)))
        self.say(reply)
        return True


@contextlib.contextmanager
def running(behaviour: Behaviour | None = None) -> Iterator[tuple[str, Behaviour]]:
    """Run the server; yields its address as a setting, and what it does and got."""
    behaviour = behaviour or Behaviour()
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.behaviour = behaviour
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", behaviour
        server.shutdown()
        thread.join()
