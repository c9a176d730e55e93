"""How what is sent looks to people: the states with their marks, the bar of counts, the text with its fields filled."""

import html as html_module
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Sum
from django.utils import translation
from django.utils.functional import Promise

from kopru.delivery import merging
from kopru.delivery.mail import skeleton
from kopru.delivery.models import Dispatch, DispatchState, Recipient, RowState, Tally

Text = str | Promise

#: A sign beside the word, so that no state is told by colour alone.
MARKS: Final[dict[str, str]] = {
    RowState.QUEUED: "○",
    RowState.CLAIMED: "◔",
    RowState.HANDED: "◑",
    RowState.DELIVERED: "✓",
    RowState.FAILED: "✕",
    RowState.UNKNOWN: "?",
    RowState.SUPPRESSED: "⊘",
    RowState.CANCELLED: "–",
}
_DISPATCH_MARKS: Final[dict[str, tuple[str, str]]] = {
    DispatchState.DRAFT: ("○", "info"),
    DispatchState.FROZEN: ("◐", "due"),
    DispatchState.AWAITING: ("◔", "due"),
    DispatchState.SENDING: ("▸", "info"),
    DispatchState.STOPPED: ("■", "late"),
    DispatchState.LATE: ("!", "late"),
    DispatchState.FINISHED: ("✓", "ok"),
    DispatchState.CANCELLED: ("–", "info"),
}
#: As they stand in the bar, from what is done to what never left.
_ORDER: Final = (
    RowState.DELIVERED,
    RowState.HANDED,
    RowState.CLAIMED,
    RowState.QUEUED,
    RowState.UNKNOWN,
    RowState.FAILED,
    RowState.SUPPRESSED,
    RowState.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One state in the bar: how many, and how much of the whole in per cent."""

    state: str
    label: Text
    mark: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Seal:
    """A dispatch's state: its word, its mark, and its tone (late, due, ok, info)."""

    label: Text
    mark: str
    tone: str


def seal(dispatch: Dispatch) -> Seal:
    """Return the state of a dispatch as it is shown."""
    mark, tone = _DISPATCH_MARKS[dispatch.state]
    return Seal(DispatchState(dispatch.state).label, mark, tone)


def bar(counts: Mapping[str, int]) -> list[Segment]:
    """Return the states that have rows, in the order of the bar."""
    total = sum(number for number in counts.values() if number > 0) or 1
    return [
        Segment(state, RowState(state).label, MARKS[state], counts[state], round(counts[state] * 100 / total, 2))
        for state in _ORDER
        if counts.get(state, 0) > 0
    ]


def counts_of(dispatches: Iterable[Dispatch]) -> dict[int, dict[str, int]]:
    """Return the counts of several dispatches in one query, from their tallies."""
    sums = {state: Sum(state) for state in RowState.values}
    ids = [dispatch.pk for dispatch in dispatches]
    found = Tally.objects.filter(dispatch_id__in=ids).order_by().values("dispatch_id").annotate(**sums)
    lines = found.values_list("dispatch_id", *RowState.values)
    return {line[0]: dict(zip(RowState.values, line[1:], strict=True)) for line in lines}


@dataclass(frozen=True, slots=True)
class Words:
    """Subject, text and layout as one recipient reads them."""

    subject: str
    text: str
    html: str


def as_read_by(dispatch: Dispatch, row: Recipient | None) -> Words:
    """Return what `row` reads; without a row, and where a field has no value, the field's name stands in the text."""
    with translation.override(dispatch.language):
        text, html = skeleton.with_footer(dispatch)
    values = {"greeting": row.greeting, "name": row.name, **row.fields} if row else {}
    if row and dispatch.heeds_opt_out:
        values["unsubscribe"] = skeleton.link(row.pk)
    wanted = merging.fields_in(text, html)
    filled = {field: str(values.get(field) or f"{{{field}}}") for field in wanted}
    escaped = {field: html_module.escape(value) for field, value in filled.items()}
    return Words(dispatch.subject, merging.merge(text, filled), merging.merge(html, escaped))


def first_row(dispatch: Dispatch, counts: Mapping[str, int]) -> Recipient | None:
    """Return the first recipient, without sorting a million rows."""
    return next(iter(page_of_rows(dispatch, counts, limit=1)), None)


def page_of_rows(
    dispatch: Dispatch, counts: Mapping[str, int], *, states: Sequence[str] = (), after: int = 0, limit: int = 50
) -> list[Recipient]:
    """Return up to `limit` rows in `states` (all when empty) that follow row `after`.

    The index holds the rows of each state in order, so each state is asked by itself and the answers are merged:
    the same few milliseconds for three rows and for a million.
    """
    chosen = [state for state in (states or RowState.values) if counts.get(state, 0) > 0]
    found: list[int] = []
    for state in chosen:
        rows = Recipient.objects.filter(dispatch=dispatch, state=state, pk__gt=after).order_by("pk")
        found.extend(rows.values_list("pk", flat=True)[:limit])
    return list(Recipient.objects.filter(pk__in=sorted(found)[:limit]).order_by("pk"))
