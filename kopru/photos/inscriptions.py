"""What is written into a picture that goes to the press, in the three places its readers look: XMP, IPTC-IIM, EXIF."""

import struct
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from PIL import ExifTags, Image

_EXIF_MARK: Final = b"Exif\0\0"
_XMP_MARK: Final = b"http://ns.adobe.com/xap/1.0/\0"
_IPTC_MARK: Final = b"Photoshop 3.0\x008BIM\x04\x04\0\0"
_APP1, _APP13 = b"\xff\xe1", b"\xff\xed"
_LONGEST: Final = 65_533
#: IPTC-IIM 4.2 §1: the text of record 2 is UTF-8.
_UTF8: Final = b"\x1b%G"


@dataclass(frozen=True, slots=True)
class Inscription:
    """What a picture says of itself; never where on earth it was taken."""

    title: str
    caption: str
    caption_en: str
    credit: str
    photographer: str
    place: str
    event: str
    taken_on: date | None


def write(jpeg: bytes, said: Inscription) -> bytes:
    """Return `jpeg` with `said` in segments behind its start (XMP part 3 §1.1.3); pixels are copied."""
    parts = ((_APP1, _exif(said)), (_APP1, _XMP_MARK + xmp(said)), (_APP13, _iptc(said)))
    segments = [
        mark + struct.pack(">H", len(part) + 2) + part for mark, part in parts if part and len(part) <= _LONGEST
    ]
    place = 2
    if jpeg[2:4] == b"\xff\xe0":  # the JFIF header stays first
        place = 4 + struct.unpack(">H", jpeg[4:6])[0]
    return jpeg[:place] + b"".join(segments) + jpeg[place:]


def xmp(said: Inscription) -> bytes:
    """Return an XMP packet (ISO 16684-1) with the fields of the IPTC Photo Metadata Standard."""
    simple = {"photoshop:Credit": said.credit, "photoshop:City": said.place}
    simple["photoshop:DateCreated"] = said.taken_on.isoformat() if said.taken_on else ""
    lines = [f"<{name}>{escape(value)}</{name}>" for name, value in simple.items() if value]
    english = said.caption_en if said.caption_en != said.caption else ""
    lines += [
        _list("dc:title", "Alt", said.title),
        _list("dc:description", "Alt", said.caption, english),
        _list("dc:creator", "Seq", said.photographer),
        _list("dc:rights", "Alt", said.credit),
        _list("Iptc4xmpExt:Event", "Alt", said.event),
    ]
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f'{"".join(lines)}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    return packet.encode()


def _list(name: str, kind: str, value: str, english: str = "") -> str:
    """Return a list of XMP; one of alternatives names the language of each, the default first."""
    items = {"x-default": value, "en": english} if kind == "Alt" else {"": value}
    lines = [_item(language, words) for language, words in items.items() if words]
    return f"<{name}><rdf:{kind}>{''.join(lines)}</rdf:{kind}></{name}>" if lines else ""


def _item(language: str, words: str) -> str:
    named = f' xml:lang="{language}"' if language else ""
    return f"<rdf:li{named}>{escape(words)}</rdf:li>"


def _iptc(said: Inscription) -> bytes:
    """Return an IPTC-IIM 4.2 block; each dataset is cut to the bytes that the standard gives it."""
    day = said.taken_on.strftime("%Y%m%d") if said.taken_on else ""
    texts = (
        (5, 64, said.title),
        (55, 8, day),
        (80, 32, said.photographer),
        (90, 32, said.place),
        (110, 32, said.credit),
        (116, 128, said.credit),
        (120, 2000, said.caption),
    )
    sets = [(2, number, _cut(text, most)) for number, most, text in texts if text]
    block = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in [(1, 90, _UTF8), *sets]
    )
    return _IPTC_MARK + struct.pack(">I", len(block)) + block + b"\0" * (len(block) % 2) if sets else b""


def _cut(text: str, most: int) -> bytes:
    """Return at most `most` bytes of UTF-8 without half a letter at the end."""
    return text.encode()[:most].decode(errors="ignore").encode()


def _exif(said: Inscription) -> bytes:
    """Return the EXIF block; as bytes, for of letters beyond ASCII Pillow makes question marks."""
    exif = Image.Exif()
    texts = {
        ExifTags.Base.ImageDescription: said.caption,
        ExifTags.Base.Artist: said.photographer,
        ExifTags.Base.Copyright: said.credit,
    }
    for tag, text in texts.items():
        if text:
            exif[tag] = text.encode()
    if not len(exif):
        return b""
    written: bytes = exif.tobytes()
    return written if written.startswith(_EXIF_MARK) else _EXIF_MARK + written
