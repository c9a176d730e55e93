"""What GeoReport v2 and Service Discovery require of a server, written down from the specification, in both formats.

Source: wiki.open311.org/GeoReport_v2 and /Service_Discovery; `docs/open311.md` says which outside validators were run.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from kopru.cases import actions
from kopru.cases.models import Close, Kind
from kopru.cases.public import open311
from kopru.cases.tests import factories as make
from kopru.cases.tests.public import matter
from kopru.core.roles import Role

pytestmark = pytest.mark.django_db

#: "Z meaning UTC, or an HH:MM offset": the zone must be there
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
DATATYPES: Final = {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}
#: of each resource the fields that may not be empty, and what each must look like
RULES: Final[dict[str, dict[str, Any]]] = {
    "services": {
        "service_code": str,
        "service_name": str,
        "description": str,
        "metadata": {"true", "false"},
        "type": {"realtime", "batch", "blackbox"},
    },
    "attributes": {
        "variable": {"true", "false"},
        "code": str,
        "datatype": DATATYPES,
        "required": {"true", "false"},
        "order": re.compile(r"[1-9]\d*"),
        "description": str,
    },
    "requests": {
        "service_request_id": str,
        "status": {"open", "closed"},
        "service_name": str,
        "service_code": str,
        "requested_datetime": MOMENT,
        "updated_datetime": MOMENT,
        "address": str,
        "lat": re.compile(r"-?\d{1,2}\.\d+"),
        "long": re.compile(r"-?\d{1,3}\.\d+"),
    },
    "endpoints": {
        "specification": re.compile(r"http://wiki\.open311\.org/GeoReport_v2"),
        "url": re.compile(r"https?://.+[^/]"),
        "changeset": MOMENT,
        "type": {"production", "test", "acceptance"},
    },
}


@pytest.fixture(autouse=True)
def _filled(settings) -> None:
    settings.OPEN311_KEYS = ["anahtar"]
    lamp = matter(slug="lamba-v2", name="Lamba v2")
    choices = [{"name": "tur", "label": "Tür", "type": "choice", "choices": ["a", "b"], "required": False}]
    matter("Yol v2", slug="yol-v2", name_en="", fields=choices)
    given = {"kind": Kind.REPORT, "at": timezone.now(), "position": (39.549213, 26.601178), "matter": lamp}
    _open, done = make.case(**given), make.case(**given)
    actions.close(done, how=Close.DONE, reason="Onarıldı.", by=make.user(Role.CLERK), at=timezone.now())


def _records(path: str, ending: str, element: str) -> list[dict[str, str]]:
    response = Client().get(f"/open311/v2/{path}.{ending}")
    assert response.status_code == 200
    kind = "text/xml" if ending == "xml" else "application/json"
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    if ending == "xml":
        root = etree.fromstring(response.content)
        assert response.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
        assert not root.nsmap  # "schemaless and without a namespace declaration"
        return [{each.tag: each.text or "" for each in record} for record in root.iter(element)]
    return [{name: _said(value) for name, value in each.items()} for each in _listed(json.loads(response.content))]


def _listed(content: Any) -> list[dict[str, Any]]:
    if isinstance(content, dict):
        return content.get("attributes") or content.get("endpoints") or []
    return content


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _broken(record: dict[str, str], rules: dict[str, Any]) -> Iterator[str]:
    for name, rule in rules.items():
        said = record.get(name, "")
        fits = bool(said) if rule is str else said in rule if isinstance(rule, set) else rule.fullmatch(said)
        if not fits:
            yield f"{name}: {said!r}"


@pytest.mark.parametrize("ending", ["xml", "json"])
@pytest.mark.parametrize(
    ("path", "element", "resource", "count"),
    [
        ("services", "service", "services", 2),
        ("services/lamba-v2", "attribute", "attributes", 2),
        ("services/yol-v2", "attribute", "attributes", 1),
        ("requests", "request", "requests", 2),
        ("discovery", "endpoint", "endpoints", 1),
    ],
)
def test_every_required_field_is_there_and_looks_as_the_specification_says(ending, path, element, resource, count):
    records = _records(path, ending, element)
    assert len(records) == count
    assert [fault for record in records for fault in _broken(record, RULES[resource])] == []


@pytest.mark.parametrize("ending", ["xml", "json"])
def test_a_list_of_values_has_keys_and_names_and_no_element_is_without_words(ending):
    response = Client().get(f"/open311/v2/services/yol-v2.{ending}")
    if ending == "xml":
        values = etree.fromstring(response.content).iter("value")
        found = [(each.findtext("key"), each.findtext("name")) for each in values]
        empty = [each.tag for each in etree.fromstring(response.content).iter() if not len(each) and not each.text]
        assert empty == []
    else:
        (asked,) = json.loads(response.content)["attributes"]
        found = [(each["key"], each["name"]) for each in asked["values"]]
    assert found == [("a", "a"), ("b", "b")]


@pytest.mark.parametrize("ending", ["xml", "json"])
def test_a_post_is_answered_with_a_number_under_which_it_is_found(ending):
    form = {"api_key": "anahtar", "service_code": "yol-v2", "lat": "39.5", "long": "26.6", "description": "Çukur"}
    response = Client().post(f"/open311/v2/requests.{ending}", form)
    assert response.status_code == 201
    if ending == "xml":
        number = etree.fromstring(response.content).findtext("request/service_request_id")
    else:
        number = json.loads(response.content)[0]["service_request_id"]
    (found,) = _records(f"requests/{number}", ending, "request")
    assert (found["service_request_id"], found["status"], found["service_code"]) == (number, "open", "yol-v2")
    assert open311.by_numbers([number]).count() == 1
