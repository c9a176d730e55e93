"""Feeds: of everything, of one language, of one topic."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kopru.core import clock
from kopru.newsroom.wording import absolute
from kopru.web import archive, feeds, pages

#: bulletins in a feed
_ITEMS = 20


@require_safe
def feed(request: HttpRequest, ending: str, language: str = "", topic: str = "") -> HttpResponse:
    """Write the newest bulletins in one of `feeds.FORMATS`."""
    if ending not in feeds.FORMATS or (language and language not in pages.LANGUAGES):
        raise Http404
    at = clock.now()
    chosen = next((each for each in archive.topics(at) if each.slug == topic), None)
    if topic and chosen is None:
        raise Http404
    selection = archive.Selection(language=language, topic=topic)
    found = list(selection.narrow(archive.listed(at).defer(None).defer("body"))[:_ITEMS])
    identity = pages.identity_of(request)
    spoken = language or pages.LANGUAGES[0]
    page = reverse("web:topic", args=(topic,)) if topic else reverse("web:home")
    with override(spoken):
        about = chosen.name if chosen else _("Press room")
        channel = feeds.Channel(
            title=f"{identity.name} · {about}",
            description=identity.office,
            language=spoken,
            link=absolute(page),
            self_link=absolute(escape_uri_path(request.path)),
            identity=identity,
        )
    write, kind = feeds.FORMATS[ending]
    response = HttpResponse(write(channel, found), content_type=kind)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return pages.public(response)
