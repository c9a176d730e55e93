"""The yearly question "is this still right?", what is answered, and what the office makes of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.directory import own_data
from kopru.directory.models import Enquiry, Outlet, Person, Proposal, Standing


class EnquiryOver(Exception):
    """The link holds no longer, or nothing is held any more of whom it is about."""


class NothingProposed(Exception):
    """Nothing was changed and nothing remarked."""


class AlreadyDecided(Exception):
    """Somebody has decided on the proposal."""


@transaction.atomic
def ask(owner: Person | Outlet, *, at: datetime, valid_until: datetime) -> Enquiry:
    """Note that `owner` is asked; the link made of it holds until `valid_until`."""
    role = "person" if isinstance(owner, Person) else "outlet"
    made = Enquiry.objects.create(**{role: owner}, asked_at=at, valid_until=valid_until)
    log(owner, "directory.ask", data={"enquiry": made.pk})
    return made


@transaction.atomic
def confirm(enquiry: Enquiry, *, at: datetime) -> int:
    """Take every address of whom was asked as verified today, on their own word; return how many.

    :raises EnquiryOver: if the link holds no longer
    """
    _lock(enquiry, at)
    verified = _verify(enquiry.owner, at)
    enquiry.confirmed_at = at
    enquiry.save(update_fields=["confirmed_at"])
    log(enquiry.owner, "directory.confirm", data={"enquiry": enquiry.pk, "addresses": verified})
    return verified


@transaction.atomic
def propose(enquiry: Enquiry, *, changes: list[dict[str, str]], remark: str, at: datetime) -> Proposal:
    """Note what somebody wants changed in their own data; said again, the new word replaces the waiting one.

    :raises EnquiryOver: if the link holds no longer
    :raises NothingProposed: if there is neither change nor remark
    """
    _lock(enquiry, at)
    if not changes and not remark.strip():
        raise NothingProposed
    said: dict[str, Any] = {"changes": changes, "remark": remark.strip(), "made_at": at}
    made, _new = Proposal.objects.waiting().update_or_create(enquiry=enquiry, wants_out=False, defaults=said)
    log(enquiry.owner, "directory.propose", data={"enquiry": enquiry.pk, "proposal": made.pk})
    return made


@transaction.atomic
def ask_out(enquiry: Enquiry, *, at: datetime) -> Proposal:
    """Note that somebody wants to be taken out of the directory; that nothing is sent any more is delivery's word.

    :raises EnquiryOver: if the link holds no longer
    """
    _lock(enquiry, at)
    made, _new = Proposal.objects.waiting().get_or_create(enquiry=enquiry, wants_out=True, defaults={"made_at": at})
    enquiry.left_at = enquiry.left_at or at
    enquiry.save(update_fields=["left_at"])
    log(enquiry.owner, "directory.ask_out", data={"enquiry": enquiry.pk, "proposal": made.pk})
    return made


@transaction.atomic
def accept(proposal: Proposal, *, keys: Collection[str], by: User, at: datetime) -> Proposal:
    """Take over the changes with `keys`; what was shown and not corrected counts as verified.

    :raises AlreadyDecided: if somebody decided before
    :raises django.core.exceptions.ValidationError: if an address cannot be read; then nothing is taken over
    """
    _wait(proposal)
    owner, on = proposal.enquiry.owner, timezone.localdate(at)
    for change in proposal.changes:
        if change["key"] in keys:
            own_data.write(owner, change["key"], change["after"], on=on)
    if not proposal.wants_out:
        left = {change["key"] for change in proposal.changes if change["key"] not in keys}
        _verify(owner, at, but=left)
    _decide(proposal, Proposal.State.ACCEPTED, by=by, at=at)
    log(owner, "directory.accept", user=by, data={"proposal": proposal.pk, "changes": sorted(keys)})
    return proposal


@transaction.atomic
def decline(proposal: Proposal, *, reason: str, by: User, at: datetime) -> Proposal:
    """Leave everything as it is.

    :raises AlreadyDecided: if somebody decided before
    """
    _wait(proposal)
    proposal.reason = reason[:255]
    _decide(proposal, Proposal.State.DECLINED, by=by, at=at)
    log(proposal.enquiry.owner, "directory.decline", user=by, data={"proposal": proposal.pk, "reason": reason})
    return proposal


def _lock(enquiry: Enquiry, at: datetime) -> None:
    enquiry.refresh_from_db(from_queryset=Enquiry.objects.select_for_update())
    if not enquiry.is_open(at):
        raise EnquiryOver(str(enquiry.pk))


def _wait(proposal: Proposal) -> None:
    proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update())
    if proposal.state != Proposal.State.WAITING:
        raise AlreadyDecided(str(proposal.pk))


def _decide(proposal: Proposal, state: str, *, by: User, at: datetime) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, at
    proposal.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _verify(owner: Person | Outlet, at: datetime, *, but: Collection[str] = ()) -> int:
    left = [int(key.partition(":")[2]) for key in but if key.startswith("point:")]
    points = own_data.points_of(owner).exclude(pk__in=left)
    verified: int = points.update(
        verified_on=timezone.localdate(at), standing=Standing.GOOD, standing_reason="", standing_at=at
    )
    return verified
