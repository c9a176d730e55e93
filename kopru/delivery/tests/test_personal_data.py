"""Whom the directory forgets, nothing more is sent; what was sent is told to them."""

import pytest

from kopru.delivery import actions as delivery
from kopru.delivery import sending
from kopru.delivery.models import DispatchState, Recipient
from kopru.delivery.tests.factories import NOON, Clock, draft, states
from kopru.directory import erasure
from kopru.directory.models import ContactPoint
from kopru.directory.tests import factories as directory

pytestmark = pytest.mark.django_db


def sent_to(*people):
    dispatch = draft()
    points = ContactPoint.objects.filter(person__in=people)
    delivery.freeze(dispatch, contact_points=points, at=NOON)
    delivery.release(dispatch, by=None, at=NOON)
    return dispatch


def left(dispatch):
    while sending.send_batch(dispatch.pk, clock=Clock()):
        pass
    dispatch.refresh_from_db()
    return states(dispatch)


def test_nothing_goes_to_somebody_who_was_erased_since_it_was_frozen():
    gone, stays, chief = directory.person("Sevgi Oral"), directory.person(), directory.user()
    for person in (gone, stays):
        directory.contact_point(person)
    dispatch = sent_to(gone, stays)
    erasure.erase(gone, by=chief, at=NOON)
    assert left(dispatch) == {"delivered": 1, "cancelled": 1}
    assert dispatch.state == DispatchState.FINISHED
    assert {state: number for state, number in dispatch.counts().items() if number} == states(dispatch)
    row = Recipient.objects.get(dispatch=dispatch, state="cancelled")
    assert (row.address, row.name, row.greeting) == ("", "", "")
    assert row.reason == "Alıcının kişisel verileri silindi."


def test_a_person_is_told_what_was_sent_to_them():
    person = directory.person("Sevgi Oral")
    point = directory.contact_point(person)
    left(sent_to(person))
    assert [said for said in erasure.describe(person) if said.startswith("Kendisine gönderilen 1 ileti")]
    [mail] = erasure.export(person)["mails"]
    assert (mail["dispatch__subject"], mail["address"], mail["state"]) == (
        "Sahil yolu yürüyüşe açıldı",
        point.address,
        "delivered",
    )
