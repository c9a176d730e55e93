"""Who may come in, and which case is found there."""

from datetime import datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from kopru.cases.models import Answer, Case, Referral
from kopru.core.models import User
from kopru.core.roles import STAFF, Role, holds

_BESIDE: Final = (
    "matter__unit",
    "person",
    "outlet",
    "asking_unit",
    "owner",
    "cluster",
    "opened_by",
    "closed_by",
    "closing_answer",
)


def staff(request: HttpRequest) -> User:
    """Return who asks.

    :raises PermissionDenied: to everybody who does not work in the office's rooms
    """
    if not isinstance(request.user, User) or not holds(request.user, *STAFF):
        raise PermissionDenied
    return request.user


def unit_person(request: HttpRequest) -> User:
    """Return who asks, for pages of the units.

    :raises PermissionDenied: to everybody who belongs to none
    """
    if not isinstance(request.user, User) or not holds(request.user, Role.UNIT):
        raise PermissionDenied
    return request.user


def found(pk: int, *, user: User, at: datetime) -> Case:
    """Return the case, if `user` may see it; else it is not there."""
    visible = Case.objects.visible_to(user, at).select_related(*_BESIDE)
    case: Case = get_object_or_404(visible.prefetch_related("clock_events", "handovers__authority"), pk=pk)
    return case


def part_of(case: Case, about: type[Case | Referral | Answer], number: int) -> Case | Referral | Answer:
    """Return the case itself, or its referral or answer of that number.

    :raises Http404: if it is not the case's
    """
    if about is Case:
        return case
    rows = case.referrals.select_related("unit") if about is Referral else case.answers.select_related("drafted_by")
    thing = next((row for row in rows if row.pk == number), None)
    if thing is None:
        raise Http404
    thing.case = case
    return thing


def is_part(request: HttpRequest) -> bool:
    """Tell whether a part of the page is asked for, not the whole of it."""
    return request.headers.get("HX-Request") == "true"


def whole(written: str) -> int:
    """Return a number from an address, 0 for anything else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else 0
