"""Which mail servers there are, and which of them to leave alone for a while."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from kopru.delivery.channels import ChannelUnavailable

_FIRST_PAUSE: Final = 5.0
_LONGEST_PAUSE: Final = 300.0
_PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Relay:
    """One mail server and how to speak to it."""

    security: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def read(url: str) -> Relay:
    """Return the mail server that a setting describes.

    :raises ChannelUnavailable: if it cannot be read
    """
    try:
        parts = urlsplit(url)
        relay = Relay(
            parts.scheme,
            parts.hostname or "",
            parts.port or _PORTS[parts.scheme],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )
    except (ValueError, KeyError) as error:
        raise ChannelUnavailable(_unreadable(url)) from error
    if not relay.host:
        raise ChannelUnavailable(_unreadable(url))
    return relay


def _unreadable(url: str) -> str:
    shown = url.rpartition("@")[2]  # never the password
    return _("KOPRU_SMTP_RELAYS cannot be read: %(url)s") % {"url": shown}


@dataclass(slots=True)
class Health:
    """Remembers which servers failed; each failure doubles the pause, one success ends it."""

    clock: Callable[[], float] = time.monotonic
    _failed: dict[Relay, tuple[int, float]] = field(default_factory=dict)

    def usable(self, relays: list[Relay]) -> Iterator[Relay]:
        """Yield the servers to try now, the preferred first."""
        now = self.clock()
        yield from (relay for relay in relays if self._failed.get(relay, (0, 0.0))[1] <= now)

    def failed(self, relay: Relay) -> None:
        """Leave `relay` alone for a while."""
        times = self._failed.get(relay, (0, 0.0))[0]
        pause = min(_FIRST_PAUSE * 2**times, _LONGEST_PAUSE)
        self._failed[relay] = (times + 1, self.clock() + pause)

    def worked(self, relay: Relay) -> None:
        """Forget earlier failures."""
        self._failed.pop(relay, None)
