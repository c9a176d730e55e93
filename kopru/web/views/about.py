"""What a journalist looks up about the municipality: who may speak, what is so, and its sign."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kopru.core.models import Identity
from kopru.web import emblems, pages
from kopru.web.models import Fact, PressRoom, Spokesperson, holder_of
from kopru.web.views.office import tel

_KINDS: Final = {"svg": "image/svg+xml", "png": "image/png"}
#: an uploaded drawing may hold a script; opened by itself it must not run
_INERT: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A spokesperson as the page names them; `is_turkish` marks words that have no translation."""

    name: str
    duty: str
    topics: str
    languages: str
    phone: str
    tel: str
    email: str
    is_turkish: bool


@require_safe
def spokespeople(request: HttpRequest) -> HttpResponse:
    """Show who may speak about what, and how they are reached."""
    language, today = pages.language_of(request), timezone.localdate()
    found = list(
        Spokesperson.objects.speaking(on=today)
        .select_related("office__unit")
        .prefetch_related("office__tenures__person")
    )
    identity = pages.identity_of(request)
    context = {
        "at": "press",
        "here": "spokespeople",
        "speakers": [_speaker(each, identity, language=language, on=today) for each in found],
        "checked_on": max((each.checked_on for each in found), default=None),
        **_texts(request, "speaking", language),
    }
    return pages.public(pages.render(request, "spokespeople.html", context))


@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    """Show figures about the municipality, each with its source and its day."""
    language = pages.language_of(request)
    rows = list(Fact.objects.shown())
    with override(language):
        sections = [
            (label, [_fact(row, language) for row in rows if row.section == section])
            for section, label in Fact.Section.choices
        ]
        context = {
            "at": "press",
            "here": "facts",
            "sections": [(label, told) for label, told in sections if told],
            "newest": max((row.as_of for row in rows), default=None),
        }
    return pages.public(pages.render(request, "facts.html", context))


@require_safe
def signs(request: HttpRequest) -> HttpResponse:
    """Offer the sign to download, with how it is used."""
    identity = pages.identity_of(request)
    context = {"at": "press", "here": "signs", "signs": _signs(identity)}
    return pages.public(
        pages.render(request, "signs.html", context | _texts(request, "sign_use", pages.language_of(request)))
    )


@require_safe
def sign_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Serve one file of the sign, to be saved."""
    identity = pages.identity_of(request)
    found = _signs(identity).get(kind)
    if found is None:
        raise Http404
    response = HttpResponse(found.content, content_type=_KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(identity.name) or "logo"}.{kind}"'
    response.headers["Content-Security-Policy"] = _INERT
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _signs(identity: Identity) -> dict[str, emblems.Sign]:
    try:
        return emblems.signs(identity)
    except FileNotFoundError:
        return {}


def _texts(request: HttpRequest, name: str, language: str) -> dict[str, Any]:
    room: PressRoom = PressRoom.load(request_or_site=request)
    english = getattr(room, f"{name}_en") if language == "en" else ""
    return {"intro": english or getattr(room, name), "intro_is_turkish": language != "tr" and not english}


def _speaker(row: Spokesperson, identity: Identity, *, language: str, on: date) -> Speaker:
    office = row.office
    tenure = holder_of(office, on=on) if office else None
    name = row.name
    if tenure is not None:
        person = tenure.person
        name = f"{person.title} {person.full_name}".strip() + (" (V.)" if tenure.is_deputy else "")
    duty, topics = row.duty or (office.name if office else ""), row.topics
    is_english = language == "en"
    phone = row.phone or identity.phone
    return Speaker(
        name=name or (office.name if office else ""),
        duty=(is_english and row.duty_en) or (duty if name else ""),
        topics=(is_english and row.topics_en) or topics,
        languages=row.languages,
        phone=phone,
        tel=tel(phone),
        email=row.email or identity.email,
        is_turkish=is_english and not row.topics_en,
    )


def _fact(row: Fact, language: str) -> dict[str, Any]:
    is_english = language == "en"
    return {
        "row": row,
        "label": (is_english and row.label_en) or row.label,
        "value": (is_english and row.value_en) or row.value,
        "is_turkish": is_english and not row.label_en,
    }
