"""Why this date: day by day, with the law and article of each, and what would be if something happened."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.cases import clock
from kopru.cases.forms.clock import SupposeForm
from kopru.cases.models import Case, ClockKind, LegalClass
from kopru.cases.showing import states
from kopru.cases.views.desk.doors import found, is_part, staff
from kopru.turkish import dates
from kopru.turkish.deadlines import wording
from kopru.turkish.deadlines.counting import Step
from kopru.turkish.deadlines.reckoning import Comparison, Reckoning

_LAWLESS: Final = frozenset({LegalClass.MEDIA, LegalClass.SERVICE})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation: a day, whether and as which it counts, and why."""

    on: date
    number: str
    is_counted: bool
    words: str
    is_last: bool


@require_safe
def explained(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the date of a case came out, and answer a supposition."""
    user, at = staff(request), timezone.now()
    case = found(pk, user=user, at=at)
    supposed = bool(request.GET)
    form = SupposeForm(request.GET if supposed else None, initial={"gun": timezone.localdate(at) + timedelta(days=1)})
    context = {"case": case, "state": states.state_of(case), "due": states.due_of(case, at), "form": form}
    wanted = _own_deadline(case)
    if wanted is not None:
        return render(request, "cases/desk/dates.html", context | {"wanted": wanted})
    today = timezone.localdate(at) if case.is_open else None
    try:
        result = clock.reckoning(case, on=today)
    except wording.OBSTACLES as error:
        return render(request, "cases/desk/dates.html", context | {"obstacle": wording.obstacle(error)})
    context |= {"result": result, "lines": lines(result), **_beside(result, at)}
    if supposed and form.is_valid():
        context |= _suppose(case, result, form, on=today)
    template = "cases/desk/supposed.html" if is_part(request) else "cases/desk/dates.html"
    return render(request, template, context)


def lines(result: Reckoning) -> list[Line]:
    """Return the explanation day by day."""
    return [_line(step, result) for step in result.steps]


def _line(step: Step, result: Reckoning) -> Line:
    number = f"{step.number}." if step.number else "–"
    return Line(step.date, number, step.counted, wording.why(step, result), step.date == result.due)


def _beside(result: Reckoning, at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    notes = [wording.NOTES[note] for note in result.notes]
    return {
        "headline": wording.headline(result),
        "period": wording.granted(result),
        "clock_state": wording.state(result),
        "alarms": [
            {"on": dates.long_date(each.on), "words": wording.ALARMS[each.kind], "is_past": each.on < today}
            for each in result.alarms
        ],
        "notes": notes,
        "to_confirm": result.rule.to_confirm,
    }


def _suppose(case: Case, result: Reckoning, form: SupposeForm, *, on: date | None) -> dict[str, Any]:
    try:
        after = clock.reckoning(case, supposed=[form.event()], on=on)
    except wording.OBSTACLES as error:
        form.add_error("gun", wording.obstacle(error))
        return {}
    moved = Comparison(result, after).moved_days
    return {
        "after": after,
        "after_headline": wording.headline(after),
        "after_state": wording.state(after),
        "after_notes": [wording.NOTES[note] for note in after.notes if note not in result.notes],
        "after_lines": lines(after),
        "moved": moved,
        "moved_by": abs(moved) if moved else 0,
    }


def _own_deadline(case: Case) -> datetime | None:
    """Return the day the one who asks gave, where no law sets one."""
    wanted = [row.at for row in case.clock_events.all() if row.kind == ClockKind.DEADLINE_SET]
    return wanted[-1] if wanted and case.legal_class in _LAWLESS else None
