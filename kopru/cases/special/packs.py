"""Ready packs: which one fits an ask, and how it answers it at once (R16)."""

from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from kopru.cases import actions
from kopru.cases.actions.opening import may_be_receipted
from kopru.cases.asks import Ask
from kopru.cases.letters.posting import status_page
from kopru.cases.models import Case, Channel, Close, GroupVisit, Kind, Pack

#: Strangers' questions: what they ask stands in a pack, again and again.
_ANSWERED_AT_ONCE = frozenset({Kind.TOURIST, Kind.GROUP})


def for_ask(ask: Ask, *, wished_on: date | None = None) -> Pack | None:
    """Return the pack that answers `ask`; None where a person must: a group that names a day wants an agreement."""
    if ask.kind not in _ANSWERED_AT_ONCE or wished_on:
        return None
    return _fitting(ask.matter.pk if ask.matter else None, ask.language)


def of_case(case: Case) -> Pack | None:
    """Return the pack that answers a case, as it is today."""
    visit = GroupVisit.objects.filter(case=case).first() if case.kind == Kind.GROUP else None
    if case.kind not in _ANSWERED_AT_ONCE or (visit and visit.wished_on):
        return None
    return _fitting(case.matter_id, case.language)


def without_receipt(ask: Ask) -> Ask:
    """Return `ask` so that no receipt is mailed: the pack's own letter holds number and secret."""
    return replace(ask, sends_receipt=False)


def _fitting(matter: int | None, language: str) -> Pack | None:
    packs = Pack.objects.filter(is_public=True, language=language, matter=matter)
    return packs.order_by("-checked_on", "pk").first() if matter else None


def answer(case: Case, pack: Pack, *, at: datetime) -> None:
    """Answer with the pack: by mail as the final answer; whoever left no address has read it on the page."""
    if case.email_key and not may_be_receipted(case, at):
        return  # one of a flood to that address: a person looks at it
    if not case.email_key:
        if not case.phone and not case.address:
            with override("tr"):
                reason = _("The ready pack “%(title)s” was shown on the page.") % {"title": pack.title}
            actions.close(case, how=Close.DONE, reason=reason, by=None, at=at)
        return
    with override(case.language):
        closing = _(
            "If this does not answer your question, simply reply to this mail: a colleague will read it. Your number is"
            " %(number)s, your secret %(secret)s; you see the state at %(address)s."
        ) % {"number": case.label, "secret": case.secret, "address": status_page()}
    made = actions.draft_answer(
        case,
        subject=pack.title,
        text=f"{pack.text.strip()}\n\n{closing}",
        by=None,
        at=at,
        channel=Channel.EMAIL,
    )
    actions.submit_answer(made, by=None, at=at)
