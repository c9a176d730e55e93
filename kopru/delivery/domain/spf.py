"""SPF (RFC 7208): which machines may send for a domain, as far as a stranger's mail server would find out."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

from kopru.delivery.domain.name_server import Address, Asking

#: Questions a receiver asks before it gives up (§4.6.4).
MOST_LOOKUPS: Final = 10
_TERM: Final = re.compile(r"([+\-~?]?)([a-z0-9]+)(?::([^/]+))?(?:/(\d{1,3}))?(?://(\d{1,3}))?")
_ASKS: Final = frozenset({"include", "a", "mx", "ptr", "exists", "redirect"})
_MECHANISMS: Final = (_ASKS - {"redirect"}) | {"all", "ip4", "ip6"}
_RESULTS: Final = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}


class SpfBroken(Exception):
    """A record cannot be read; the message is the part that cannot."""


@dataclass(frozen=True, slots=True)
class Term:
    """One mechanism of a record: what it does if it matches, its name, what it names, and the lengths of networks."""

    qualifier: str
    name: str
    value: str = ""
    length: int | None = None
    length6: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """One record, read."""

    terms: tuple[Term, ...]
    redirect: str = ""


def records(name: str, asking: Asking) -> list[str]:
    """Return the SPF records of `name`: there should be one (§4.5)."""
    return [text for text in asking.txt(name) if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]


def read(record: str) -> Policy:
    """Return what a record says.

    :raises SpfBroken: naming the part that is not SPF
    """
    terms: list[Term] = []
    redirect = ""
    for part in record.split()[1:]:
        name, equals, value = part.partition("=")
        if equals and name.replace("-", "").replace("_", "").isalnum():
            redirect = value.lower() if name.lower() == "redirect" else redirect
        else:
            terms.append(_term(part))
    return Policy(tuple(terms), redirect)


def _term(part: str) -> Term:
    sign, lowered = ("", part.lower())
    if match := re.fullmatch(r"([+\-~?]?)ip6:(.+)", lowered):
        sign, value = match.groups()
        network = _network(value, part)
        return Term(sign or "+", "ip6", str(network.network_address), network.prefixlen)
    match = _TERM.fullmatch(lowered)
    if match is None or match.group(2) not in _MECHANISMS:
        raise SpfBroken(part)
    sign, name, value, length, length6 = match.groups()
    if name == "ip4":
        network = _network(f"{value}/{length or 32}", part)
        return Term(sign or "+", name, str(network.network_address), network.prefixlen)
    if name == "ip6" or (name in {"include", "exists"} and not value):
        raise SpfBroken(part)
    return Term(sign or "+", name, value or "", _length(length), _length(length6))


def _length(text: str | None) -> int | None:
    return int(text) if text else None


def _network(text: str, part: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise SpfBroken(part) from error


def end_of(name: str, asking: Asking) -> str:
    """Return what becomes of machines that the record of `name` does not mention: "-", "~", "?" or "+".

    :raises SpfBroken: if the record cannot be read
    """
    for _step in range(MOST_LOOKUPS):
        found = records(name, asking)
        if len(found) != 1:
            return "?"
        policy = read(found[0])
        last = next((term for term in policy.terms if term.name == "all"), None)
        if last is not None:
            return last.qualifier
        if not policy.redirect or "%" in policy.redirect:
            return "?"
        name = policy.redirect
    return "?"


def lookups(name: str, asking: Asking) -> int:
    """Return how many questions the record of `name` costs a receiver that reads all of it; 11 stands for more.

    :raises SpfBroken: if a record on the way cannot be read
    """
    cost, left = 0, [name]
    while left and cost <= MOST_LOOKUPS:
        found = records(left.pop(), asking)
        if len(found) != 1:
            continue
        policy = read(found[0])
        cost += sum(term.name in _ASKS for term in policy.terms) + bool(policy.redirect)
        further = [term.value for term in policy.terms if term.name == "include"]
        left += [one for one in [*further, policy.redirect] if one and "%" not in one]
    return min(cost, MOST_LOOKUPS + 1)


def result(name: str, address: Address, asking: Asking, *, read_before: list[str] | None = None) -> str:
    """Return what a receiver finds for a mail of `name` that comes from `address`, in the words of §2.6.

    What a stranger's macros or reverse names would say is not guessed: such a term does not match. `read_before`
    holds the records read on the way: a record that includes itself ten times would take years otherwise.

    :raises SpfBroken: if a record on the way cannot be read
    """
    way = [] if read_before is None else read_before
    way.append(name)
    found = records(name, asking) if len(way) <= MOST_LOOKUPS + 1 else []
    if len(found) != 1:
        return "none"
    policy = read(found[0])
    for term in policy.terms:
        if _matches(term, name, address, asking, way):
            return _RESULTS[term.qualifier]
    if policy.redirect and "%" not in policy.redirect and not any(term.name == "all" for term in policy.terms):
        return result(policy.redirect, address, asking, read_before=way)
    return "neutral"


def _matches(term: Term, name: str, address: Address, asking: Asking, way: list[str]) -> bool:
    where = term.value or name
    if term.name in {"all", "ip4", "ip6"}:
        return term.name == "all" or _within(address, ipaddress.ip_address(term.value), term.length, term.length)
    if "%" in where or term.name == "ptr":  # ptr is not to be used (§5.5)
        return False
    if term.name == "include":
        return result(where, address, asking, read_before=way) == "pass"
    if term.name == "exists":
        return bool(asking.addresses(where))
    hosts = [where] if term.name == "a" else asking.mail_servers(where)[:MOST_LOOKUPS]
    return any(_within(address, one, term.length, term.length6) for host in hosts for one in asking.addresses(host))


def _within(address: Address, base: Address, length: int | None, length6: int | None) -> bool:
    if address.version != base.version:
        return False
    wanted = length if base.version == 4 else length6
    if wanted is None or wanted > base.max_prefixlen:
        wanted = base.max_prefixlen
    return address in ipaddress.ip_network(f"{base}/{wanted}", strict=False)


def with_hosts(record: str, hosts: list[str]) -> str:
    """Return a record that also names `hosts` (names or addresses); an empty one becomes a new record."""
    terms = [_naming(host) for host in hosts]
    parts = record.split() or ["v=spf1", "~all"]
    at = next((n for n, part in enumerate(parts) if part.lstrip("+-~?").lower() == "all"), len(parts))
    at = min(at, next((n for n, part in enumerate(parts) if part.lower().startswith("redirect=")), at))
    return " ".join([*parts[:at], *terms, *parts[at:]])


def _naming(host: str) -> str:
    try:
        return f"ip{ipaddress.ip_address(host).version}:{host}"
    except ValueError:
        return f"a:{host}"
