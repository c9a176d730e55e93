"""The way to other bodies' Open311 servers: found every minute, walked by a worker, one report after the other."""

from datetime import datetime
from typing import Final

from django.utils import timezone
from django_tasks import task

from kopru.cases import actions
from kopru.cases.models import Handover, HandoverState
from kopru.cases.public import georeport

_MOST: Final = 50


def owed(at: datetime) -> int:
    """Wake a worker for everything to be sent or asked about by now; return how many."""
    due = list(Handover.objects.owed(at).order_by("next_at").values_list("pk", flat=True)[:_MOST])
    if due:
        carry.enqueue(due)
    return len(due)


@task()
def carry(pks: list[int]) -> None:
    """Send or ask about each; what was done by another worker meanwhile is passed over."""
    for pk in pks:
        walk(pk, at=timezone.now())


def walk(pk: int, *, at: datetime) -> None:
    """Send one, or ask about it; the server is called outside of any transaction."""
    handover = Handover.objects.select_related("authority", "case").filter(pk=pk).owed(at).first()
    if handover is None:
        return
    if handover.state == HandoverState.TAKEN:
        _ask(handover, at=at)
    elif actions.begin_handover(handover, at=at):
        _send(handover, at=at)


def server_of(handover: Handover) -> georeport.Server:
    """Return where it goes, with the key of the environment."""
    authority = handover.authority
    return georeport.Server(authority.endpoint, authority.jurisdiction, georeport.key_named(authority.key_name))


def _send(handover: Handover, *, at: datetime) -> None:
    try:
        receipt = georeport.report(server_of(handover), handover.fields)
    except georeport.Failure as failure:
        actions.settle_handover(handover, failure=failure, at=at)
    else:
        actions.settle_handover(handover, receipt=receipt, at=at)


def _ask(handover: Handover, *, at: datetime) -> None:
    server, number = server_of(handover), handover.request_id
    try:
        number = number or georeport.number_of(server, handover.token)
        status = georeport.status_of(server, number) if number else None
    except georeport.Failure as failure:
        actions.follow_handover(handover, number=number, fault=str(failure), at=at)
    else:
        actions.follow_handover(handover, number=number, status=status, at=at)
