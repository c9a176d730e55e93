"""The letters of a case: what is said (`words`), how it leaves (`posting`), and each as one call for the verbs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from kopru.cases import clock
from kopru.cases.letters import posting, receipts, words
from kopru.cases.letters.posting import address_of
from kopru.cases.models import Answer, Became, Case, Channel, ExtensionGround, Handover, Message, Referral, Voice
from kopru.core.models import User
from kopru.delivery.models import Dispatch
from kopru.turkish.deadlines.reckoning import AlarmKind

__all__ = [
    "address_of",
    "not_solved",
    "our_number",
    "said_again",
    "see_files",
    "send_answer",
    "send_elsewhere",
    "send_new_date",
    "send_recall",
    "send_receipts",
    "send_referral",
    "send_reminder",
    "send_survey",
    "tell_cost",
    "tell_extension",
    "tell_followed",
    "tell_forwarded",
    "tell_handed_over",
    "tell_material",
    "tell_photos",
    "tell_visit",
    "too_many_receipts",
]


def send_receipts(told: Sequence[tuple[Case, str]], *, at: datetime) -> None:
    """Send each case its receipt; beside it stands the Message-ID of the mail it began with, or ""."""
    if told:
        receipts.send(told, at=at)


def send_referral(referral: Referral, *, by: User, at: datetime) -> Dispatch | None:
    """Write to the unit that is asked."""
    return _to_unit(referral, words.referral(referral), by=by, at=at)


def send_new_date(referral: Referral, *, by: User, at: datetime) -> Dispatch | None:
    """Tell the unit its later date."""
    return _to_unit(referral, words.new_date(referral), by=by, at=at)


def send_recall(referral: Referral, *, reason: str, by: User, at: datetime) -> Dispatch | None:
    """Tell the unit that the case was called back."""
    return _to_unit(referral, words.recall(referral, reason), by=by, at=at)


def send_elsewhere(
    case: Case, *, institution: str, address: str, reason: str, by: User, at: datetime
) -> Dispatch | None:
    """Hand the ask over to another authority, by mail where it has an address."""
    letter = words.elsewhere(case, reason)
    reference = posting.the_person(case).reference
    to = posting.To(address, institution, institution, "tr", posting.mailbox(), reference)
    return posting.post(case, letter, to=to, kind=posting.ELSEWHERE, voice=Voice.ELSEWHERE, by=by, at=at)


def tell_forwarded(case: Case, *, institution: str, reason: str, by: User, at: datetime) -> Dispatch | None:
    """Tell the person to whom the ask was passed on."""
    return _to_person(case, words.forwarded(case, institution, reason), by=by, at=at)


def tell_handed_over(handover: Handover, *, at: datetime) -> Dispatch | None:
    """Tell the person to which body's server the ask was handed, and its number there."""
    institution, number = str(handover.authority), handover.request_id
    letter = words.forwarded(handover.case, institution, handover.reason, number=number)
    return _to_person(handover.case, letter, by=handover.made_by, at=at)


def tell_followed(handover: Handover, *, at: datetime) -> Dispatch | None:
    """Tell the person that the other body closed what was handed to it."""
    return _to_person(handover.case, words.followed(handover), by=None, at=at)


def tell_extension(case: Case, *, ground: ExtensionGround, reason: str, by: User, at: datetime) -> Dispatch | None:
    """Tell the person that, why and until when the answer takes longer."""
    return _to_person(case, words.extension(case, ground, reason), by=by, at=at)


def tell_cost(case: Case, *, amount: int, reason: str, by: User, at: datetime) -> Dispatch | None:
    """Tell the person the cost of access, in kuruş, and the last day to pay."""
    pay_by = clock.reckoning(case).alarm(AlarmKind.PAYMENT_LAST)
    return _to_person(case, words.cost(case, amount, reason, pay_by), by=by, at=at)


def send_answer(answer: Answer, *, by: User | None, at: datetime) -> Dispatch | None:
    """Send the answer in the person's own thread."""
    case = answer.case
    to, letter = posting.the_person(case), words.answer(answer)
    return posting.post(case, letter, to=to, kind=posting.ANSWER, voice=Voice.OFFICE, by=by, at=at)


def tell_photos(case: Case, *, url: str, by: User, at: datetime) -> Dispatch | None:
    """Tell a unit where the photos it asked for are."""
    return _to_person(case, words.photos(case, url), by=by, at=at)


def tell_visit(case: Case, *, starts_at: datetime, guide: str, by: User, at: datetime) -> Dispatch | None:
    """Tell a group when it is awaited, and by whom."""
    return _to_person(case, words.visit(case, starts_at, guide), by=by, at=at)


def tell_material(case: Case, *, became: Became, note: str, by: User, at: datetime) -> Dispatch | None:
    """Tell a unit what became of its material."""
    return _to_person(case, words.material(case, became, note), by=by, at=at)


def send_survey(case: Case, *, at: datetime) -> Dispatch | None:
    """Ask the person whether it was solved."""
    to = posting.the_person(case)
    return posting.post(case, words.survey(case), to=to, kind=posting.SURVEY, voice=Voice.OFFICE, by=None, at=at)


def send_reminder(referrals: Sequence[Referral], *, at: datetime) -> Dispatch | None:
    """Remind one unit of all these in one mail; each conversation keeps it. None where it has no address."""
    to = posting.the_unit(referrals[0])
    if not to.address:
        return None
    if len(referrals) > 1:  # an answer by mail would be one to which of them? the pages are linked
        to = replace(to, reply_to=posting.mailbox(), reference="")
    letter = words.reminder(referrals)
    dispatch = posting.mail(letter, to=to, kind=posting.REMINDER, by=None, at=at)
    Message.objects.bulk_create(
        Message(
            case=each.case,
            referral=each,
            voice=Voice.TO_UNIT,
            channel=Channel.EMAIL,
            at=at,
            subject=letter.subject[:255],
            text=letter.paragraphs[0],
            dispatch=dispatch,
        )
        for each in referrals
    )
    return dispatch


def our_number(case: Case) -> str:
    """Return the line by which another body finds our case again when it is asked."""
    return f"{_('Our number')}: {case.label}"


def not_solved() -> str:
    """Return the reason why a case opens again when its person says that nothing was solved."""
    return _("The person says: not solved.")


def said_again() -> str:
    """Return the reason why a closed case opens when the person writes again."""
    return _("The person wrote again.")


def too_many_receipts(most: int) -> str:
    """Return why one more ask from the same address got no receipt."""
    return _(
        "No receipt was sent: this address had %(count)d within a day."
        " If a machine answers there, the exchange ends here."
    ) % {"count": most}


def see_files() -> str:
    """Return what stands for an answer that came without a word."""
    return _("See the attached files.")


def _to_unit(referral: Referral, letter: posting.Letter, *, by: User, at: datetime) -> Dispatch | None:
    to = posting.the_unit(referral)
    return posting.post(
        referral.case, letter, to=to, kind=posting.REFERRAL, voice=Voice.TO_UNIT, by=by, at=at, referral=referral
    )


def _to_person(case: Case, letter: posting.Letter, *, by: User | None, at: datetime) -> Dispatch | None:
    to = posting.the_person(case)
    return posting.post(case, letter, to=to, kind=posting.TOLD, voice=Voice.OFFICE, by=by, at=at)
