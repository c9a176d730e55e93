"""Pages that people read: home, archive, one bulletin, photos, search."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.safestring import SafeString
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kopru.core import clock
from kopru.newsroom.models import Bulletin, Edition, Topic
from kopru.newsroom.models.bulletins import Visibility
from kopru.newsroom.models.editions import KitState
from kopru.newsroom.wording import with_dateline
from kopru.search import query
from kopru.turkish import dates
from kopru.web import archive, articles, pages
from kopru.web.cache import page_parts

#: on the first page, the large one included
_NEWEST = 9
_PHOTO_PAGE = 10
#: seconds a page is kept while its press kit is being made
_UNTIL_KIT = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest bulletin large, the next ones as a list, the topics and whom to ask."""
    at = clock.now()
    language = pages.language_of(request)
    keys = list(archive.newest(at).filter(edition__language=language).values_list("pk", flat=True)[:_NEWEST])
    context = {
        "lead": page_parts.cards(keys[:1], at=at, language=language, template="web/lead.html"),
        "newest": page_parts.cards(keys[1:], at=at, language=language),
        "topics": _topics(at),
    }
    return pages.public(pages.render(request, "home.html", context))


@require_safe
def bulletins(request: HttpRequest, year: int = 0, month: int = 0, topic: str = "") -> HttpResponse:
    """Show the archive, narrowed by year, month, topic and language."""
    at = clock.now()
    number = _page_number(request)
    try:
        selection = archive.Selection.of(
            language=pages.language_of(request),
            year=str(year or request.GET.get("yil", "")),
            month=str(month or request.GET.get("ay", "")),
            topic=topic or request.GET.get("konu", ""),
        )
    except ValueError as error:
        raise Http404 from error
    topics = _topics(at)
    chosen = next((each for each in topics if each.slug == selection.topic), None)
    if selection.topic and chosen is None:
        raise Http404
    found, is_more = selection.page(number, at)
    context = {
        "at": "bulletins",
        "selection": selection,
        "bulletins": page_parts.cards(found, at=at, language=selection.language),
        "topics": topics,
        "topic": chosen,
        "years": page_parts.kept(("years",), at, lambda: archive.years(at)),
        "months": _months(selection.language),
        "page": number,
        "newer": _turned(request, number - 1) if number > 1 else "",
        "older": _turned(request, number + 1) if is_more else "",
    }
    return pages.public(pages.render(request, "bulletins.html", context))


@require_safe
def bulletin(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show one bulletin, or say that it was withdrawn; what is not there and what is not public yet are the same."""
    at = clock.now()
    numbered = Bulletin.objects.filter(year=year, number=number)
    found = _with_kit(numbered.addressable(at)).first()
    if found is None:
        return _preview(request, _with_kit(numbered.visible_to(request.user, at)).first())
    if found.visibility == Visibility.WITHDRAWN:
        last = found.corrections.last()
        language = articles.edition_of(found).language
        context = {"bulletin": found, "withdrawal": last}
        return pages.public(pages.render(request, "withdrawn.html", context, language=language, status=410))
    edition = articles.edition_of(found)
    language = edition.language
    context = _page_of(found) | {"more": _more(found, at), "card_picture": articles.picture(edition)}
    context |= {"emblem": articles.emblem(), "card_is_whole": articles.fills(edition, articles.CARD_SIZE)}
    context["article"] = articles.news_article(found, pages.identity_of(request), context["corrections"])
    seconds = archive.SHELF_LIFE if context["kit_is_ready"] else _UNTIL_KIT
    return pages.public(pages.render(request, "bulletin.html", context, language=language), seconds=seconds)


@require_safe
def shared(request: HttpRequest, key: str) -> HttpResponse:
    """Show a bulletin to whoever has its private link; nobody keeps a copy."""
    found = _with_kit(Bulletin.objects.private(key)).first()
    if found is None:
        raise Http404
    context = _page_of(found, key=key)
    language = articles.edition_of(found).language
    return pages.private(pages.render(request, "bulletin.html", context, language=language))


@require_safe
def photos(request: HttpRequest) -> HttpResponse:
    """Show the photos of the bulletins, newest first."""
    at = clock.now()
    number = _page_number(request)
    begin = (number - 1) * _PHOTO_PAGE
    shown = list(archive.with_photos(at)[begin : begin + _PHOTO_PAGE + 1])
    context = {
        "at": "photos",
        "albums": archive.figures_of(shown[:_PHOTO_PAGE]),
        "page": number,
        "newer": _turned(request, number - 1) if number > 1 else "",
        "older": _turned(request, number + 1) if len(shown) > _PHOTO_PAGE else "",
    }
    return pages.public(pages.render(request, "photos.html", context))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find bulletins as the public may, however their words are bent and written."""
    at = clock.now()
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    before = request.GET.get("once", "")
    results = query.find(
        words,
        user=AnonymousUser(),
        at=at,
        kinds=["bulletin"],
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
    )
    found = page_parts.cards([hit.object_id for hit in results.hits], at=at, language=pages.language_of(request))
    context = {
        "words": words,
        "results": results,
        "bulletins": found,
        "topics": [] if found else _topics(at),
        "is_first": not before,
    }
    response = pages.render(request, "search.html", context)
    response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


def _with_kit(bulletins: Any) -> Any:
    return bulletins.select_related("edition__lead_photo", "edition__kit").defer("body")


def _preview(request: HttpRequest, found: Bulletin | None) -> HttpResponse:
    """Show the office's people what is not public yet, as it will look."""
    if found is None or found.edition_id is None or found.visibility == Visibility.WITHDRAWN:
        raise Http404
    language = articles.edition_of(found).language
    context = _page_of(found) | {"is_preview": True}
    return pages.private(pages.render(request, "bulletin.html", context, language=language))


def _page_of(found: Bulletin, *, key: str = "") -> dict[str, Any]:
    """Return what the page of one bulletin says; `key` is that of a private link."""
    edition = articles.edition_of(found)
    corrections = list(found.corrections.all()) if edition.version > 1 else []  # the first edition replaced none
    kit = getattr(edition, "kit", None)
    return {
        "bulletin": found,
        "edition": edition,
        "content": edition.content,
        "blocks": with_dateline(edition.content),
        "figures": _figures(edition, key),
        "files": _files(found, edition, key),
        "topics": list(edition.topics.all()) if edition.content["topics"] else [],
        "corrections": corrections,
        "kit": _kit(found, edition, key),
        "kit_is_ready": kit is None or kit.state != KitState.OWED,
        "is_shared": bool(key),
    }


def _figures(edition: Edition, key: str) -> list[dict[str, Any]]:
    if edition.lead_photo_id is None:
        return []
    told = edition.content["figures"]
    return [
        {
            "photo": figure.photo,
            "caption": figure.caption,
            "credit": figure.credit,
            "alt": told[place]["alt"] if place < len(told) else figure.caption,
            "shared": reverse("newsroom:private_photo", args=(key, figure.order)) if key else "",
        }
        for place, figure in enumerate(edition.figures.select_related("photo"))
        if figure.photo.is_usable(on=timezone.localdate())
    ]


def _files(found: Bulletin, edition: Edition, key: str) -> list[dict[str, Any]]:
    def link(order: int) -> str:
        if key:
            return reverse("newsroom:private_file", args=(key, order))
        return reverse("newsroom:file", args=(found.year, found.number, order))

    files = enumerate(edition.content["files"], start=1)
    return [{"title": file["title"], "size": file["size"], "link": link(order)} for order, file in files]


def _kit(found: Bulletin, edition: Edition, key: str) -> dict[str, dict[str, Any]]:
    """Return the parts that are there: where they are fetched and how large they are."""
    kit = getattr(edition, "kit", None)

    def link(part: str) -> str:
        if key:
            return reverse("newsroom:private_kit", args=(key, part))
        return reverse("newsroom:kit", args=(found.year, found.number, part))

    parts = kit.parts() if kit else []
    return {part: {"link": link(part), "size": file.size} for part, file in parts if file.storage.exists(file.name)}


def _months(language: str) -> list[tuple[int, str]]:
    """Return number and name of each month as a reader of that language calls it."""
    with override(language):
        names = dates.MONTHS if language == "tr" else [str(name) for name in MONTHS.values()]
        return list(enumerate(names, start=1))


def _topics(at: datetime) -> list[Topic]:
    return page_parts.kept(("topics",), at, lambda: archive.topics(at))


def _more(found: Bulletin, at: datetime) -> list[SafeString]:
    language = articles.edition_of(found).language
    others = archive.newest(at).filter(edition__language=language).exclude(pk=found.pk)
    return page_parts.cards(list(others.values_list("pk", flat=True)[:3]), at=at, language=language)


def _page_number(request: HttpRequest) -> int:
    """Return the page asked for.

    :raises django.http.Http404: if it is no number from 1 to `archive.LAST_PAGE`
    """
    asked = request.GET.get("sayfa", "1")
    if not (asked.isdecimal() and len(asked) < 9 and 1 <= int(asked) <= archive.LAST_PAGE):
        raise Http404
    return int(asked)


def _turned(request: HttpRequest, number: int) -> str:
    """Return the address of another page of the same list."""
    asked = request.GET.copy()
    for name in list(asked):
        if name not in {"dil", "konu", "yil", "ay"} or not asked[name]:
            del asked[name]
    if number > 1:
        asked["sayfa"] = str(number)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path
