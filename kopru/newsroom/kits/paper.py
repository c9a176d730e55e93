"""The edition as the data of typesetting's template `bulletin`, for paper and for PDF."""

from collections.abc import Iterable
from pathlib import Path

from kopru.core.models import Identity
from kopru.newsroom.content import Content
from kopru.newsroom.models import Correction, Edition
from kopru.newsroom.wording import absolute, day, moment, with_dateline
from kopru.typesetting import codes, documents
from kopru.typesetting.engine import typeset


def pdf(edition: Edition, *, small: list[bytes], corrections: Iterable[Correction] = (), stamp: str = "") -> bytes:
    """Set the edition; `small` are its photos in page size, `stamp` what it is not yet or no more.

    :raises kopru.typesetting.engine.TypesettingError: if it cannot be set
    """
    data, files = document(edition, small=small, corrections=corrections, stamp=stamp)
    return typeset("bulletin", data, files=files, at=edition.approved_at or edition.made_at)


def document(
    edition: Edition, *, small: list[bytes], corrections: Iterable[Correction], stamp: str
) -> tuple[documents.Bulletin, dict[str, bytes | Path]]:
    """Return the template's data and pictures."""
    content: Content = edition.content
    language, bulletin = content["language"], edition.bulletin
    identity, files = _identity()
    shown = bulletin.first_published_at or edition.approved_at or edition.made_at
    data = documents.Bulletin(
        language=language,
        words=documents.words(language),
        identity=identity,
        headline=content["headline"],
        overline=content["overline"],
        spot=content["spot"],
        number=bulletin.label,
        date=day(shown, language),
        place=content["place"],
        unit=content["unit"],
        stamp=stamp,
        blocks=with_dateline(content),
        contacts=[content["contact"]] if content["contact"] else [],
        notices=[
            {"label": each.get_kind_display(), "date": moment(each.at, language), "text": each.note}
            for each in corrections
        ],
        photos=[
            {
                "file": f"photo-{order}.jpg",
                "alt": figure["alt"],
                "caption": figure["caption"],
                "credit": figure["credit"],
            }
            for order, figure in enumerate(content["figures"])
        ],
    )
    files |= {f"photo-{order}.jpg": picture for order, picture in enumerate(small)}
    if bulletin.label:
        data["link"] = absolute(bulletin.get_absolute_url())
        data["qr"] = "qr.svg"
        files["qr.svg"] = codes.qr_svg(data["link"])
    return data, files


def _identity() -> tuple[documents.Identity, dict[str, bytes | Path]]:
    identity = Identity.load()
    files: dict[str, bytes | Path] = {}
    data = documents.Identity(
        name=identity.name,
        office=identity.office,
        motto=identity.motto,
        primary=identity.colour_primary,
        accent=identity.colour_accent,
        address=identity.address,
        phone=identity.phone,
        email=identity.email,
        website=absolute("/"),
    )
    if identity.logo:
        name = f"logo{Path(identity.logo.name).suffix.lower()}"
        with identity.logo.open("rb") as logo:
            files[name] = logo.read()
        data["logo"] = name
    return data, files
