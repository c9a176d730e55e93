"""Killed between the commit that erases somebody and the deleting of bytes: the next night finishes it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from kopru.cases import actions
from kopru.cases.asks import Attached
from kopru.cases.intake import keeping, mailroom
from kopru.cases.models import Close, Incoming, Source
from kopru.cases.privacy import retention
from kopru.cases.tests.factories import NOON, deliver, user
from kopru.cases.tests.mails import mail
from kopru.core.roles import Role
from kopru.delivery.models import Dispatch

#: Nothing commits in these tests: what happens on commit never happens, as when the process is killed there.
pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 26, 3, 0, tzinfo=ZoneInfo("Europe/Istanbul"))


def test_bytes_that_outlived_their_person_go_the_next_night():
    incoming = mailroom.take_in(mail("Ben Saadet Uçar."), source=Source.PIPE, at=NOON)[0]
    of = incoming.case
    actions.hear(of, text="Ekte.", at=NOON, files=[Attached("kimlik.pdf", "application/pdf", b"%PDF-Saadet")])
    file = of.files.get()
    stored, storage = file.file.name, file.file.storage
    actions.close(of, how=Close.WITHDRAWN, reason="Vazgeçti.", by=user(Role.CLERK), at=NOON)
    for dispatch in Dispatch.objects.all():
        deliver(dispatch)
    actions.anonymise(of, by=None, at=NOON, reason="Süresi doldu.")
    assert storage.exists(stored)
    browser = Client()
    browser.force_login(user(Role.HEAD))
    assert browser.get(reverse("cases_desk:file", args=[of.pk, file.pk])).status_code == 404
    retention.nightly(NIGHT)
    incoming.refresh_from_db()
    file.refresh_from_db()
    assert (storage.exists(stored), file.file.name, incoming.size) == (False, "", 0)
    with pytest.raises(OSError, match="No such file"):
        keeping.bytes_of(incoming)
    assert not Incoming.objects.filter(size__gt=0).exists()
