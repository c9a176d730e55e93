"""A letter to one person forgets its person, wherever its words lie."""

import pytest
from wagtail.models import ModelLogEntry

from kopru.core.models import User
from kopru.delivery import actions as delivery
from kopru.delivery import erasure, sending
from kopru.delivery.channels import outbox
from kopru.delivery.models import Dispatch, Recipient, RowState
from kopru.delivery.sending import tallies
from kopru.delivery.tests.factories import NOON, Clock, released

pytestmark = pytest.mark.django_db
WORDS = "Komşum Zühre Hanım"


def sent(dispatch):
    while sending.send_batch(dispatch.pk, clock=Clock()):
        pass
    dispatch.refresh_from_db()
    return dispatch


def test_a_test_of_the_letter_forgets_it_too(django_capture_on_commit_callbacks):
    by = User.objects.create_user("zeynep", "zeynep@example.org", first_name="Zeynep")
    files = [delivery.File("dilekçe.txt", "text/plain", WORDS.encode())]
    dispatch = released(1, subject=f"{WORDS} hakkında", text=WORDS, files=files)
    test = delivery.send_test(dispatch, to="zeynep@example.org", by=by, at=NOON)
    sent(test)
    copy = outbox.path_of(test.pk, test.recipients.get().pk)
    assert copy.exists()
    sent(dispatch)
    stored = dispatch.attachments.get().file
    with django_capture_on_commit_callbacks(execute=True):
        assert erasure.erase(dispatch)
    for one in Dispatch.objects.filter(pk__in=(dispatch.pk, test.pk)):
        assert WORDS not in one.subject + one.text
    assert not copy.exists()
    assert not stored.storage.exists(stored.name)
    assert not ModelLogEntry.objects.filter(label__contains=WORDS).exists()


def test_a_letter_in_doubt_whose_person_is_forgotten_is_not_sent_again():
    dispatch = sent(released(1))
    row = Recipient.objects.get(dispatch=dispatch)
    Recipient.objects.filter(pk=row.pk).update(state=RowState.UNKNOWN)
    tallies.move(dispatch.pk, (RowState.DELIVERED, RowState.UNKNOWN, 1))
    erasure.erase(dispatch)
    with pytest.raises(delivery.AddressErased):
        delivery.settle_unknown(row, decision="resend", by=None, at=NOON)
    delivery.settle_unknown(row, decision="delivered", by=None, at=NOON)
