"""Sitemaps: what search engines are to know of, by year, and the news of two days."""

from datetime import timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from kopru.core import clock
from kopru.newsroom.content import one_line
from kopru.newsroom.models import Bulletin
from kopru.newsroom.wording import absolute
from kopru.web import archive, pages

_XML: Final = "application/xml; charset=utf-8"
#: what news is to a news search engine
_NEWS: Final = timedelta(hours=48)


@require_safe
def index(_request: HttpRequest) -> HttpResponse:
    """List the sitemaps: one for the fixed pages, one for each year (sitemaps.org 0.9)."""
    at = clock.now()
    paths = [reverse("web:sitemap_pages"), *(reverse("web:sitemap_year", args=(year,)) for year in archive.years(at))]
    return _sitemap("sitemap_index.xml", {"links": [absolute(path) for path in paths]})


@require_safe
def standing(_request: HttpRequest) -> HttpResponse:
    """List the fixed pages and the topics."""
    at = clock.now()
    names = ("home", "bulletins", "photos", "spokespeople", "facts", "signs", "contact", "imprint")
    paths = [reverse(f"web:{name}") for name in names]
    paths += [reverse("web:topic", args=(topic.slug,)) for topic in archive.topics(at)]
    return _sitemap("sitemap.xml", {"entries": [{"link": absolute(path)} for path in paths]})


@require_safe
def of_year(_request: HttpRequest, year: int) -> HttpResponse:
    """List the bulletins of a year, at most the 50,000 that a sitemap may hold."""
    at = clock.now()
    if year not in archive.years(at):
        raise Http404
    dated = archive.Selection(year=year).narrow(Bulletin.objects.public(at)).order_by("-release_at")
    rows = dated.values_list("year", "number", "last_updated_at")[:50_000]
    entries = [{"link": absolute(f"/bulten/{of}/{number}/"), "changed_at": changed} for of, number, changed in rows]
    return _sitemap("sitemap.xml", {"entries": entries})


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """List the bulletins of the last two days for news search (sitemap-news 0.9).

    Where there is none the list of all stands in it, as a page and not as news: an empty map breaks the schema.
    """
    at = clock.now()
    newest = archive.listed(at).filter(release_at__gt=at - _NEWS)[:1000]
    entries: list[dict[str, Any]] = [
        {"link": absolute(each.get_absolute_url()), "edition": each.edition, "at": each.first_published_at}
        for each in newest
    ]
    entries = entries or [{"link": absolute(reverse("web:bulletins"))}]
    name = one_line(pages.identity_of(request).name)
    return _sitemap("sitemap_news.xml", {"entries": entries, "name": name})


def _sitemap(template: str, context: dict[str, Any]) -> HttpResponse:
    return pages.public(HttpResponse(render_to_string(f"web/{template}", context), content_type=_XML))
