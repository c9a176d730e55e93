"""What the public may write about: a matter of the office's list, or a type; each with its own address and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopru.cases.models import Kind, Matter, Pack
from kopru.search import query
from kopru.turkish.collation import sort_key
from kopru.turkish.folding import fold

Words = str | Promise
#: How many answers are shown before one asks.
_FEW: Final = 4
#: Shorter words are searched by nobody.
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """One form: its title, what it says of itself, and what it makes."""

    address: str
    title: Words
    says: Words
    kind: Kind | None = None
    matter: Matter | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is published already and may be the answer."""

    title: str
    url: str
    summary: str = ""


_KINDS: Final = {
    "talep": (Kind.REQUEST, _("Request"), _("You want the municipality to do something.")),
    "sikayet": (Kind.COMPLAINT, _("Complaint"), _("Something is not as it should be.")),
    "ariza": (Kind.REPORT, _("Report a fault"), _("A lamp, a pipe, a road: say where, and add a photo.")),
    "oneri": (Kind.SUGGESTION, _("Suggestion"), _("You have an idea for the town.")),
    "bilgi-edinme": (
        Kind.INFORMATION,
        _("Information request"),
        _("You ask for information or a document (law no. 4982): answered within 15 working days."),
    ),
    "dilekce": (Kind.PETITION, _("Petition"), _("A petition under law no. 3071: answered within 30 days.")),
    "tesekkur": (Kind.THANKS, _("Thanks"), _("You want to thank somebody.")),
    "kisisel-veri": (Kind.DATA, _("My personal data"), _("What we hold of you (law no. 6698 art. 11).")),
    "ziyaret": (Kind.TOURIST, _("Visitor's question"), _("You plan a visit: places, hours, how to get here.")),
    "grup": (Kind.GROUP, _("School or group visit"), _("You want to come with a class or a group.")),
}
#: A petition is written in Turkish (law 3071 art. 3).
_TURKISH_ONLY: Final = {Kind.PETITION}
#: Kinds a person chooses from on the form of a matter.
OF_A_MATTER: Final = (Kind.REPORT, Kind.REQUEST, Kind.COMPLAINT, Kind.SUGGESTION)
#: Strangers come first where the page is not in Turkish.
_STRANGERS: Final = ("ziyaret", "grup")


def kinds() -> list[Topic]:
    """Return the types that may be written about in the language of the page."""
    is_turkish = get_language() == "tr"
    names = list(_KINDS) if is_turkish else [*_STRANGERS, *(name for name in _KINDS if name not in _STRANGERS)]
    found = [of_kind(name) for name in names]
    return [each for each in found if each and (is_turkish or each.kind not in _TURKISH_ONLY)]


def of_kind(name: str) -> Topic | None:
    """Return the form of a type, by the word in its address."""
    if name not in _KINDS:
        return None
    kind, title, says = _KINDS[name]
    return Topic(reverse("cases:kind", args=[name]), title, says, kind=kind)


def matters() -> list[Topic]:
    """Return the matters that are offered, by name in the language of the page."""
    return sorted((of_matter(each) for each in Matter.objects.offered()), key=lambda topic: sort_key(str(topic.title)))


def of_matter(matter: Matter) -> Topic:
    """Return the form of a matter."""
    return Topic(reverse("cases:matter", args=[matter.slug]), name_of(matter), "", matter=matter)


def name_of(matter: Matter) -> str:
    """Return its name in the language of the page, as far as it has one."""
    return matter.name if get_language() == "tr" else matter.name_en or matter.name


def answered_already(words: str, *, matter: Matter | None = None, at: datetime) -> Sequence[Found]:
    """Return what is published and may answer `words`: the matter's own page, ready packs, bulletins (4982 art. 8)."""
    found = []
    if matter and matter.published_answer:
        found.append(Found(_("Published about: %(matter)s") % {"matter": name_of(matter)}, matter.published_answer))
    packs = Pack.objects.filter(is_public=True, language=get_language() or "tr")
    if matter:
        found += [Found(each.title, reverse("cases:pack", args=[each.pk])) for each in packs.filter(matter=matter)[:2]]
    asked = " ".join(words.split())[:200]
    if len(asked) >= _SHORTEST:
        hits = query.find(asked, user=AnonymousUser(), at=at, kinds=["bulletin"], limit=_FEW).hits
        found += [Found(hit.title, hit.url, hit.summary[:160]) for hit in hits]
    return found[:_FEW]


def like(words: str) -> list[Topic]:
    """Return the matters whose name shares a beginning with one of `words`."""
    said = [word for word in fold(words).split() if len(word) >= _SHORTEST]
    return [each for each in matters() if any(word[:5] in fold(str(each.title)) for word in said)][:3]
