"""Open311 GeoReport v2: what its resources say. Of a report only what, where and when: no person, none of their words.

Source: GeoReport v2 and Service Discovery, wiki.open311.org. JSON follows the XML by the Spark convention.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from kopru.cases.models import Case, Kind, Matter
from kopru.cases.models.cases import CaseQuerySet
from kopru.core.models import Identity

SPECIFICATION: Final = "http://wiki.open311.org/GeoReport_v2"
#: Of what was asked only reports of faults are for everybody; the place is rounded to some ten metres.
_ROUNDED: Final = Decimal("0.0001")
_DATATYPES: Final = {"number": "number", "date": "datetime", "choice": "singlevaluelist"}
#: Some clients cannot read an element without words.
_DESCRIBED: Final = {
    "string": "text",
    "number": "number",
    "datetime": "date (YYYY-MM-DD)",
    "singlevaluelist": "one of the values",
}
#: What an element of a list is called in XML.
_SINGULAR: Final = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}

Record = dict[str, Any]


def reports() -> CaseQuerySet:
    """Return the reports of faults that everybody may see: of an offered matter, of nobody who hides."""
    return Case.objects.filter(
        kind=Kind.REPORT, matter__is_public=True, hides_identity=False, erased_at__isnull=True
    ).exclude(closed_how="spam")


def discovery() -> Record:
    """Return where the service is, in which formats, and whom to ask for a key (Service Discovery)."""
    endpoint = f"{settings.BASE_URL}{reverse('cases:open311_services', args=['xml'])}".removesuffix("/services.xml")
    contact = f"{Identity.load().email}"
    return {
        "changeset": moment(timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)),
        "contact": contact,
        "key_service": contact,
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": endpoint,
                "changeset": moment(timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)),
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


def service(matter: Matter) -> Record:
    """Return one kind of report."""
    return {
        "service_code": matter.slug,
        "service_name": matter.name,
        "description": matter.name_en or matter.name,
        "metadata": bool(questions(matter)),
        "type": "realtime",
        "keywords": matter.name_en,
        "group": matter.unit.name if matter.unit else "",
    }


def definition(matter: Matter) -> Record:
    """Return the questions of one kind of report."""
    return {
        "service_code": matter.slug,
        "attributes": [
            {
                "variable": True,
                "code": code,
                "datatype": _DATATYPES.get(str(asked.get("type")), "string"),
                "required": bool(asked.get("required")),
                "datatype_description": _DESCRIBED[_DATATYPES.get(str(asked.get("type")), "string")],
                "order": order,
                "description": str(asked.get("label") or asked["name"]),
                "values": [{"key": str(each), "name": str(each)} for each in _choices(asked)],
            }
            for order, (code, asked) in enumerate(questions(matter).items(), 1)
        ],
    }


def questions(matter: Matter) -> dict[str, Mapping[str, Any]]:
    """Return the questions of a matter by their code."""
    asked = matter.fields if isinstance(matter.fields, list) else []
    named = [(slugify(str(each.get("name", ""))), each) for each in asked if isinstance(each, dict)]
    return {code: each for code, each in named if code}


def report(case: Case, *, town: str = "") -> Record:
    """Return a report without its person: of their words nothing, of the place a rounded point and the town."""
    matter = case.matter or Matter()  # `reports` gives none without
    return {
        "service_request_id": number(case),
        "status": "open" if case.is_open else "closed",
        "status_notes": None if case.is_open else str(case.get_closed_how_display()),
        "service_name": matter.name,
        "service_code": matter.slug,
        "description": None,
        "agency_responsible": matter.unit.name if matter.unit else None,
        "service_notice": None,
        "requested_datetime": moment(case.received_at),
        "updated_datetime": moment(case.closed_at or case.first_answered_at or case.opened_at),
        "expected_datetime": moment(case.due_at) if case.due_at and case.is_open else None,
        "address": town or None,
        "address_id": None,
        "zipcode": None,
        "lat": _rounded(case.latitude),
        "long": _rounded(case.longitude),
        "media_url": None,
    }


def number(case: Case) -> str:
    """Return its number as it stands in an address, "2026-114"."""
    return f"{case.year}-{case.number}"


def by_numbers(written: Iterable[str]) -> CaseQuerySet:
    """Return the reports with these numbers; what is no number finds nothing."""
    found = reports().none()
    for each in written:
        year, _dash, count = each.strip().partition("-")
        if all(part.isascii() and part.isdigit() and len(part) < 10 for part in (year, count)):
            found |= reports().filter(year=int(year), number=int(count))
    return found


def moment(at: datetime) -> str:
    """Return a moment as W3C's note writes it, to the second, as UTC: some clients read no other offset than Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_xml(root: str, content: Any) -> bytes:
    """Return XML of a record or a list of them, under `root`."""
    top = Element(root)
    _fill(top, root, content)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(top, encoding="unicode").encode()


def rows(cases: CaseQuerySet) -> Iterator[list[str]]:
    """Return the closed reports as rows of a table: heading first, no person and no words of theirs."""
    yield ["no", "konu", "birim", "alindi", "kapandi", "gun", "sonuc", "cozuldu", "enlem", "boylam"]
    for case in cases.select_related("matter__unit").order_by("pk").iterator(chunk_size=2000):
        if case.matter is None or case.closed_at is None:
            continue
        received, closed = timezone.localdate(case.received_at), timezone.localdate(case.closed_at)
        yield [
            case.label,
            case.matter.name,
            case.matter.unit.name if case.matter.unit else "",
            received.isoformat(),
            closed.isoformat(),
            str((closed - received).days),
            case.closed_how,
            case.solved,
            str(_rounded(case.latitude) or ""),
            str(_rounded(case.longitude) or ""),
        ]


def _fill(element: Element, name: str, content: Any) -> None:
    if isinstance(content, dict):
        for key, value in content.items():
            _fill(SubElement(element, key), key, value)
    elif isinstance(content, list):
        for each in content:
            _fill(SubElement(element, _SINGULAR[name]), _SINGULAR[name], each)
    elif isinstance(content, bool):
        element.text = "true" if content else "false"
    elif content is not None:
        element.text = "".join(mark for mark in str(content) if mark.isprintable() or mark in "\n\t")


def _choices(asked: Mapping[str, Any]) -> list[Any]:
    choices = asked.get("choices")
    return choices if isinstance(choices, list) and asked.get("type") == "choice" else []


def _rounded(degrees: Decimal | None) -> float | None:
    return float(degrees.quantize(_ROUNDED)) if degrees is not None else None
