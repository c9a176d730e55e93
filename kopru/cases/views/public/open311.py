"""Open311 GeoReport v2 as addresses: anybody reads, whoever has a key reports."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kopru.cases import actions
from kopru.cases.asks import Ask, Asker
from kopru.cases.models import Channel, Kind, Matter, State
from kopru.cases.models.cases import CaseQuerySet
from kopru.cases.public import guard, open311
from kopru.cases.public.spots import degrees_of
from kopru.core.models import Identity

#: Calls from one place within an hour: of readers, and of those who report.
_READS: Final = 1200
_REPORTS: Final = 300
#: GeoReport v2, "Response Volume".
_MOST: Final = 1000
_SPAN: Final = timedelta(days=90)
_LONGEST: Final = 4000
_TYPES: Final = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
_ATTRIBUTE: Final = re.compile(r"attribute\[([\w-]{1,80})\](?:\[\])?")

View = Callable[..., HttpResponse]


class Refusal(Exception):
    """A call that cannot be answered: status and sentence, in the form the specification gives errors."""

    def __init__(self, status: HTTPStatus, description: str) -> None:
        """Keep both."""
        super().__init__(description)
        self.status, self.description = status, description


def _resource(*methods: str) -> Callable[[View], View]:
    """Let a view answer in the format of its address, and say what is wrong in it too."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @require_http_methods(["GET", "HEAD", *methods])
        @wraps(view)
        def answered(request: HttpRequest, *, ending: str, **kwargs: Any) -> HttpResponse:
            if ending not in _TYPES:
                raise Http404(ending)
            try:
                _count(request)
                return view(request, ending=ending, **kwargs)
            except Refusal as refusal:
                said = [{"code": int(refusal.status), "description": refusal.description}]
                return _answer("errors", said, ending, status=refusal.status)

        return answered

    return decorate


@_resource()
def discovery(_request: HttpRequest, *, ending: str) -> HttpResponse:
    """Say where the service is."""
    return _answer("discovery", open311.discovery(), ending)


@_resource()
def services(_request: HttpRequest, *, ending: str) -> HttpResponse:
    """List what can be reported."""
    offered = Matter.objects.offered().select_related("unit")
    return _answer("services", [open311.service(each) for each in offered], ending)


@_resource()
def service(_request: HttpRequest, *, ending: str, code: str) -> HttpResponse:
    """Say what is asked about one kind of report."""
    return _answer("service_definition", open311.definition(_matter(code)), ending)


@_resource("POST")
def requests(request: HttpRequest, *, ending: str) -> HttpResponse:
    """List reports without persons, or take one."""
    if request.method == "POST":
        return _taken(request, ending)
    found = _asked_for(request).select_related("matter__unit").order_by("-received_at")[:_MOST]
    town = Identity.load().place
    return _answer("service_requests", [open311.report(each, town=town) for each in found], ending)


@_resource()
def request(_request: HttpRequest, *, ending: str, number: str) -> HttpResponse:
    """Show one report without its person."""
    found = open311.by_numbers([number]).select_related("matter__unit").first()
    if found is None:
        raise Refusal(HTTPStatus.NOT_FOUND, "service_request_id was not found.")
    return _answer("service_requests", [open311.report(found, town=Identity.load().place)], ending)


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
    """Give the closed reports as open data: CSV (RFC 4180, UTF-8), without persons."""
    if guard.is_too_often("open-data", request, most=30, at=timezone.now()):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    response = StreamingHttpResponse(_lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="bildirimler.csv"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _count(request: HttpRequest) -> None:
    most = _REPORTS if request.method == "POST" else _READS
    if guard.is_too_often(f"open311-{request.method}", request, most=most, at=timezone.now()):
        raise Refusal(HTTPStatus.TOO_MANY_REQUESTS, "Too many calls within the hour.")


class _Line:
    """Gives back what is written to it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def _lines() -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    for row in open311.rows(open311.reports().closed()):
        yield str(writer.writerow(row))


def _answer(root: str, content: Any, ending: str, *, status: int = HTTPStatus.OK) -> HttpResponse:
    body = open311.as_xml(root, content) if ending == "xml" else json.dumps(content, ensure_ascii=False).encode()
    response = HttpResponse(body, content_type=_TYPES[ending], status=status)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    return response


def _matter(code: str) -> Matter:
    if not code:
        raise Refusal(HTTPStatus.BAD_REQUEST, "service_code was not provided.")
    found = Matter.objects.offered().select_related("unit").filter(slug=code).first()
    if found is None:
        raise Refusal(HTTPStatus.NOT_FOUND, "service_code was not found.")
    return found


def _asked_for(request: HttpRequest) -> CaseQuerySet:
    given = request.GET
    if given.get("service_request_id"):  # "This overrides all other arguments."
        return open311.by_numbers(given["service_request_id"].split(",")[:100])
    found = open311.reports()
    start, end = _moment(given.get("start_date", ""), "start_date"), _moment(given.get("end_date", ""), "end_date")
    end = end or (start + _SPAN if start else timezone.now())
    start = max(start, end - _SPAN) if start else end - _SPAN
    found = found.filter(received_at__gte=start, received_at__lte=end)
    if given.get("service_code"):
        found = found.filter(matter__slug__in=given["service_code"].split(","))
    wanted = {word.strip() for word in given.get("status", "").split(",") if word.strip()}
    if not wanted <= {"open", "closed"}:
        raise Refusal(HTTPStatus.BAD_REQUEST, "status must be open or closed.")
    if len(wanted) == 1:
        found = found.closed() if "closed" in wanted else found.exclude(state=State.CLOSED)
    return found


def _moment(written: str, name: str) -> datetime | None:
    if not written:
        return None
    try:
        found = parse_datetime(written.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or not 1 < found.year < 9999:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"{name} must be a W3C date and time.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _taken(request: HttpRequest, ending: str) -> HttpResponse:
    try:
        given = request.POST
    except (RequestDataTooBig, SuspiciousOperation):
        raise Refusal(HTTPStatus.BAD_REQUEST, "The request is too large.") from None
    if not any(constant_time_compare(given.get("api_key", ""), key) for key in settings.OPEN311_KEYS):
        raise Refusal(HTTPStatus.FORBIDDEN, "A valid api_key is needed.")
    matter, at = _matter(given.get("service_code", "")), timezone.now()
    description = given.get("description", "").strip()
    if len(description) > _LONGEST:
        raise Refusal(HTTPStatus.BAD_REQUEST, "description is longer than 4,000 characters.")
    position, place = _position(request), given.get("address_string", "").strip() or given.get("address_id", "").strip()
    if position is None and not place:
        raise Refusal(HTTPStatus.BAD_REQUEST, "lat and long, or address_string, or address_id must be provided.")
    media = given.get("media_url", "").strip()
    ask = Ask(
        subject=matter.name,
        text="\n\n".join(part for part in (description, media) if part) or matter.name,
        received_at=at,
        kind=Kind.REPORT,
        channel=Channel.OPEN311,
        matter=matter,
        asker=_asker(request),
        place=place[:200],
        position=position,
        details=_attributes(request, matter),
    )
    case = actions.open_case(ask, by=None, at=at)
    made = {"service_request_id": open311.number(case), "service_notice": None, "account_id": None}
    return _answer("service_requests", [made], ending, status=HTTPStatus.CREATED)


def _asker(request: HttpRequest) -> Asker:
    given = request.POST
    name = " ".join(part for part in (given.get("first_name", ""), given.get("last_name", "")) if part)
    return Asker(name=name[:160], email=given.get("email", "")[:254], phone=given.get("phone", "")[:60])


def _position(request: HttpRequest) -> tuple[Decimal, Decimal] | None:
    lat, long = request.POST.get("lat", "").strip(), request.POST.get("long", "").strip()
    if not lat and not long:
        return None
    found = degrees_of(lat, limit=90), degrees_of(long, limit=180)
    if found[0] is None or found[1] is None:
        raise Refusal(HTTPStatus.BAD_REQUEST, "lat and long must be degrees (WGS84).")
    return found[0], found[1]


def _attributes(request: HttpRequest, matter: Matter) -> dict[str, str]:
    asked = open311.questions(matter)
    said: dict[str, str] = {}
    for name in request.POST:
        code = _ATTRIBUTE.fullmatch(name)
        if code and code[1] in asked:
            said[code[1]] = ", ".join(request.POST.getlist(name))[:200]
    missing = [code for code, each in asked.items() if each.get("required") and not said.get(code)]
    if missing:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"attribute[{missing[0]}] was not provided.")
    return {str(asked[code].get("label") or code): value for code, value in said.items() if value}
