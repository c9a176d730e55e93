"""Who may do what to a bulletin, as sentences; asked at the door."""

from datetime import datetime
from typing import Final

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Revision

from kopru.core.models import AnyUser, User
from kopru.core.roles import OFFICE, Role, holds
from kopru.newsroom.models import Absence, Bulletin, Edition, Rules
from kopru.newsroom.models.approvals import Step
from kopru.newsroom.models.bulletins import Stage, Visibility

STEP_OF: Final = {Stage.WITH_HEAD: Step.HEAD, Stage.WITH_MAYOR: Step.MAYOR}
ROLE_OF: Final = {Step.HEAD: Role.HEAD, Step.MAYOR: Role.MAYORS_OFFICE}
_SENDERS: Final = (Role.WRITER, Role.HEAD, Role.ADMINISTRATOR)


def may_write(user: AnyUser) -> bool:
    """Tell whether `user` may begin a bulletin."""
    return holds(user, *OFFICE)


def may_edit(user: AnyUser, bulletin: Bulletin) -> bool:
    """Tell whether `user` may change the words now; while it waits for approval nobody may."""
    return may_write(user) and bulletin.is_open


def may_delete(user: AnyUser, bulletin: Bulletin) -> bool:
    """Tell whether `user` may throw it away: only what nobody was ever asked to approve."""
    return may_write(user) and bulletin.is_open and bulletin.candidate_id is None


def may_submit(user: AnyUser, bulletin: Bulletin) -> bool:
    """Tell whether `user` may send it for approval."""
    return may_edit(user, bulletin)


def may_take_back(user: AnyUser, bulletin: Bulletin) -> bool:
    """Tell whether `user` may take it back from approval: who submitted it, or the head of the office."""
    if not bulletin.is_waiting or bulletin.candidate is None:
        return False
    return holds(user, Role.HEAD) or (may_write(user) and bulletin.candidate.made_by_id == user.pk)


def may_decide(user: AnyUser, bulletin: Bulletin, *, at: datetime) -> bool:
    """Tell whether it waits for `user`, by their role or as somebody's deputy today."""
    step = STEP_OF.get(Stage(bulletin.stage))
    return step is not None and (holds(user, ROLE_OF[step]) or stands_in_for(user, step, at=at) is not None)


def may_approve(user: AnyUser, bulletin: Bulletin, *, at: datetime) -> bool:
    """Tell whether `user` may say yes now: it waits for them, and the words are not their own."""
    if bulletin.candidate is None or not may_decide(user, bulletin, at=at):
        return False
    return Rules.load().own_words or not wrote(user, bulletin.candidate)


def may_send_back(user: AnyUser, bulletin: Bulletin, *, at: datetime) -> bool:
    """Tell whether `user` may say no now."""
    return may_decide(user, bulletin, at=at)


def may_publish(user: AnyUser, bulletin: Bulletin) -> bool:
    """Tell whether `user` may open the approved edition to the public, or to some of it."""
    return holds(user, *_SENDERS) and bulletin.edition_id is not None and bulletin.visibility != Visibility.WITHDRAWN


def may_hold(user: AnyUser, bulletin: Bulletin, *, at: datetime) -> bool:
    """Tell whether `user` may close again what the public has not seen."""
    closed = {Visibility.DRAFT, Visibility.WITHDRAWN}
    return holds(user, *_SENDERS) and bulletin.visibility not in closed and not bulletin.is_public(at)


def may_reopen(user: AnyUser, bulletin: Bulletin) -> bool:
    """Tell whether `user` may write a correction or supplement of it."""
    standing = bulletin.stage == Stage.APPROVED and bulletin.visibility != Visibility.WITHDRAWN
    return may_write(user) and standing


def may_correct(user: AnyUser, bulletin: Bulletin) -> bool:
    """Tell whether `user` may put the newly approved edition in the place of the one in force."""
    return holds(user, *_SENDERS) and bulletin.pending is not None and bulletin.visibility != Visibility.WITHDRAWN


def may_withdraw(user: AnyUser, bulletin: Bulletin, *, at: datetime) -> bool:
    """Tell whether `user` may take the bulletin back for good."""
    answers = holds(user, Role.HEAD) or stands_in_for(user, Step.HEAD, at=at) is not None
    return answers and bulletin.edition_id is not None and bulletin.visibility != Visibility.WITHDRAWN


def may_offer(user: AnyUser, bulletin: Bulletin, *, at: datetime) -> bool:
    """Tell whether `user` may send it to the press now."""
    return holds(user, *OFFICE) and (bulletin.is_public(at) or bulletin.is_embargoed(at))


def may_notify(user: AnyUser, bulletin: Bulletin) -> bool:
    """Tell whether `user` may write to those who have a faulty edition."""
    return holds(user, *OFFICE) and bulletin.edition_id is not None


def may_follow(user: AnyUser) -> bool:
    """Tell whether `user` may see to whom a bulletin went and what became of each copy: those who write and send."""
    return holds(user, *OFFICE)


def stands_in_for(user: AnyUser, step: Step, *, at: datetime) -> User | None:
    """Return whom `user` replaces at `step` on the day of `at`, if anybody."""
    if not user.is_authenticated or not user.is_active:
        return None
    absences = Absence.objects.on(timezone.localdate(at)).filter(
        deputy_id=user.pk, person__is_active=True, person__groups__name=ROLE_OF[step].value
    )
    absence = absences.select_related("person").order_by("pk").first()
    return absence.person if absence else None


def deciders(step: Step, *, at: datetime) -> QuerySet[User]:
    """Return who may decide at `step` on the day of `at`: holders of the role and deputies of the absent."""
    holders = Group.objects.filter(name=ROLE_OF[step].value).values("user")
    deputies = Absence.objects.on(timezone.localdate(at)).filter(person__in=holders).values("deputy")
    return User.objects.filter(Q(pk__in=holders) | Q(pk__in=deputies), is_active=True).order_by("pk")


def wrote(user: AnyUser, edition: Edition) -> bool:
    """Tell whether words of `edition` are `user`'s: they submitted it, or saved it since the last approved one."""
    if edition.made_by_id == user.pk:
        return True
    earlier = edition.bulletin.editions.approved().filter(version__lt=edition.version).order_by("-version").first()
    saved = Revision.objects.for_instance(edition.bulletin).filter(user_id=user.pk, pk__lte=edition.revision_id or 0)
    if earlier and earlier.revision_id:
        saved = saved.filter(pk__gt=earlier.revision_id)
    return bool(saved.exists())
