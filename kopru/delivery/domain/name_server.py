"""Questions to a name server, answered within seconds or not at all."""

import ipaddress
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from dns.resolver import Resolver

#: Seconds one server is waited for, all of them together, and all of them once they kept silent.
_TIMEOUT: Final = 2.0
_LIFETIME: Final = 4.0
_IMPATIENT: Final = 1.0

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAnswered(Exception):
    """No name server answered in time, or none could."""


class Asking:
    """Asks each question once and remembers the answer; one of these for one check."""

    def __init__(self, server: str | None = None) -> None:
        """Ask `server` ("10.0.0.1", "127.0.0.1:5353"), by default that of the settings, else the system's own.

        :raises NotAnswered: if this machine knows no name server
        """
        self._known: dict[tuple[str, str], list[str]] = {}
        self._resolver = _resolver(settings.DNS_SERVER if server is None else server)

    def txt(self, name: str) -> list[str]:
        """Return the TXT records of `name`, the strings of each joined (RFC 7208 §3.3).

        :raises NotAnswered: if nobody answers
        """
        return self._ask(name, "TXT")

    def mail_servers(self, name: str) -> list[str]:
        """Return the hosts of the MX records of `name`.

        :raises NotAnswered: if nobody answers
        """
        return self._ask(name, "MX")

    def addresses(self, name: str) -> list[Address]:
        """Return the addresses of `name`, or the address itself where `name` is one.

        :raises NotAnswered: if nobody answers
        """
        try:
            return [ipaddress.ip_address(name)]
        except ValueError:
            found = [*self._ask(name, "A"), *self._ask(name, "AAAA")]
            return [ipaddress.ip_address(one) for one in found]

    def _ask(self, name: str, kind: str) -> list[str]:
        key = (name.rstrip(".").lower(), kind)
        if key not in self._known:
            self._known[key] = self._answer(*key)
        return self._known[key]

    def _answer(self, name: str, kind: str) -> list[str]:
        import dns.resolver  # noqa: PLC0415  it is loaded by now

        try:
            answer = self._resolver.resolve(f"{name}.", kind, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.exception.Timeout as silence:
            self._resolver.lifetime = _IMPATIENT
            raise NotAnswered(name) from silence
        except (dns.exception.DNSException, OSError, UnicodeError, ValueError) as error:
            raise NotAnswered(name) from error
        return sorted(_READ[kind](row) for row in answer)


def _resolver(server: str) -> "Resolver":
    import dns.resolver  # noqa: PLC0415  40 ms of every start, for a look once a day

    try:
        resolver = dns.resolver.Resolver(configure=not server)
    except dns.exception.DNSException as error:
        raise NotAnswered from error
    resolver.timeout, resolver.lifetime = _TIMEOUT, _LIFETIME
    if server:
        host, _, port = server.rpartition(":") if server.count(":") == 1 else (server, "", "")
        try:
            resolver.nameservers, resolver.port = [host], int(port or 53)
        except ValueError as error:
            raise NotAnswered(server) from error
    return resolver


_READ: Final[dict[str, Callable[..., str]]] = {
    "TXT": lambda row: b"".join(row.strings).decode("utf-8", "replace"),
    "MX": lambda row: row.exchange.to_text(omit_final_dot=True),
    "A": lambda row: row.address,
    "AAAA": lambda row: row.address,
}
