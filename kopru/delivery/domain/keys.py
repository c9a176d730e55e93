"""The public half of our DKIM keys as it stands in the DNS (RFC 6376 §3.6.1, RFC 8463 §4.1)."""

import base64
import binascii
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from kopru.delivery.domain.tags import tags_in
from kopru.delivery.mail.dkim import Key

_RAW: Final = serialization.Encoding.Raw, serialization.PublicFormat.Raw
_DER: Final = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
_PKCS1: Final = serialization.Encoding.DER, serialization.PublicFormat.PKCS1


def name_of(key: Key) -> str:
    """Return the name under which the key is looked up."""
    return f"{key.selector}._domainkey.{key.domain}"


def record_of(key: Key) -> str:
    """Return the TXT record to publish for a key."""
    kind = "rsa" if isinstance(key.private, RSAPrivateKey) else "ed25519"
    return f"v=DKIM1; k={kind}; p={base64.b64encode(_public(key)[0]).decode()}"


def bits_of(key: Key) -> int:
    """Return how long an RSA key is, 0 for another kind."""
    return key.private.key_size if isinstance(key.private, RSAPrivateKey) else 0


def is_revoked(record: str) -> bool:
    """Tell whether a record says that the key is no longer used."""
    return tags_in(record).get("p") == ""


def is_testing(record: str) -> bool:
    """Tell whether a record asks receivers to treat signed mail like unsigned."""
    return "y" in tags_in(record).get("t", "").split(":")


def is_ours(record: str, key: Key) -> bool:
    """Tell whether a record holds the public half of `key`."""
    tags = tags_in(record)
    kind = "rsa" if isinstance(key.private, RSAPrivateKey) else "ed25519"
    if tags.get("v", "DKIM1") != "DKIM1" or tags.get("k", "rsa").lower() != kind:
        return False
    try:
        published = base64.b64decode("".join(tags.get("p", "").split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return published in _public(key)


def _public(key: Key) -> list[bytes]:
    """Return the forms in which the public half may stand in the DNS, the usual one first."""
    public = key.private.public_key()
    if isinstance(public, RSAPublicKey):
        return [public.public_bytes(*_DER), public.public_bytes(*_PKCS1)]
    return [public.public_bytes(*_RAW)]
