"""What a bulletin says of itself in the one search: its edition in force; before the first, its draft."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, holds
from kopru.newsroom import content
from kopru.newsroom.models import Bulletin, Edition
from kopru.newsroom.models.bulletins import Visibility
from kopru.newsroom.wording import words_of
from kopru.search.registry import Document, Kind


def document(bulletin: Bulletin) -> Document:
    """Return its words; a correction that is being written is not among them."""
    edition: Edition | None = bulletin.edition
    words: content.Content = edition.content if edition else content.words(bulletin)
    at = bulletin.first_published_at or (edition.made_at if edition else bulletin.created_at)
    said = [bulletin.label, words["unit"], *words["topics"], *words_of(words)]
    is_out = bulletin.visibility == Visibility.PUBLIC
    url = bulletin.get_absolute_url() if is_out else reverse("bulletins:one", args=[bulletin.pk])
    return Document(title=words["headline"], text="\n".join(said), at=at, url=url, summary=words["spot"][:300])


def _sees_all(user: AnyUser, _at: datetime) -> bool:
    return holds(user, *OFFICE)


KIND = Kind("bulletin", _("Bulletin"), Bulletin, document, icon="doc-full", open_to=_sees_all)
