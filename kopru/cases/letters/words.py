"""What the letters of a case say."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopru.cases.letters.links import survey_page
from kopru.cases.letters.posting import Letter, status_page, unit_page
from kopru.cases.models import Answer, Became, Case, CaseFile, ExtensionGround, Handover, Referral
from kopru.cases.privacy import outward
from kopru.turkish import dates, numbers


def day(on: date | None, language: str) -> str:
    """Return a day as a letter writes it: "24 Kasım 2026 Salı"; "" for none."""
    if on is None:
        return ""
    if language == "tr":
        return dates.long_date(on)
    with override(language):
        return date_format(on, "l j F Y")


def receipt(case: Case) -> Letter:
    """Say that the ask arrived, under which number, and until when it is answered (circular 2004/12)."""
    with override(case.language):
        facts = [
            (_("Application number"), case.label),
            (_("Secret"), case.secret),
            (_("Subject"), case.subject),
            (_("Received on"), day(_local(case), case.language)),
        ]
        if case.promised_on:
            facts.append((_("You will be answered by"), day(case.promised_on, case.language)))
        return Letter(
            subject=_("We received your application %(label)s: %(subject)s")
            % {"label": case.label, "subject": case.subject},
            paragraphs=[
                _("Your application has reached us and is being looked into. Please keep the number below."),
                _("To add something, simply reply to this mail."),
            ],
            facts=facts,
            links=[(_("State of your application"), status_page())],
        )


def referral(of: Referral) -> Letter:
    """Ask the unit: what, until when, and the three ways to answer from the mail itself."""
    case = of.case
    with override("tr"):
        facts = [
            (_("Number"), case.label),
            (_("Subject"), outward.subject(case)),
            (_("Received on"), day(_local(case), "tr")),
            (_("Please answer by"), day(of.due_on, "tr")),
        ]
        if case.shown_name:
            facts.append((_("Who asks"), case.shown_name))
        if case.place:
            facts.append((_("Place"), outward.words(case, case.place)))
        return Letter(
            subject=_("Referral %(label)s: %(subject)s") % {"label": case.label, "subject": outward.subject(case)},
            paragraphs=[
                outward.words(case, of.asked),
                _(
                    "Reply to this mail with your answer and attach what belongs to it. If it is not yours, write"
                    " “bizim değil” in the first line, with the reason; if you need time, write “süre istiyorum” with"
                    " the day and the reason."
                ),
            ],
            facts=facts,
            quote=outward.words(case, case.text) if case.text != of.asked else "",
            links=[(_("Answer on the page"), unit_page(of))],
            files=_sendable(case),
        )


def new_date(of: Referral) -> Letter:
    """Tell the unit its later date."""
    with override("tr"):
        return Letter(
            subject=_("New date for %(label)s: %(subject)s")
            % {"label": of.case.label, "subject": outward.subject(of.case)},
            paragraphs=[_("You have time until %(day)s.") % {"day": day(of.due_on, "tr")}],
            links=[(_("Answer on the page"), unit_page(of))],
        )


def recall(of: Referral, reason: str) -> Letter:
    """Tell the unit that it need not answer any more."""
    with override("tr"):
        return Letter(
            subject=_("No answer needed any more: %(label)s") % {"label": of.case.label},
            paragraphs=[
                _("We called this case back; you need not answer it any more."),
                outward.words(of.case, reason),
            ],
        )


def reminder(referrals: Sequence[Referral]) -> Letter:
    """Remind a unit, once for all that it owes."""
    with override("tr"):
        facts = [(each.case.label, f"{outward.subject(each.case)} ({day(each.due_on, 'tr')})") for each in referrals]
        return Letter(
            subject=_("%(count)s cases wait for your answer") % {"count": len(referrals)},
            paragraphs=[_("These cases wait for the answer of your unit:")],
            facts=facts,
            links=[(each.case.label, unit_page(each)) for each in referrals],
        )


def elsewhere(case: Case, reason: str) -> Letter:
    """Hand the ask over to the authority it belongs to."""
    with override("tr"):
        asker = [part for part in (case.shown_name, case.email, case.phone, case.address) if part]
        return Letter(
            subject=_("Application passed on: %(subject)s") % {"subject": outward.subject(case)},
            paragraphs=[
                _("The application below was made to us and belongs to your authority; we pass it on to you."),
                outward.words(case, reason),
            ],
            facts=[
                (_("Our number"), case.label),
                (_("Received on"), day(_local(case), "tr")),
                (_("Who asks"), "" if case.hides_identity else ", ".join(asker)),
            ],
            quote=outward.words(case, case.text),
            files=_sendable(case),
        )


def forwarded(case: Case, institution: str, reason: str, *, number: str = "") -> Letter:
    """Tell the person to whom it was passed on, why, and under which number it stands there."""
    with override(case.language):
        return Letter(
            subject=_("Your application %(label)s was passed on") % {"label": case.label},
            paragraphs=[
                _("Your application belongs to the duties of %(institution)s; we passed it on today.")
                % {"institution": institution},
                reason,
            ],
            facts=[(_("Its number there"), number)] if number else [],
            ending=_("Law no. 3071 art. 5 and law no. 4982 art. 7."),
        )


def followed(of: Handover) -> Letter:
    """Tell the person that the other body closed what was passed on to it, in that body's own words."""
    case = of.case
    with override(case.language):
        said = [_("It writes:"), of.status_notes] if of.status_notes else []
        return Letter(
            subject=_("Your application %(label)s was closed at %(institution)s")
            % {"label": case.label, "institution": of.authority},
            paragraphs=[
                _("We passed your application on to %(institution)s. It reports today that it has closed it.")
                % {"institution": of.authority},
                *said,
                _("If it is not solved, write to that authority, or simply reply to this mail."),
            ],
            facts=[(_("Your application"), case.label), (_("Its number there"), of.request_id)],
        )


def extension(case: Case, ground: ExtensionGround, reason: str) -> Letter:
    """Tell the person the later date and its ground, before the first one ends (law 4982 art. 11)."""
    with override(case.language):
        return Letter(
            subject=_("More time is needed for your application %(label)s") % {"label": case.label},
            paragraphs=[
                _("The answer to your application will be given by %(day)s, within thirty working days.")
                % {"day": day(case.due_on, case.language)},
                f"{ground.label}. {reason}",
            ],
            ending=_("Law no. 4982 art. 11."),
        )


def cost(case: Case, amount: int, reason: str, pay_by: date | None) -> Letter:
    """Tell the person the cost of access, and until when it may be paid (law 4982 art. 10 and 11)."""
    with override(case.language):
        shown = numbers.lira(amount / 100)
        words = [
            _("Access to what you asked for costs %(amount)s: %(reason)s.")
            % {"amount": shown, "reason": reason.rstrip(".")}
        ]
        if pay_by:
            words.append(
                _("If it is not paid by %(day)s, your application counts as withdrawn. Until then the time stands.")
                % {"day": day(pay_by, case.language)}
            )
        return Letter(
            subject=_("Cost of your application %(label)s") % {"label": case.label},
            paragraphs=words,
            ending=_("Law no. 4982 art. 10 and 11."),
        )


def answer(of: Answer) -> Letter:
    """Give the answer itself, in the words that were approved."""
    case = of.case
    with override(case.language):
        return Letter(
            subject=of.subject,
            paragraphs=[part.strip() for part in of.text.split("\n\n") if part.strip()],
            facts=[(_("Your application"), case.label)],
            files=list(of.files.all()),
        )


def photos(case: Case, url: str) -> Letter:
    """Say where the photos of a shoot are."""
    with override(case.language):
        return Letter(
            subject=_("Your photos are ready: %(subject)s") % {"subject": case.subject},
            paragraphs=[_("The photos of the shoot you asked for are ready.")],
            facts=[(_("Number"), case.label)],
            links=[(_("Photos"), url)],
        )


def visit(case: Case, starts_at: datetime, guide: str) -> Letter:
    """Say when a group is awaited, and by whom."""
    local = timezone.localtime(starts_at)
    with override(case.language):
        when = dates.long_moment(local) if case.language == "tr" else date_format(local, "l j F Y, H:i")
        return Letter(
            subject=_("We await you: %(subject)s") % {"subject": case.subject},
            paragraphs=[_("We look forward to welcoming your group at the time below.")],
            facts=[(_("When"), when), (_("Guide"), guide), (_("Number"), case.label)],
        )


def material(case: Case, became: Became, note: str) -> Letter:
    """Say what became of the material a unit handed in."""
    with override("tr"):
        return Letter(
            subject=_("What became of your material: %(subject)s") % {"subject": case.subject},
            paragraphs=[_("Thank you for the material you handed in.")],
            facts=[(_("What became of it"), str(became.label)), (_("Number"), case.label)],
            links=[(_("Where it can be seen"), note)] if note.startswith("http") else [],
            ending="" if note.startswith("http") else note,
        )


def survey(case: Case) -> Letter:
    """Ask, some weeks later, whether it was solved."""
    with override(case.language):
        return Letter(
            subject=_("Was it solved? %(label)s") % {"label": case.label},
            paragraphs=[
                _("Some weeks ago we answered your application “%(subject)s”. Was your matter solved?")
                % {"subject": case.subject}
            ],
            links=[
                (_("Yes, it was"), survey_page(case, "yes")),
                (_("No, it was not"), survey_page(case, "no")),
            ],
        )


def _sendable(case: Case) -> list[CaseFile]:
    """Return the files that may go on."""
    return [each for each in case.files.filter(message__voice="person") if each.may_leave]


def _local(case: Case) -> date:
    return timezone.localdate(case.received_at)
