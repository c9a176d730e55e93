"""The life of one bulletin, by the verbs of the newsroom, at the hours at which an office works."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import get_current_timezone
from wagtail.log_actions import registry as logs

from kopru.core.models import User
from kopru.delivery import actions as delivery
from kopru.delivery import sending
from kopru.delivery.models import Dispatch, DispatchState
from kopru.demo.painting import photo_of
from kopru.demo.season.items import End, Item, dated
from kopru.demo.settling import topic
from kopru.directory.models import Audience, Unit
from kopru.newsroom import actions as newsroom
from kopru.newsroom.actions.obstacles import NobodyToWriteTo
from kopru.newsroom.models import Bulletin, Correction
from kopru.photos.models import Photo

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_OPEN: Final = frozenset({End.DRAFT, End.RETURNED, End.WITH_HEAD, End.WITH_MAYOR, End.EMBARGOED})


@dataclass(frozen=True, slots=True)
class Staff:
    """Who does what."""

    writer: User
    head: User
    photographer: User
    mayors_office: User


@dataclass(frozen=True, slots=True)
class Hours:
    """When what is done: the day a bulletin is dated, and the moment its writing begins."""

    day: date
    begun: datetime
    public: datetime


def hours_of(item: Item, *, at: datetime) -> Hours:
    """Return the hours of `item` seen from `at`: what lies open was begun this morning, the rest on its eve."""
    zone = get_current_timezone()
    day = item.day(at.astimezone(zone).date())
    public = datetime.combine(day, time(item.hour), zone)
    begun = at - 5 * _HOUR if item.end in _OPEN else public - 18 * _HOUR
    return Hours(day, begun, public)


def live(item: Item, staff: Staff, *, at: datetime) -> None:
    """Let one bulletin of the season come as far as it came.

    Each act is whole or not done, and what is done is not done again: a load that was cut off goes on where it stood.
    """
    hours = hours_of(item, at=at)
    bulletin = Bulletin.objects.filter(headline=dated(item.headline, hours.day), created_by=staff.writer).first()
    if bulletin is None:
        photos = [photo_of(one, by=staff.photographer, on=hours.day, at=hours.begun) for one in item.pictures]
        bulletin = _lived(item, photos, staff, hours)
    if item.end != End.EMBARGOED:  # else its mails wait for their hour
        _send(bulletin)
        if item.end in {End.CORRECTED, End.WITHDRAWN} and not bulletin.corrections.exists():
            _mend(bulletin, item, staff, hours)
            _send(bulletin)
    _date(bulletin, begun=hours.begun)


def _date(bulletin: Bulletin, *, begun: datetime) -> None:
    """Let the row say when the story was written: these two columns follow the clock on the wall."""
    last = logs.get_logs_for_instance(bulletin).aggregate(at=Max("timestamp"))["at"]
    Bulletin.objects.filter(pk=bulletin.pk).update(created_at=begun, changed_at=last or begun)


@transaction.atomic
def _lived(item: Item, photos: list[Photo], staff: Staff, hours: Hours) -> Bulletin:
    bulletin = _written(item, photos, staff.writer, hours.day)
    if item.end == End.DRAFT:
        return bulletin
    _approve(bulletin, item, staff, at=hours.begun + 40 * _MINUTE)
    if item.end in {End.RETURNED, End.WITH_HEAD, End.WITH_MAYOR}:
        return bulletin
    if item.end == End.EMBARGOED:
        moment = hours.begun + 3 * _HOUR
        newsroom.publish(bulletin, by=staff.head, at=moment, release_at=hours.public)
        _offer(bulletin, item, staff, at=moment + 10 * _MINUTE)
        return bulletin
    newsroom.publish(bulletin, by=staff.head, at=hours.public)
    _offer(bulletin, item, staff, at=hours.public + 4 * _MINUTE)
    return bulletin


@transaction.atomic
def _mend(bulletin: Bulletin, item: Item, staff: Staff, hours: Hours) -> None:
    if item.end == End.CORRECTED:
        correction, moment = _correct(bulletin, item, staff, hours), hours.public + 4 * _HOUR
    else:
        moment = hours.public + 5 * _HOUR
        correction = newsroom.withdraw(bulletin, reason=item.reason, by=staff.head, at=moment)
    dispatch = newsroom.notify_recipients(correction, by=staff.writer, at=moment + 3 * _MINUTE)
    _release(dispatch, staff, at=moment + 5 * _MINUTE)


def _written(item: Item, photos: list[Photo], writer: User, day: date) -> Bulletin:
    bulletin = Bulletin(
        overline=item.overline,
        headline=dated(item.headline, day),
        spot=dated(item.spot, day),
        place="Zeytinyalı",
        body=[tuple(block) for block in dated(item.body, day)],
        unit=Unit.objects.filter(name=item.unit).first(),
        needs_mayor=item.needs_mayor,
        created_by=writer,
        changed_by=writer,
    )
    bulletin.topics = [topic(name) for name in item.topics]
    for order, photo in enumerate(photos):
        bulletin.figures.add(bulletin.figures.model(photo=photo, sort_order=order))
    bulletin.save()
    bulletin.save_revision(user=writer)
    return bulletin


def _approve(bulletin: Bulletin, item: Item, staff: Staff, *, at: datetime) -> None:
    edition = newsroom.submit(bulletin, by=staff.writer, at=at)
    if item.end == End.WITH_HEAD:
        return
    if item.end == End.RETURNED:
        newsroom.send_back(bulletin, reason=item.reason, by=staff.head, at=at + 50 * _MINUTE)
        return
    newsroom.approve(bulletin, edition=edition, by=staff.head, at=at + 35 * _MINUTE)
    if item.needs_mayor and item.end != End.WITH_MAYOR:
        newsroom.approve(bulletin, edition=edition, by=staff.mayors_office, at=at + 80 * _MINUTE, comment="Uygundur.")


def _offer(bulletin: Bulletin, item: Item, staff: Staff, *, at: datetime) -> None:
    for name in item.audiences:
        audience = Audience.objects.get(name=name)
        try:
            dispatch = newsroom.offer(bulletin, audience=audience, by=staff.writer, at=at)
        except NobodyToWriteTo:
            continue  # an earlier audience held them all
        _release(dispatch, staff, at=at + _MINUTE)


def _release(dispatch: Dispatch, staff: Staff, *, at: datetime) -> None:
    """Let it go; where the house asks for a second person, the mayor's office is the second."""
    delivery.release(dispatch, by=staff.head, at=at, typed_count=dispatch.count)
    if dispatch.state == DispatchState.AWAITING:
        delivery.countersign(dispatch, by=staff.mayors_office, at=at + _MINUTE)


def _correct(bulletin: Bulletin, item: Item, staff: Staff, hours: Hours) -> Correction:
    wrong, right, note = (dated(words, hours.day) for words in item.mend or ("", "", ""))
    moment = hours.public + 3 * _HOUR
    newsroom.reopen(bulletin, by=staff.writer, at=moment)
    bulletin.refresh_from_db()
    bulletin.spot = bulletin.spot.replace(wrong, right)
    bulletin.body = [tuple(_replaced(block, wrong, right)) for block in dated(item.body, hours.day)]
    bulletin.save()
    bulletin.save_revision(user=staff.writer)
    edition = newsroom.submit(bulletin, by=staff.writer, at=moment + 5 * _MINUTE, comment=note)
    newsroom.approve(bulletin, edition=edition, by=staff.head, at=moment + 12 * _MINUTE)
    return newsroom.correct(bulletin, note=note, by=staff.head, at=moment + 14 * _MINUTE)


def _replaced(words: Any, wrong: str, right: str) -> Any:
    if isinstance(words, str):
        return words.replace(wrong, right)
    if isinstance(words, dict):
        return {key: _replaced(value, wrong, right) for key, value in words.items()}
    return [_replaced(value, wrong, right) for value in words]


def _send(bulletin: Bulletin) -> None:
    """Let what was released leave now, a minute after its release, as the worker would have done it then."""
    for dispatch in Dispatch.objects.filter(offer__edition__bulletin=bulletin, state=DispatchState.SENDING):
        clock = partial(_later, dispatch.countersigned_at or dispatch.released_at or bulletin.created_at)
        while sending.send_batch(dispatch.pk, clock=clock):
            pass


def _later(moment: datetime) -> datetime:
    return moment + _MINUTE
