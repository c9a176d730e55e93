"""What search engines and other machines ask for: sitemaps, robots.txt, security.txt, oEmbed."""

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
from kopru.web import archive, articles, pages

_XML: Final = "application/xml; charset=utf-8"
_TEXT: Final = "text/plain; charset=utf-8"
#: what news is to a news search engine
_NEWS: Final = timedelta(hours=48)
_BULLETIN: Final = re.compile(r"/bulten/(\d{1,4})/(\d{1,9})/")
_WIDTH: Final = 600


@require_safe
def sitemap_index(_request: HttpRequest) -> HttpResponse:
    """List the sitemaps: one for the fixed pages, one for each year (sitemaps.org 0.9)."""
    at = clock.now()
    paths = [reverse("web:sitemap_pages"), *(reverse("web:sitemap_year", args=(year,)) for year in archive.years(at))]
    return _sitemap("sitemap_index.xml", {"links": [absolute(path) for path in paths]})


@require_safe
def sitemap_pages(_request: HttpRequest) -> HttpResponse:
    """List the fixed pages and the topics."""
    at = clock.now()
    names = ("home", "bulletins", "photos", "spokespeople", "facts", "signs", "contact", "imprint")
    paths = [reverse(f"web:{name}") for name in names]
    paths += [reverse("web:topic", args=(topic.slug,)) for topic in archive.topics(at)]
    return _sitemap("sitemap.xml", {"entries": [{"link": absolute(path)} for path in paths]})


@require_safe
def sitemap_year(_request: HttpRequest, year: int) -> HttpResponse:
    """List the bulletins of a year, at most the 50,000 that a sitemap may hold."""
    at = clock.now()
    if year not in archive.years(at):
        raise Http404
    dated = archive.Selection(year=year).narrow(Bulletin.objects.public(at)).order_by("-release_at")
    rows = dated.values_list("year", "number", "last_updated_at")[:50_000]
    entries = [{"link": absolute(f"/bulten/{of}/{number}/"), "changed_at": changed} for of, number, changed in rows]
    return _sitemap("sitemap.xml", {"entries": entries})


@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """List the bulletins of the last two days for news search (sitemap-news 0.9)."""
    at = clock.now()
    newest = archive.listed(at).filter(release_at__gt=at - _NEWS)[:1000]
    entries = [
        {"link": absolute(each.get_absolute_url()), "edition": each.edition, "at": each.first_published_at}
        for each in newest
    ]
    identity = pages.identity_of(request)
    return _sitemap("sitemap_news.xml", {"entries": entries, "identity": identity})


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
    width = request.GET.get("maxwidth", "")
    wide = max(200, min(_WIDTH, int(width))) if width.isdecimal() and len(width) < 6 else _WIDTH
    data = articles.oembed(found, pages.identity_of(request), width=wide)
    if wanted == "json":
        response = HttpResponse(json.dumps(data, ensure_ascii=False), content_type="application/json")
    else:
        response = HttpResponse(_as_xml(data), content_type="text/xml; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return pages.public(response)


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


def _sitemap(template: str, context: dict[str, Any]) -> HttpResponse:
    return pages.public(HttpResponse(render_to_string(f"web/{template}", context), content_type=_XML))


def _as_xml(data: dict[str, Any]) -> str:
    return render_to_string("web/oembed.xml", {"rows": list(data.items())})
