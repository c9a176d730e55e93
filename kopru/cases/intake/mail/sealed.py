"""Signed and encrypted mail: what can be read without a key is read, the rest is named (RFC 8551, RFC 3156).

Signatures are noticed, not verified: no decision here rests on one.
"""

import re
from typing import Final

from kopru.cases.intake.mail.structure import Part

SMIME, PGP = "smime", "pgp"
_PKCS7: Final = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNATURES: Final = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/pgp-encrypted",
)
_ARMOURED: Final = re.compile(r"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)
_BEGIN, _END = "-----BEGIN PGP SIGNED MESSAGE-----\n", "\n-----BEGIN PGP SIGNATURE-----"
_AFTER: Final = "-----END PGP SIGNATURE-----"
_DASHED: Final = re.compile(r"^- (?=-)", re.MULTILINE)
_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")
_DATA: Final = bytes.fromhex("06092a864886f70d010701")


def signed_by(root: Part) -> str:
    """Return "smime" or "pgp" if a mail carries a signature, else ""."""
    for part in root.walk():
        protocol = part.parameters.get("protocol", "") if part.type == "multipart/signed" else part.type
        if "pkcs7-signature" in protocol or (part.type in _PKCS7 and _kind(part) == "signed-data"):
            return SMIME
        if "pgp-signature" in protocol:
            return PGP
    return ""


def sealed_by(root: Part) -> str:
    """Return "smime" or "pgp" if a mail's content is encrypted, else ""."""
    for part in root.walk():
        if part.type in _PKCS7 and _kind(part) in ("enveloped-data", "authenveloped-data"):
            return SMIME
        if part.type == "application/pgp-encrypted":
            return PGP
        if part.type == "multipart/encrypted":
            return SMIME if "pkcs7" in part.parameters.get("protocol", "") else PGP
    return ""


def _kind(part: Part) -> str:
    """Return what an S/MIME part says it is; one that says nothing is looked into."""
    said = part.parameters.get("smime-type", "").lower()
    if said:
        return said
    return "signed-data" if _SIGNED_DATA in part.decoded()[:40] else "enveloped-data"


def is_signature(part: Part) -> bool:
    """Tell whether a part is a signature or the outer word of an encrypted mail, not a file for people."""
    return part.type in _SIGNATURES


def inner_mail(part: Part) -> bytes:
    """Return the mail that lies openly in a signed-data part (opaque signing), or b"".

    DER and the indefinite lengths of BER are read as far as the content goes (RFC 5652 §5.1).
    """
    if part.type not in _PKCS7 or _kind(part) != "signed-data":
        return b""
    content = part.decoded()
    found = content.find(_DATA)
    if found < 0:
        return b""
    tag, start, end = _element(content, found + len(_DATA), len(content))
    if tag != 0xA0:
        return b""
    return _octets(content, start, end)


def _octets(content: bytes, start: int, end: int) -> bytes:
    """Join the octet strings from `start`: one, or many where it was written in pieces."""
    pieces = []
    while start < end:
        tag, inner, stop = _element(content, start, end)
        if tag == 0x24:
            start = inner
            continue
        if tag != 0x04:
            break
        pieces.append(content[inner:stop])
        start = stop
    return b"".join(pieces)


def _element(content: bytes, position: int, end: int) -> tuple[int, int, int]:
    """Return the tag of the element at `position`, where its content begins and where it ends."""
    if position + 2 > end:
        return 0, end, end
    tag, length = content[position], content[position + 1]
    position += 2
    if length == 0x80:
        return tag, position, end
    if length > 0x80:
        count = length - 0x80
        length = int.from_bytes(content[position : position + min(count, 8)], "big")
        position += count
    return tag, min(position, end), min(position + length, end)


def is_armoured(text: str) -> bool:
    """Tell whether a text is a PGP message in letters."""
    return _ARMOURED.search(text) is not None


def opened_clear_text(text: str) -> tuple[str, bool]:
    """Return a text without the frame of a PGP clear signature, and whether there was one (RFC 9580 §7)."""
    if _BEGIN[:-1] not in text:
        return text, False
    above, _begin, framed = text.replace("\r\n", "\n").partition(_BEGIN)
    _armour_headers, _blank, framed = framed.partition("\n\n")
    signed, end, rest = framed.partition(_END)
    if not end:
        return text, False
    below = rest.partition(_AFTER)[2]
    return f"{above}{_DASHED.sub('', signed)}{below}".strip("\n"), True
