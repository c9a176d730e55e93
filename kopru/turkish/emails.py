"""E-mail addresses: checked without asking any server, one form for transport, one for people, one to compare.

RFC 5321 §4.1.2 (addr-spec), RFC 5891 (IDNA A-labels), RFC 6531 (local part kept as it is). The check is that of
``email-validator`` with its DNS questions turned off.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import idna

from kopru.turkish import casing

_MOST_CHARACTERS = 254  # RFC 5321 §4.5.3.1.3: a path of 256 octets with its angle brackets
#: A dot-atom (RFC 5322 §3.2.3) of letters that no validator minds, short enough (RFC 5321 §4.5.3.1.1).
_PLAIN_LOCAL = re.compile(r"(?=.{1,64}$)[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")
_QUOTES_PASTED = "<>“”\"'‘’«» \t\u00a0\u200b\u200c\u200d\ufeff"


class EmailInvalid(ValueError):
    """The text is not an e-mail address; each subclass says why."""


class EmailEmpty(EmailInvalid):
    """There is nothing in it."""


class HeaderInjection(EmailInvalid):
    """A line break or control character, which could write mail headers of its own."""


class AtSignMissing(EmailInvalid):
    """There is no @."""


class SeveralAddresses(EmailInvalid):
    """More than one @: more than one address, or a slip."""


class LocalPartInvalid(EmailInvalid):
    """What stands before the @ cannot be."""


class DomainInvalid(EmailInvalid):
    """What stands after the @ cannot be a domain."""


class EmailTooLong(EmailInvalid):
    """It has more characters than mail servers accept."""


@dataclass(frozen=True)
class Email:
    """One address in its three forms."""

    transport: str
    """With the domain in A-labels, for SMTP: ``basin@xn--kkkuyu-4yac.example``."""
    shown: str
    """With the domain in letters, for people."""
    key: str
    """To find duplicates by: ASCII-lowered, the domain in A-labels."""

    @property
    def needs_smtputf8(self) -> bool:
        """Say whether the local part goes beyond ASCII, so that the relay must speak SMTPUTF8 (RFC 6531)."""
        return not self.transport.isascii()


def parse(written: str) -> Email:
    """Check an address as typed or pasted, with or without ``<…>`` and blanks around it.

    :raises EmailInvalid: one of its subclasses, which says what is wrong
    """
    text = _cleaned(written)
    local, _, domain = text.rpartition("@")
    if not domain:
        raise DomainInvalid(written)
    if not local:
        raise LocalPartInvalid(written)
    labels = _a_labels(domain)
    transport = f"{local}@{labels}"
    is_plain = len(transport) <= _MOST_CHARACTERS and _PLAIN_LOCAL.fullmatch(local) is not None
    if not (_is_valid_domain(labels) if is_plain else _is_valid(transport)):
        raise _obstacle(local)(written)
    if len(transport.encode()) > _MOST_CHARACTERS:
        raise EmailTooLong(written)
    return Email(transport, f"{local}@{_u_labels(labels)}", casing.ascii_lower(transport))


def _cleaned(written: str) -> str:
    trimmed = unicodedata.normalize("NFC", written).strip()
    is_plain = trimmed.isascii() and trimmed.isprintable()
    if not is_plain and any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in trimmed):
        raise HeaderInjection(repr(written))
    text = trimmed.strip(_QUOTES_PASTED).removeprefix("mailto:").rstrip(".,;")
    if not text:
        raise EmailEmpty(written)
    if len(text) > _MOST_CHARACTERS:
        raise EmailTooLong(text[:_MOST_CHARACTERS])
    if "@" not in text:
        raise AtSignMissing(written)
    if text.count("@") > 1 or any(mark in text for mark in ",;"):
        raise SeveralAddresses(written)
    return text


@lru_cache(maxsize=2048)
def _a_labels(domain: str) -> str:
    """Return the domain for the wire: ``KÜÇÜKKUYU.example`` and ``küçükkuyu.example`` become the same A-labels.

    ASCII capitals are lowered as DNS does, so that ``BELEDIYE.example`` keeps its i (RFC 4343); only letters beyond
    ASCII are lowered by the Turkish rule.
    """
    small = "".join(letter if letter.isascii() else casing.lower(letter) for letter in casing.ascii_lower(domain))
    try:
        return idna.encode(small, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise DomainInvalid(domain) from error


@lru_cache(maxsize=2048)
def _u_labels(labels: str) -> str:
    try:
        return idna.decode(labels)
    except idna.IDNAError:
        return labels


def _obstacle(local: str) -> type[EmailInvalid]:
    """Tell which half the validator refused, by giving it the other half's place to a good one."""
    return DomainInvalid if _is_valid(f"{local}@example.org") else LocalPartInvalid


@lru_cache(maxsize=2048)
def _is_valid_domain(labels: str) -> bool:
    """Say whether a domain can be that of an address: asked once for all who have theirs there."""
    return _is_valid(f"a@{labels}")


def _is_valid(address: str) -> bool:
    import email_validator  # noqa: PLC0415  its expressions take 20 ms of every start

    try:
        email_validator.validate_email(address, check_deliverability=False, test_environment=True, strict=True)
    except email_validator.EmailNotValidError:
        return False
    return True
