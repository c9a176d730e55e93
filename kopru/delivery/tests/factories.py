"""Dispatches ready to go, for tests."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from kopru.delivery import actions as delivery
from kopru.delivery.actions import Addressee
from kopru.delivery.models import Dispatch, Recipient

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_number = count(1)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **kwargs: float) -> datetime:
        self.at += timedelta(**kwargs)
        return self.at


def addressees(number: int, **fields: str) -> list[Addressee]:
    return [
        Addressee(f"okur{next(_number)}@example.org", f"Işıl Çağ {place}", f"Sayın Işıl ÇAĞ {place}", fields)
        for place in range(number)
    ]


def draft(**fields: Any) -> Dispatch:
    usual = {
        "kind": "bulletin",
        "subject": "Sahil yolu yürüyüşe açıldı",
        "text": "{greeting},\n\nKüçükkuyu sahil yolu bugün açıldı.\n\nİyi çalışmalar dileriz.",
        "by": None,
        "at": NOON,
    }
    return delivery.draft(**(usual | fields))


def frozen(number: int = 3, **fields: Any) -> Dispatch:
    dispatch = draft(**fields)
    delivery.freeze(dispatch, addressees=addressees(number), at=NOON)
    return dispatch


def released(number: int = 3, **fields: Any) -> Dispatch:
    dispatch = frozen(number, **fields)
    delivery.release(dispatch, by=None, at=NOON)
    return dispatch


def states(dispatch: Dispatch) -> dict[str, int]:
    """Count the rows themselves, not the tally."""
    found: dict[str, int] = {}
    for state in Recipient.objects.filter(dispatch=dispatch).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found
