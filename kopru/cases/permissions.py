"""Who may do what to a case, as sentences; asked at the door."""

from kopru.cases.models import (
    Answer,
    AnswerStage,
    Case,
    Channel,
    Close,
    HandoverState,
    Incoming,
    Kind,
    Outcome,
    Referral,
    ReferralState,
)
from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, Role, holds
from kopru.directory.models import UnitMember


def may_take_down(user: AnyUser) -> bool:
    """Tell whether `user` may open a case for somebody."""
    return holds(user, *OFFICE)


def may_work(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may take, classify, refer, answer and note."""
    return holds(user, *OFFICE) and case.erased_at is None


def may_take(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may answer for it, or say who does."""
    return may_work(user, case) and case.is_open


def may_classify(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may say what it is."""
    return may_work(user, case) and case.is_open


def may_refer(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may hand it to a unit."""
    return may_work(user, case) and case.is_open


def may_forward(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may pass it on to another authority."""
    return may_work(user, case) and case.is_open


def may_hand_over(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may hand it to another authority's server."""
    return may_forward(user, case) and not any(each.is_under_way for each in case.handovers.all())


def may_judge_handover(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may say whether what is in doubt arrived there."""
    return may_work(user, case) and any(each.state == HandoverState.DOUBT for each in case.handovers.all())


def may_judge_words(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may say which words of somebody who hides are harmless: they must know who it is."""
    return case.hides_identity and may_work(user, case) and may_see_identity(user, case)


def may_answer(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may write the answer."""
    return may_work(user, case) and case.is_open


def may_close(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may end it with a reason."""
    return may_work(user, case) and case.is_open


def may_mark_spam(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may say that the mail which began it is unwanted."""
    return may_close(user, case) and case.channel == Channel.EMAIL and case.incoming.exists()


def may_unmark_spam(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may say that the mail which began it is wanted after all."""
    if not may_reopen(user, case) or case.closed_how != Close.SPAM:
        return False
    return case.incoming.filter(outcome=Outcome.SPAM).exists()


def may_hand_out_data(user: AnyUser) -> bool:
    """Tell whether `user` may take out everything that the cases hold about a person (KVKK 6698 art. 11)."""
    return holds(user, Role.HEAD, Role.ADMINISTRATOR)


def may_reopen(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may take it up again."""
    return may_work(user, case) and not case.is_open


def may_erase(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may take the person out of it."""
    return holds(user, Role.HEAD, Role.ADMINISTRATOR) and not case.is_open


def may_redact(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may make parts of its files black: they read the whole file, and so must be of the office."""
    return may_work(user, case)


def may_approve_answer(user: AnyUser, answer: Answer) -> bool:
    """Tell whether the answer waits for `user`, and the words are not their own."""
    return may_decide(user, answer) and answer.drafted_by_id != user.pk


def may_decide(user: AnyUser, answer: Answer) -> bool:
    """Tell whether the answer waits for somebody of `user`'s role."""
    if answer.stage == AnswerStage.WITH_HEAD:
        return holds(user, Role.HEAD)
    return answer.stage == AnswerStage.WITH_MAYOR and holds(user, Role.MAYORS_OFFICE)


def may_answer_referral(user: AnyUser, referral: Referral) -> bool:
    """Tell whether `user` may answer for the unit: its own people, and the office in its name."""
    if referral.state not in (ReferralState.ASKED, ReferralState.RETURNED) or not referral.case.is_open:
        return False  # into a closed case it would fall unseen
    return holds(user, *OFFICE) or is_of_unit(user, referral)


def may_recall(user: AnyUser, referral: Referral) -> bool:
    """Tell whether `user` may call the case back from the unit."""
    return holds(user, *OFFICE) and referral.state == ReferralState.ASKED


def is_of_unit(user: AnyUser, referral: Referral) -> bool:
    """Tell whether `user` signs in for the unit that is asked."""
    if not holds(user, Role.UNIT) or user.pk is None:
        return False
    return UnitMember.objects.filter(user_id=user.pk, unit_id=referral.unit_id).exists()


def may_settle_mail(user: AnyUser) -> bool:
    """Tell whether `user` may see what came in and say what becomes of it."""
    return holds(user, *OFFICE)


def may_open_mail(user: AnyUser, incoming: Incoming) -> bool:
    """Tell whether `user` may read the mail itself: not where its case hides the name from them."""
    return may_settle_mail(user) and (incoming.case is None or may_see_identity(user, incoming.case))


def may_see_identity(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may read who asks; a hidden name is for the head and whoever answers for the case."""
    if not case.hides_identity:
        return True
    return holds(user, Role.HEAD, Role.ADMINISTRATOR) or (case.owner_id is not None and case.owner_id == user.pk)


def may_read_words(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may read the conversation: the office, and the mayor's office of what concerns it."""
    return holds(user, *OFFICE, Role.MAYORS_OFFICE) or (holds(user, Role.PHOTOGRAPHER) and case.kind == Kind.SHOOT)


def may_plan_shoots(user: AnyUser) -> bool:
    """Tell whether `user` may take down shoots and send photographers."""
    return holds(user, *OFFICE)


def may_deliver_shoot(user: AnyUser, case: Case) -> bool:
    """Tell whether `user` may say where the photos are: the office, and whoever took them."""
    if not case.is_open or case.kind != Kind.SHOOT:
        return False
    return may_work(user, case) or (holds(user, Role.PHOTOGRAPHER) and case.owner_id in (None, user.pk))


def may_see_media(user: AnyUser) -> bool:
    """Tell whether `user` may see the journalists' requests: the office, and the mayor's office."""
    return holds(user, *OFFICE, Role.MAYORS_OFFICE)
