"""A result as an object for a program: ISO dates, neutral codes, and beside them the Turkish words."""

from typing import Any

from kopru.turkish.deadlines import wording
from kopru.turkish.deadlines.counting import Step
from kopru.turkish.deadlines.reckoning import Reckoning


def as_record(result: Reckoning) -> dict[str, Any]:
    """Return kind, due, source and steps (date, counted, why), and more, ready for JSON; `due` is null while cut."""
    return {
        "kind": result.rule.kind.value,
        "received": result.steps[0].date.isoformat(),
        "due": result.due.isoformat() if result.due else None,
        "state": result.state.value,
        "days_late": result.days_late,
        "source": result.rule.source,
        "period": wording.granted(result),
        "alarms": [
            {"kind": one.kind.value, "date": one.on.isoformat(), "why": wording.ALARMS[one.kind]}
            for one in result.alarms
        ],
        "notes": [{"kind": note.value, "text": wording.NOTES[note]} for note in result.notes],
        "to_confirm": result.rule.to_confirm,
        "steps": [_step(step, result) for step in result.steps],
    }


def _step(step: Step, result: Reckoning) -> dict[str, Any]:
    return {
        "date": step.date.isoformat(),
        "counted": step.counted,
        "why": wording.why(step, result),
        "reason": step.reason.value,
        "number": step.number,
        "events": [event.value for event in step.events],
    }
