"""What a photographer asks the list for: a state, words, people, place, event, tag and days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kopru.core.models import User
from kopru.photos.models import Consent, Depiction
from kopru.search import query
from kopru.turkish.folding import fold

_SOON: Final = timedelta(days=30)
#: the newest places and events that a field offers
_OFFERED: Final = 60
#: what an address may ask, beside the page
NAMES: Final = ("durum", "q", "kisi", "yer", "etkinlik", "etiket", "bas", "son")

Narrow = Callable[[Any, date, User], Any]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A state by which the list is narrowed; a counted one waits for a hand."""

    name: str
    label: str | Promise
    narrow: Narrow
    empty: str | Promise
    is_counted: bool = False


def _people(condition: Q) -> Exists:
    return Exists(Depiction.objects.filter(condition, photo=OuterRef("pk")))


_UNASKED_CHILD: Final = Q(is_minor=True, consent__in=(Consent.NOT_ASKED, Consent.CROWD))
_WORDLESS: Final = Q(caption="") | Q(description="")

SHELVES: Final = {
    shelf.name: shelf
    for shelf in (
        Shelf("hepsi", _("All photos"), lambda photos, _on, _user: photos, _("No photo fits this choice.")),
        Shelf(
            "kullanilir",
            _("May be used"),
            lambda photos, on, _user: photos.usable(on=on),
            _("No photo may be used."),
        ),
        Shelf(
            "kullanilamaz",
            _("May not be used"),
            lambda photos, on, _user: photos.barred(on=on),
            _("Every photo may be used."),
            is_counted=True,
        ),
        Shelf(
            "bitiyor",
            _("Right ends within 30 days"),
            lambda photos, on, _user: photos.lapsing(on=on, by=on + _SOON),
            _("No right ends within 30 days."),
            is_counted=True,
        ),
        Shelf(
            "cocuk",
            _("Child without written consent"),
            lambda photos, _on, _user: photos.filter(_people(_UNASKED_CHILD)),
            _("For every child somebody consented in writing."),
            is_counted=True,
        ),
        Shelf(
            "sorulmadi",
            _("Somebody not asked"),
            lambda photos, _on, _user: photos.filter(_people(Q(consent=Consent.NOT_ASKED))),
            _("Everybody who is named was asked."),
            is_counted=True,
        ),
        Shelf(
            "altyazisiz",
            _("Words are missing"),
            lambda photos, _on, _user: photos.filter(_WORDLESS),
            _("Every photo has its caption and alternative text."),
            is_counted=True,
        ),
        Shelf(
            "benim",
            _("Mine"),
            lambda photos, _on, user: photos.filter(uploaded_by_user=user),
            _("You have not uploaded a photo yet."),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Sieve:
    """What was asked, read from an address; what cannot be read narrows nothing."""

    shelf: Shelf
    words: str
    person: str
    place: str
    event: str
    tag: str
    since: date | None
    until: date | None

    @classmethod
    def of(cls, asked: QueryDict) -> "Sieve":
        """Read an address."""

        def text(name: str) -> str:
            return " ".join(asked.get(name, "").replace("\0", "").split())[:160]

        shelf = SHELVES.get(asked.get("durum", ""), SHELVES["hepsi"])
        days = _day(asked.get("bas", "")), _day(asked.get("son", ""))
        return cls(shelf, text("q"), text("kisi"), text("yer"), text("etkinlik"), text("etiket"), *days)

    def narrow(self, photos: Any, *, on: date, user: User) -> Any:
        """Return those of `photos` that fit, newest first."""
        found = self.shelf.narrow(photos, on, user)
        if self.words:
            found = found.filter(pk__in=query.ids("photo", self.words))
        if self.person:
            found = found.filter(_people(Q(folded__contains=fold(self.person))))
        for name, value in (("place", self.place), ("event", self.event), ("tags__name", self.tag)):
            if value:
                found = found.filter(**{name: value})
        if self.since:
            found = found.filter(taken_on__gte=self.since)
        if self.until:
            found = found.filter(taken_on__lte=self.until)
        return found.order_by("-created_at", "-pk")

    @property
    def is_narrowed(self) -> bool:
        """Tell whether more than a shelf was asked for."""
        return any((self.words, self.person, self.place, self.event, self.tag, self.since, self.until))


def choices(photos: QuerySet[Any], name: str) -> list[str]:
    """Return the values of `name` ("place", "event", "tags__name") among `photos`, for a field to offer."""
    values = photos.exclude(**{name: ""}).exclude(**{name: None}).order_by(name).values_list(name, flat=True)
    return list(values.distinct()[:_OFFERED])


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
