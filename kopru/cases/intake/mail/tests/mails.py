"""Builders of nasty mails. Every name in them is made up."""

import base64

HEAD = (
    "From: Ali Veli <ali@example.net>\nTo: talep@example.org\nSubject: Sokak lambası\n"
    "Date: Tue, 24 Nov 2026 14:05:00 +0300\nMessage-ID: <a1@example.net>\n"
)
TEXT = "Sayın yetkili, İğde Sokağı'nda ışık yok; çöpler de toplanmıyor. Bilgi rica ederim."


def mail(body: str = TEXT, *, head: str = "", without: str = "", charset: str = "utf-8", said: str = "") -> bytes:
    """Return a mail of one part in `charset`, which claims to be in `said`."""
    lines = [line for line in HEAD.split("\n") if line and not (without and line.startswith(without))]
    lines = [
        line for line in lines if line.partition(":")[0] not in {one.partition(":")[0] for one in head.split("\n")}
    ]
    content_type = [] if "Content-Type:" in head else [f"Content-Type: text/plain; charset={said or charset}"]
    top = "\n".join([*lines, *([head.strip("\n")] if head else []), *content_type])
    return top.encode() + b"\nContent-Transfer-Encoding: 8bit\n\n" + body.encode(charset)


def parts(*pieces: str | bytes, kind: str = "mixed", head: str = "", boundary: str = "b0") -> bytes:
    """Return a mail of several parts, each with its own headers."""
    raw = (
        mail("", head=f'{head}\nContent-Type: multipart/{kind}; boundary="{boundary}"'.strip("\n")).rstrip(b"\n")
        + b"\n\n"
    )
    for piece in pieces:
        raw += f"--{boundary}\n".encode() + (piece.encode() if isinstance(piece, str) else piece) + b"\n"
    return raw + f"--{boundary}--\n".encode()


def plain(text: str = TEXT) -> str:
    return f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}"


def page(html: str) -> str:
    return f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{html}"


def file(content: bytes, name: str, kind: str = "application/octet-stream") -> str:
    return (
        f'Content-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(content).decode()}"
    )


def nested(depth: int, inner: str = TEXT) -> bytes:
    """Return a mail with parts in parts."""
    opened = "".join(f'Content-Type: multipart/mixed; boundary="n{level}"\n\n--n{level}\n' for level in range(depth))
    return mail("", without="").split(b"Content-Type")[0] + opened.encode() + f"\n{inner}\n".encode()


def tnef(name: str, content: bytes, text: str = "") -> bytes:
    """Return a winmail.dat with one file."""

    def attribute(level: int, kind: int, data: bytes) -> bytes:
        return bytes([level]) + kind.to_bytes(4, "little") + len(data).to_bytes(4, "little") + data + b"\0\0"

    raw = b"\x78\x9f\x3e\x22\x01\x00"
    if text:
        raw += attribute(1, 0x0002800C, text.encode("cp1254") + b"\0")
    raw += attribute(2, 0x00069002, bytes(14))
    long_name = name.encode("utf-16-le") + b"\0\0"
    padded = long_name + bytes(-len(long_name) % 4)
    properties = (1).to_bytes(4, "little") + (0x3707001F).to_bytes(4, "little") + (1).to_bytes(4, "little")
    properties += len(long_name).to_bytes(4, "little") + padded
    return raw + attribute(2, 0x0006800F, content) + attribute(2, 0x00069005, properties)
