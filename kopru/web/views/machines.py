"""What other machines than news readers ask for: robots.txt, security.txt, oEmbed."""

import json
import re
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from kopru.core import clock
from kopru.newsroom.models import Bulletin
from kopru.newsroom.wording import absolute
from kopru.web import articles, pages

_TEXT: Final = "text/plain; charset=utf-8"
_BULLETIN: Final = re.compile(r"/bulten/(\d{1,4})/(\d{1,9})/")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Say what is not for search engines (RFC 9309); private links say so themselves, in a header."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        "Disallow: /hesap/",
        f"Disallow: {reverse('web:search')}",
        f"Sitemap: {absolute(reverse('web:sitemap'))}",
        f"Sitemap: {absolute(reverse('web:sitemap_news'))}",
    ]
    return pages.public(HttpResponse("\n".join(lines) + "\n", content_type=_TEXT))


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a hole (RFC 9116); it is good for half a year from this month on."""
    identity = pages.identity_of(request)
    month = clock.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{identity.email}",
        f"Expires: {(month + timedelta(days=183)).isoformat()}",
        "Preferred-Languages: tr, en",
        f"Canonical: {absolute(reverse('web:security'))}",
    ]
    return pages.public(HttpResponse("\n".join(lines) + "\n", content_type=_TEXT))


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer a consumer of oEmbed 1.0 about a bulletin's page."""
    at = clock.now()
    wanted = request.GET.get("format", "json")
    if wanted not in {"json", "xml"}:
        return HttpResponse(status=501)
    found = _addressed(request.GET.get("url", ""), at)
    if found is None:
        raise Http404
    wide, high = articles.CARD_SIZE
    room = (_at_most(request.GET.get("maxwidth", ""), wide), _at_most(request.GET.get("maxheight", ""), high))
    data = articles.oembed(found, pages.identity_of(request), room=room)
    if wanted == "json":
        response = HttpResponse(json.dumps(data, ensure_ascii=False), content_type="application/json")
    else:
        response = HttpResponse(_as_xml(data), content_type="text/xml; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return pages.public(response)


def _at_most(asked: str, pixels: int) -> int:
    """Return the number asked for if it is one and below `pixels`."""
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    return min(number, pixels) if number else pixels


def _addressed(url: str, at: datetime) -> Bulletin | None:
    """Return the public bulletin at `url`, if it is one of our addresses."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    place = _BULLETIN.fullmatch(parts.path)
    if place is None or parts.netloc != urlsplit(settings.BASE_URL).netloc:
        return None
    found: Bulletin | None = Bulletin.objects.public(at).filter(year=int(place[1]), number=int(place[2])).first()
    return found


def _as_xml(data: dict[str, Any]) -> str:
    return render_to_string("web/oembed.xml", {"rows": list(data.items())})
