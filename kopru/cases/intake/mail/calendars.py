"""Calendar entries that come by mail (RFC 5545): what a clerk needs to see, not a calendar."""

import re
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kopru.cases.intake.mail.message import Invitation

_LONGEST: Final = 200_000
_MOST_EVENTS: Final = 50
_HOME: Final = ZoneInfo("Europe/Istanbul")
_LINE: Final = re.compile(r"^([A-Za-z-]{1,40})((?:;[^:\"]{0,300}(?:\"[^\"]{0,300}\"[^:\"]{0,300}){0,20})?):(.*)$")
_WINDOWS_ZONES: Final = {"Turkey Standard Time": "Europe/Istanbul", "GTB Standard Time": "Europe/Istanbul"}
_ESCAPES: Final = re.compile(r"\\([\\;,nN])")


def invitations(text: str) -> tuple[Invitation, ...]:
    """Return the events in a calendar text, at most fifty."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text[:_LONGEST])
    method, found = "", []
    event: dict[str, tuple[str, str]] | None = None
    for line in unfolded.splitlines():
        parts = _LINE.match(line)
        if parts is None:
            continue
        name, parameters, value = parts[1].upper(), parts[2], parts[3].strip()
        if name == "METHOD":
            method = value.upper()
        elif name == "BEGIN" and value.upper() == "VEVENT":
            event = {}
        elif name == "END" and value.upper() == "VEVENT" and event is not None:
            found.append(_invitation(method, event))
            event = None
        elif event is not None:
            event.setdefault(name, (parameters, value))
    return tuple(found[:_MOST_EVENTS])


def _invitation(method: str, event: dict[str, tuple[str, str]]) -> Invitation:
    def text(name: str) -> str:
        plain = _ESCAPES.sub(lambda one: "\n" if one[1] in "nN" else one[1], event.get(name, ("", ""))[1])
        return plain[:2000]

    organizer = re.sub("(?i)^mailto:", "", text("ORGANIZER"))
    starts, ends = event.get("DTSTART", ("", "")), event.get("DTEND", ("", ""))
    return Invitation(
        method,
        text("UID"),
        text("SUMMARY"),
        text("LOCATION"),
        organizer,
        starts[1][:40],
        _moment(*starts),
        _moment(*ends),
    )


def _moment(parameters: str, value: str) -> datetime | None:
    """Return a moment of a calendar; without a zone it is the office's own, a day begins at midnight."""
    zone = re.search(r"TZID=\"?([^\";:]+)", parameters)
    try:
        if len(value) == 8:
            day = date(int(value[:4]), int(value[4:6]), int(value[6:8]))
            return datetime(day.year, day.month, day.day, tzinfo=_HOME)
        naive = datetime.strptime(value[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - its zone stands beside it
    except ValueError:
        return None
    return naive.replace(tzinfo=UTC if value.endswith("Z") else _zone(zone[1] if zone else ""))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(_WINDOWS_ZONES.get(name, name)) if name else _HOME
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _HOME
