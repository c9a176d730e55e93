"""Open311 GeoReport v2: the shapes of the specification in both formats, and never a person."""

import csv
import io
import json
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from lxml import etree

from kopru.cases import actions
from kopru.cases.models import Case, Channel, Close, Kind
from kopru.cases.public import open311
from kopru.cases.tests import factories
from kopru.cases.tests.public import matter
from kopru.core.roles import Role

pytestmark = pytest.mark.django_db

BASE = "/open311/v2"
KEY = "anahtar"
#: GeoReport v2, "GET Service Requests", in the order of the specification
FIELDS = [
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address",
    "address_id", "zipcode", "lat", "long", "media_url",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _key(settings) -> None:
    settings.OPEN311_KEYS = [KEY]


def _json(path: str, **query):
    response = Client().get(f"{BASE}/{path}.json", query)
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(response.content)


def _xml(path: str) -> etree._Element:
    response = Client().get(f"{BASE}/{path}.xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert response.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return etree.fromstring(response.content)


def _report(**fields) -> Case:
    given_fields = {"kind": Kind.REPORT, "at": timezone.now(), "position": (Decimal("39.549213"), Decimal("26.601178"))}
    return factories.case(**given_fields | fields)


def _post(ending: str = "json", **fields):
    form = {
        "api_key": KEY,
        "service_code": "aydinlatma",
        "lat": "39.5492",
        "long": "26.6011",
        "attribute[pole]": "A-12",
    }
    return Client().post(f"{BASE}/requests.{ending}", {k: v for k, v in (form | fields).items() if v is not None})


def _shape(content):
    """Return JSON as the Spark convention makes it from XML."""
    if isinstance(content, dict):
        return {name: _shape(value) for name, value in content.items()}
    if isinstance(content, list):
        return [_shape(each) for each in content]
    return None if content in ("", None) else str(content).lower() if isinstance(content, bool) else str(content)


def _spark(element: etree._Element):
    lists = {"services", "attributes", "values", "service_requests", "errors", "endpoints", "formats"}
    if element.tag in lists:
        return [_spark(each) for each in element]
    return {each.tag: _spark(each) for each in element} if len(element) else element.text


@pytest.mark.parametrize("path", ["discovery", "services", "services/aydinlatma", "requests", "requests/{number}"])
def test_both_formats_say_the_same(path):
    case = _report(matter=matter())
    path = path.format(number=open311.number(case))
    assert _spark(_xml(path)) == _shape(_json(path))


def test_discovery_names_the_endpoint():
    found = _json("discovery")
    assert found["endpoints"][0]["url"] == "http://testserver/open311/v2"
    assert found["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert set(found) == {"changeset", "contact", "key_service", "endpoints"}


def test_services_and_their_questions():
    matter()
    matter("Gizli", slug="gizli", is_public=False)
    assert [each["service_code"] for each in _json("services")] == ["aydinlatma"]
    service = _json("services")[0]
    assert set(service) == {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"}
    assert (service["metadata"], service["type"]) == (True, "realtime")
    first = _json("services/aydinlatma")["attributes"][0]
    assert (first["code"], first["datatype"], first["required"], first["order"]) == ("pole", "string", True, 1)
    assert Client().get(f"{BASE}/services/yok.json").status_code == 404


def test_a_report_is_taken_and_opens_a_case():
    matter()
    response = _post(
        "xml",
        description="Direk yanmıyor.",
        first_name="Işıl",
        last_name="Çağlar",
        email="isil@example.org",
        phone="0532 000 00 21",
    )
    assert response.status_code == 201
    case = Case.objects.get()
    made = etree.fromstring(response.content)
    assert (made.tag, made[0].tag, made[0].findtext("service_request_id")) == (
        "service_requests", "request", open311.number(case),
    )  # fmt: skip
    assert (case.channel, case.kind, case.name, case.details) == (
        Channel.OPEN311, Kind.REPORT, "Işıl Çağlar", {"Direk no.": "A-12"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"api_key": "yanlış"}, 403),
        ({"api_key": None}, 403),
        ({"service_code": None}, 400),
        ({"service_code": "yok"}, 404),
        ({"lat": None, "long": None}, 400),
        ({"lat": "91"}, 400),
        ({"lat": "NaN"}, 400),
        ({"long": ""}, 400),
        ({"attribute[pole]": None}, 400),
        ({"description": "x" * 4001}, 400),
    ],
)
def test_what_is_wrong_is_said_as_the_specification_says_it(fields, code):
    matter()
    response = _post(**fields)
    assert response.status_code == code
    assert [set(each) for each in json.loads(response.content)] == [{"code", "description"}]
    assert json.loads(response.content)[0]["code"] == code
    assert etree.fromstring(_post("xml", **fields).content).find("error/code").text == str(code)
    assert not Case.objects.exists()


def test_without_keys_nobody_reports(settings):
    settings.OPEN311_KEYS = []
    matter()
    assert _post(api_key="").status_code == 403


def test_the_list_is_narrowed():
    of, at = matter(), timezone.now()
    new, old = _report(matter=of), _report(matter=of, at=at - timedelta(days=200))
    actions.close(new, how=Close.DUPLICATE, reason="Aynısı var.", by=factories.user(Role.CLERK), at=at)

    def numbers(**query):
        return [each["service_request_id"] for each in _json("requests", **query)]

    assert numbers() == [open311.number(new)]
    assert numbers(status="open") == []
    assert numbers(status="open,closed") == numbers(status="closed", service_code="aydinlatma,yok")
    assert numbers(service_request_id=f"{open311.number(old)},x-1,2026-") == [open311.number(old)]
    assert numbers(end_date=(at - timedelta(days=190)).isoformat()) == [open311.number(old)]
    assert numbers(start_date="2000-01-01T00:00:00Z") == []
    assert list(_json("requests", service_request_id=open311.number(old))[0]) == FIELDS


@pytest.mark.parametrize("query", [{"start_date": "dün"}, {"end_date": "2026-02-30T00:00:00Z"}, {"status": "belki"}])
def test_a_list_that_cannot_be_narrowed_is_refused(query):
    assert Client().get(f"{BASE}/requests.json", query).status_code == 400


def test_moments_have_their_zone_and_points_are_rounded():
    found = _json(f"requests/{open311.number(_report(matter=matter()))}")[0]
    assert datetime.fromisoformat(found["requested_datetime"]).utcoffset() == timedelta(0)
    assert found["address"] == "Küçükkuyu"
    assert (found["lat"], found["long"]) == (39.5492, 26.6012)


def test_only_reports_of_offered_matters_are_for_everybody():
    hidden = [
        _report(),
        _report(matter=matter("Gizli", slug="gizli", is_public=False)),
        _report(matter=matter(), kind=Kind.COMPLAINT),
        _report(matter=matter("B", slug="b"), asker={"hides_identity": True}),
    ]
    assert _json("requests") == []
    for each in hidden:
        assert Client().get(f"{BASE}/requests/{open311.number(each)}.json").status_code == 404


_WORD = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=6, max_size=20)


@example_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(_WORD.map(lambda word: f"¶{word}"), min_size=5, max_size=5))
def test_no_word_of_a_person_is_ever_given_out(words):
    name, mail, text, place, subject = words
    of = matter(slug=f"m{Case.objects.count()}", name=f"Konu {Case.objects.count()}")
    case = _report(
        matter=of, subject=subject, text=text, place=place, details={"Direk no.": text},
        asker={"name": name, "email": f"{mail}@example.org", "phone": name, "address": place},
    )  # fmt: skip
    actions.close(case, how=Close.WITHDRAWN, reason=text, by=factories.user(Role.CLERK), at=timezone.now())
    told = json.dumps(open311.report(case), ensure_ascii=False)
    told += open311.as_xml("service_requests", [open311.report(case)]).decode()
    told += "\n".join(",".join(row) for row in open311.rows(open311.reports().closed()))
    assert "¶" not in told
    assert case.secret not in told


def test_closed_reports_are_open_data():
    of, at = matter(), timezone.now()
    closed, _open = _report(matter=of), _report(matter=of)
    actions.close(closed, how=Close.DUPLICATE, reason="Işıl Hanım’ınkiyle aynı.", by=factories.user(Role.CLERK), at=at)
    body = b"".join(Client().get("/acik-veri/bildirimler.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert [row["no"] for row in rows] == [closed.label]
    assert (rows[0]["konu"], rows[0]["sonuc"], rows[0]["gun"]) == ("Aydınlatma", "duplicate", "0")


def test_too_many_calls_are_refused_as_the_specification_refuses():
    matter()
    codes = [_post(**{"attribute[pole]": None}).status_code for _each in range(301)]
    assert (codes[299], codes[300]) == (400, 429)


def test_other_formats_and_methods_are_not_there():
    assert Client().get(f"{BASE}/services.yaml").status_code == 404
    assert Client().delete(f"{BASE}/requests.json").status_code == 405
