"""DKIM signatures over what a skeleton already prepared (RFC 6376 relaxed/relaxed, RFC 8463 for Ed25519)."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.conf import settings

_WHITE: Final = re.compile(rb"[ \t]+")
_FOLD: Final = re.compile(rb"\r\n(?=[ \t])")
_PADDING: Final = padding.PKCS1v15()
_HASH: Final = hashes.SHA256()


class DkimKeyUnusable(Exception):
    """A key that the settings name cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Key:
    """One private key and the DNS name its public half stands under."""

    selector: str
    domain: str
    private: RSAPrivateKey | Ed25519PrivateKey

    @property
    def algorithm(self) -> str:
        """Return the tag `a=`."""
        return "rsa-sha256" if isinstance(self.private, RSAPrivateKey) else "ed25519-sha256"

    def sign(self, data: bytes) -> bytes:
        """Return the signature over canonical header bytes."""
        if isinstance(self.private, RSAPrivateKey):
            return self.private.sign(data, _PADDING, _HASH)
        return self.private.sign(hashlib.sha256(data).digest())


def relaxed_field(field: bytes) -> bytes:
    """Return a header field in relaxed form (§3.4.2), with its line end."""
    name, _, value = field.partition(b":")
    unfolded = _WHITE.sub(b" ", _FOLD.sub(b"", value.removesuffix(b"\r\n"))).strip(b" ")
    return name.strip().lower() + b":" + unfolded + b"\r\n"


def relaxed_body(body: bytes) -> bytes:
    """Return body bytes in relaxed form (§3.4.4) for a piece that neither ends nor begins inside white space."""
    return _WHITE.sub(b" ", body) if b"  " in body or b"\t" in body else body


def body_hash(pieces: list[bytes]) -> bytes:
    """Return the hash of a body given as pieces in relaxed form: empty lines at its end do not count (§3.4.4)."""
    body = b"".join(pieces).rstrip(b"\r\n")
    return hashlib.sha256(body + b"\r\n" if body else b"").digest()


def signature(key: Key, *, fields: list[bytes], names: list[bytes], body_hash: bytes, at: int) -> bytes:
    """Return the field DKIM-Signature over `fields`, already in relaxed form, whose names are `names`.

    `at` is in seconds since 1970. From is named twice, so that a second one cannot be added (§8.15).
    """
    signed = b":".join([*names, b"from"]).decode()
    head = (
        f"DKIM-Signature: v=1; a={key.algorithm}; c=relaxed/relaxed; d={key.domain};\r\n s={key.selector}; t={at};\r\n"
        f" h={signed};\r\n bh={base64.b64encode(body_hash).decode()};\r\n b="
    ).encode("ascii")
    data = b"".join(fields) + relaxed_field(head).removesuffix(b"\r\n")
    value = base64.b64encode(key.sign(data))
    lines = [value[start : start + 72] for start in range(0, len(value), 72)]
    return head + b"\r\n  ".join(lines) + b"\r\n"


def keys_for(domain: str) -> tuple[Key, ...]:
    """Return the keys of the settings that sign for `domain`.

    :raises DkimKeyUnusable: if one of them cannot be read
    """
    return tuple(key for key in _keys(tuple(settings.DKIM_KEYS)) if domain == key.domain or _below(domain, key.domain))


def _below(domain: str, parent: str) -> bool:
    return domain.endswith(f".{parent}")


@lru_cache(maxsize=4)
def _keys(entries: tuple[str, ...]) -> tuple[Key, ...]:
    return tuple(_read(entry) for entry in entries)


def _read(entry: str) -> Key:
    name, _, path = entry.partition("=")
    selector, _, domain = name.partition("@")
    try:
        private = serialization.load_pem_private_key(Path(path).read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise DkimKeyUnusable(f"{entry}: {error}") from error
    if not isinstance(private, RSAPrivateKey | Ed25519PrivateKey) or not selector or not domain:
        raise DkimKeyUnusable(f"{entry}: selector@domain=path of an RSA or Ed25519 key")
    return Key(selector, domain, private)
