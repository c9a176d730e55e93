"""What units, groups and the tray want: a photographer on the spot, a day to visit, a place for their material."""

from datetime import date, datetime

from django.db import transaction
from wagtail.log_actions import log

from kopru.cases import letters
from kopru.cases.actions.clocking import set_deadline
from kopru.cases.actions.ending import close
from kopru.cases.models import Became, Case, Close, GroupVisit, Kind, Material, ShootRequest, State
from kopru.cases.obstacles import AlreadyClosed, NothingWritten, ReasonMissing
from kopru.core.models import User
from kopru.directory.models import Unit


@transaction.atomic
def plan_shoot(
    case: Case,
    *,
    starts_at: datetime,
    place: str,
    by: User | None,
    at: datetime,
    ends_at: datetime | None = None,
    brief: str = "",
    contact: str = "",
) -> ShootRequest:
    """Write down when, where and what is to be photographed (P3).

    :raises AlreadyClosed: if the case has ended
    :raises NothingWritten: if no place is said
    """
    case = _open(case)
    if not place.strip():
        raise NothingWritten
    values = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "brief": brief, "contact": contact}
    shoot, _made = ShootRequest.objects.update_or_create(case=case, defaults=values)
    case.kind = Kind.SHOOT
    case.save()
    log(
        instance=case,
        action="cases.plan_shoot",
        user=by,
        data={"starts_at": starts_at.isoformat(), "at": at.isoformat()},
    )
    return shoot


@transaction.atomic
def assign_shoot(shoot: ShootRequest, *, photographer: User, by: User, at: datetime) -> None:
    """Send a photographer; they answer for the case from now on.

    :raises AlreadyClosed: if the case has ended
    """
    case = _open(shoot.case)
    shoot.photographer = photographer
    shoot.save()
    case.owner = photographer
    case.state = State.OPEN if case.state == State.NEW else case.state
    case.save()
    set_deadline(case, wanted_by=shoot.starts_at, by=by, at=at)
    log(instance=case, action="cases.assign_shoot", user=by, data={"photographer": str(photographer)})


@transaction.atomic
def deliver_shoot(shoot: ShootRequest, *, url: str, by: User, at: datetime) -> None:
    """Tell the unit where its photos are; with that the case is done.

    :raises AlreadyClosed: if the case has ended
    :raises NothingWritten: if no address is given
    """
    case = _open(shoot.case)
    if not url.strip():
        raise NothingWritten
    shoot.delivered_url = url.strip()
    shoot.save()
    letters.tell_photos(case, url=shoot.delivered_url, by=by, at=at)
    close(case, how=Close.DONE, reason=shoot.delivered_url, by=by, at=at)
    log(instance=case, action="cases.deliver_shoot", user=by, data={"url": shoot.delivered_url})


@transaction.atomic
def plan_visit(
    case: Case, *, institution: str, people: int, by: User, at: datetime, ages: str = "", wished_on: date | None = None
) -> GroupVisit:
    """Write down who wants to come, how many, and when they would like to (R16).

    :raises AlreadyClosed: if the case has ended
    :raises NothingWritten: if no institution is named
    """
    case = _open(case)
    if not institution.strip():
        raise NothingWritten
    values = {"institution": institution.strip(), "people": people, "ages": ages.strip(), "wished_on": wished_on}
    visit, _made = GroupVisit.objects.update_or_create(case=case, defaults=values)
    if case.kind != Kind.GROUP:
        case.kind = Kind.GROUP
        case.save()
    log(instance=case, action="cases.plan_visit", user=by, data={"people": people, "at": at.isoformat()})
    return visit


@transaction.atomic
def book_visit(visit: GroupVisit, *, starts_at: datetime, guide: str, by: User, at: datetime) -> None:
    """Agree on day and hour with a group, and tell it (R16).

    :raises AlreadyClosed: if the case has ended
    """
    case = _open(visit.case)
    visit.starts_at, visit.guide = starts_at, guide.strip()
    visit.save()
    case.owner = case.owner or by
    case.state = State.OPEN if case.state == State.NEW else case.state
    case.save()
    letters.tell_visit(case, starts_at=starts_at, guide=visit.guide, by=by, at=at)
    set_deadline(case, wanted_by=starts_at, by=by, at=at)
    log(instance=case, action="cases.book_visit", user=by, data={"starts_at": starts_at.isoformat()})


@transaction.atomic
def hand_in(case: Case, *, unit: Unit, at: datetime, by: User | None = None) -> Material:
    """Lay what a unit hands in for the public on the tray (N11).

    :raises AlreadyClosed: if the case has ended
    """
    case = _open(case)
    material, _made = Material.objects.get_or_create(case=case, defaults={"unit": unit})
    case.kind, case.asking_unit = Kind.MATERIAL, unit
    case.save()
    log(instance=case, action="cases.hand_in", user=by, data={"unit": str(unit), "at": at.isoformat()})
    return material


@transaction.atomic
def use_material(material: Material, *, became: str, by: User, at: datetime, url: str = "", reason: str = "") -> None:
    """Say what became of it; the unit is told, and the case is done.

    :raises AlreadyClosed: if the case has ended
    :raises ReasonMissing: if it is not used and no reason is given
    """
    case = _open(material.case)
    if became in (Became.NOT_USED, Became.WAITING) and not reason.strip():
        raise ReasonMissing
    material.became, material.became_url = Became(became).value, url.strip()
    material.save()
    words = reason.strip() or url.strip() or str(Became(became).label)
    letters.tell_material(case, became=Became(became), note=words, by=by, at=at)
    close(case, how=Close.DONE, reason=words, by=by, at=at)
    log(
        instance=case,
        action="cases.use_material",
        user=by,
        data={"became": material.became, "url": material.became_url},
    )


def _open(case: Case) -> Case:
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    return case
