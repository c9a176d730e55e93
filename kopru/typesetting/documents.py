"""What the templates read: the shape of their data, and the words that are printed on every document.

All of it is data: no text is ever source. Dates and numbers come already written ("24 Kasım 2026 Salı, 10.30").
"""

from typing import Literal, NotRequired, TypedDict

from django.utils.translation import override, pgettext

from kopru.turkish import casing


class Identity(TypedDict):
    """Who speaks: the letterhead, the colours, the footer and the imprint."""

    name: str
    """The municipality, as on its letterhead."""
    office: str
    motto: NotRequired[str]
    logo: NotRequired[str]
    """Name of a PNG or SVG among the `files`; left out, the name stands alone."""
    primary: NotRequired[str]
    """Colour of heads and rules, as #RRGGBB; dark enough to read on white (4.5 : 1)."""
    accent: NotRequired[str]
    address: NotRequired[str]
    phone: NotRequired[str]
    email: NotRequired[str]
    website: NotRequired[str]
    imprint: NotRequired["list[Fact]"]
    """The künye (Press Law 5187, art. 4): label and value, in the order of printing."""


class Run(TypedDict):
    """A stretch of text with one look."""

    text: str
    bold: NotRequired[bool]
    italic: NotRequired[bool]
    link: NotRequired[str]
    """http, https, mailto or tel; anything else is printed as text alone."""


class Fact(TypedDict):
    """A label and what is to be said of it: "Uzunluk", "2,4 km"."""

    label: str
    value: str


class Paragraph(TypedDict):
    """Running text."""

    kind: Literal["paragraph"]
    runs: list[Run]


class Subhead(TypedDict):
    """A heading inside the body."""

    kind: Literal["subhead"]
    text: str


class Quote(TypedDict):
    """Somebody's own words; the quotation marks belong to the text."""

    kind: Literal["quote"]
    runs: list[Run]
    speaker: NotRequired[str]
    office: NotRequired[str]


class Facts(TypedDict):
    """Figures and dates to copy."""

    kind: Literal["facts"]
    title: NotRequired[str]
    facts: list[Fact]


class Enumeration(TypedDict):
    """Points, numbered or not."""

    kind: Literal["list"]
    items: list[list[Run]]
    numbered: NotRequired[bool]


Block = Paragraph | Subhead | Quote | Facts | Enumeration


class Photo(TypedDict):
    """A picture among the `files`; the first of a bulletin stands large under its spot."""

    file: str
    alt: str
    """What is to be seen, for who cannot see it; the caption if nothing better is known, never empty."""
    caption: NotRequired[str]
    credit: NotRequired[str]


class Contact(TypedDict):
    """Whom a journalist may ask."""

    name: str
    duty: NotRequired[str]
    phone: NotRequired[str]
    email: NotRequired[str]


class Notice(TypedDict):
    """A dated correction, supplement or withdrawal; it is printed above the body."""

    label: str
    """"Düzeltme", "Ek", "Geri çekme"."""
    date: str
    text: str


class Words(TypedDict):
    """What the template itself says, in the bulletin's language; from `words(language)`."""

    kind: str
    number: str
    date: str
    place: str
    unit: str
    embargo: str
    embargo_rule: str
    notices: str
    photos: str
    photo_by: str
    contact: str
    kit: str
    scan: str
    imprint: str
    logo: str
    page: str


class Bulletin(TypedDict):
    """The data of the template `bulletin`."""

    language: str
    """ISO 639-1; it decides the hyphenation and what a screen reader speaks."""
    words: Words
    identity: Identity
    headline: str
    number: NotRequired[str]
    date: NotRequired[str]
    place: NotRequired[str]
    unit: NotRequired[str]
    embargo: NotRequired[str]
    """The hour before which it may not be published: "25 Kasım 2026 Çarşamba, saat 10.00"."""
    stamp: NotRequired[str]
    """What it is not yet or no more, in capitals: "TASLAK", "GERİ ÇEKİLDİ"."""
    overline: NotRequired[str]
    spot: NotRequired[str]
    blocks: NotRequired[list[Block]]
    photos: NotRequired[list[Photo]]
    contacts: NotRequired[list[Contact]]
    notices: NotRequired[list[Notice]]
    link: NotRequired[str]
    """Where text and pictures are."""
    qr: NotRequired[str]
    """Name of an SVG among the `files`, of the same address; see `codes.qr_svg`."""


def words(language: str) -> Words:
    """Return the template's own words in a language, capitals as that language writes them."""
    with override(language):
        upper = casing.upper if language == "tr" else str.upper
        return Words(
            kind=upper(pgettext("printed", "Press release")),
            number=upper(pgettext("printed", "Number")),
            date=upper(pgettext("printed", "Date")),
            place=upper(pgettext("printed", "Place")),
            unit=upper(pgettext("printed", "Unit")),
            embargo=upper(pgettext("printed", "Embargo")),
            embargo_rule=pgettext("printed", "Not for publication before this time."),
            notices=upper(pgettext("printed", "Corrections and supplements")),
            photos=pgettext("printed", "Photographs"),
            photo_by=pgettext("printed", "Photograph"),
            contact=upper(pgettext("printed", "For further information")),
            kit=upper(pgettext("printed", "Text and photographs")),
            scan=pgettext("printed", "QR code of the press kit's address"),
            imprint=upper(pgettext("printed", "Imprint")),
            logo=pgettext("printed", "Logo"),
            page=pgettext("printed", "Page"),
        )
