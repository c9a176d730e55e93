"""What the public finds where: every list of the site begins at `listed`, which holds the one visibility rule."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kopru.newsroom.models import Bulletin, EditionFigure, Topic
from kopru.turkish.collation import sort_key

#: bulletins on a page of a list
PAGE: Final = 20
#: nobody turns so many pages; who asks for more is a machine, and is told to use the filters
LAST_PAGE: Final = 1000
#: seconds for which a page is good while nothing changes and no embargo lifts
SHELF_LIFE: Final = 300


def listed(at: datetime) -> QuerySet[Bulletin]:
    """Return what everybody may read at `at`, newest first, with what a list shows of it."""
    newest: QuerySet[Bulletin] = Bulletin.objects.public(at).order_by("-release_at", "-pk")
    return newest.defer("body", "edition__content")


def newest(at: datetime) -> QuerySet[Bulletin]:
    """Return the same as `listed` without its words: for lists that are drawn from kept cards."""
    return Bulletin.objects.public(at).select_related(None).order_by("-release_at", "-pk")


def end_of(at: datetime, seconds: int) -> datetime:
    """Return when what is made at `at` ends: after `seconds`, or when the next embargo lifts."""
    ends_at = at + timedelta(seconds=seconds)
    embargoed = Bulletin.objects.embargoed(at).filter(release_at__lt=ends_at).order_by("release_at")
    return embargoed.values_list("release_at", flat=True).first() or ends_at


def topics(at: datetime) -> list[Topic]:
    """Return the topics under which the public finds something, in the order of the Turkish alphabet.

    One that an embargoed bulletin alone has is not named.
    """
    found = Bulletin.objects.public(at).filter(edition__topics=OuterRef("pk")).order_by()
    return sorted(Topic.objects.filter(Exists(found)).order_by(), key=lambda topic: sort_key(topic.name))


def years(at: datetime) -> list[int]:
    """Return the years of the archive, newest first; both ends come from the index."""
    ends = Bulletin.objects.public(at).order_by("release_at").values_list("release_at", flat=True)
    first, last = ends.first(), ends.last()
    if first is None or last is None:
        return []
    return list(range(timezone.localtime(last).year, timezone.localtime(first).year - 1, -1))


def with_photos(at: datetime) -> QuerySet[Bulletin]:
    """Return those of `listed` that have photos."""
    return listed(at).filter(edition__lead_photo__isnull=False)


def figures_of(bulletins: list[Bulletin]) -> list[tuple[Bulletin, list[EditionFigure]]]:
    """Return each bulletin with the photos of its edition in force; one query for all."""
    found: dict[int, list[EditionFigure]] = {}
    wanted = EditionFigure.objects.filter(edition__in=[bulletin.edition_id for bulletin in bulletins])
    today = timezone.localdate()
    for figure in wanted.select_related("photo").order_by("edition", "order"):
        if not figure.photo.is_usable(on=today):
            continue  # its right has ended, or somebody in it said no
        found.setdefault(figure.edition_id, []).append(figure)
    albums = [(bulletin, found.get(bulletin.edition_id or 0, [])) for bulletin in bulletins]
    return [(bulletin, figures) for bulletin, figures in albums if figures]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader narrowed the archive to; 0 and "" are all."""

    language: str = ""
    year: int = 0
    month: int = 0
    topic: str = ""

    def narrow(self, bulletins: QuerySet[Bulletin]) -> QuerySet[Bulletin]:
        """Keep what was asked for."""
        if self.language:
            bulletins = bulletins.filter(edition__language=self.language)
        if self.year:
            first, after = self._span()
            bulletins = bulletins.filter(release_at__gte=first, release_at__lt=after)
        if self.topic:
            # Not a join: the newest are read in the order of their date and asked one by one.
            named = Topic.objects.filter(slug=self.topic, editions=OuterRef("edition"))
            bulletins = bulletins.filter(Exists(named))
        return bulletins

    def page(self, number: int, at: datetime) -> tuple[list[int], bool]:
        """Return the ids of the bulletins on page `number`, counted from 1, and whether older ones follow."""
        begin = (number - 1) * PAGE
        found = list(self.narrow(newest(at)).values_list("pk", flat=True)[begin : begin + PAGE + 1])
        return found[:PAGE], len(found) > PAGE

    def _span(self) -> tuple[datetime, datetime]:
        zone = timezone.get_current_timezone()
        if not self.month:
            return datetime(self.year, 1, 1, tzinfo=zone), datetime(self.year + 1, 1, 1, tzinfo=zone)
        first = datetime(self.year, self.month, 1, tzinfo=zone)
        return first, (first + timedelta(days=32)).replace(day=1)

    @classmethod
    def of(cls, *, language: str, year: str, month: str, topic: str) -> Self:
        """Read what stands in an address.

        :raises ValueError: if it names no year from 1900 to 2999, or no month
        """
        chosen = cls(language=language, year=int(year or 0), month=int(month or 0), topic=topic)
        if chosen.year and not 1900 <= chosen.year < 3000:
            raise ValueError(year)
        if not 0 <= chosen.month <= 12:
            raise ValueError(month)
        return chosen
