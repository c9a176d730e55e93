"""What came back: read, believed or not, and written down once."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.delivery import actions as delivery
from kopru.delivery import bounces, sending
from kopru.delivery.bounces import matching, reading
from kopru.delivery.mail.return_path import return_path
from kopru.delivery.models import Bounce, Dispatch, Recipient, Suppression
from kopru.delivery.tests import other_mail, returned
from kopru.delivery.tests.factories import NOON, Clock, draft
from kopru.directory.models import ContactPoint
from kopru.directory.tests import factories as directory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def signs(settings):
    settings.MAIL_RETURN_PATH = "donen@example.org"


def sent(point: ContactPoint | None = None) -> Recipient:
    """A row that a server accepted."""
    point = point or directory.contact_point()
    dispatch = draft()
    delivery.freeze(dispatch, contact_points=ContactPoint.objects.filter(pk=point.pk), at=NOON)
    delivery.release(dispatch, by=None, at=NOON)
    while sending.send_batch(dispatch.pk, clock=Clock()):
        pass
    return Recipient.objects.select_related("dispatch").get(dispatch=dispatch)


def mail(form: returned.Returned, row: Recipient, to: str = "") -> bytes:
    to = to or return_path(row.dispatch, row.pk)
    return form.mail(to=to, address=row.address, message_id=row.message_id)


def ledger_says(row: Recipient) -> tuple[str, dict[str, int]]:
    row.refresh_from_db()
    counts = {state: number for state, number in Dispatch.objects.get(pk=row.dispatch_id).counts().items() if number}
    return row.state, counts


@pytest.mark.parametrize("name", returned.ALL)
def test_each_form_is_read_by_the_sign_on_its_address(name):
    form, row = returned.ALL[name], sent()
    verdict = bounces.receive(mail(form, row), at=LATER)
    assert (verdict.outcome, verdict.kind, verdict.recipient) == ("bounce", form.kind, row.address)
    assert form.reason in verdict.reason
    assert ledger_says(row) == (form.state, {form.state: 1})
    assert form.reason in row.reason
    assert Suppression.objects.filter(key=row.key, reason="bounce").exists() is form.blocked
    row.contact_point.refresh_from_db()
    assert row.contact_point.standing == ("stale" if form.blocked else "good")


@pytest.mark.parametrize("name", returned.ALL)
def test_each_form_is_read_by_the_message_id_it_returns(name, settings):
    settings.MAIL_RETURN_PATH = ""
    form, row = returned.ALL[name], sent()
    verdict = bounces.receive(mail(form, row, to="basin@example.org"), at=LATER)
    assert (verdict.outcome, verdict.kind, verdict.recipient) == ("bounce", form.kind, row.address)
    assert ledger_says(row)[0] == form.state
    assert Suppression.objects.exists() is form.blocked


def test_without_a_sign_where_signs_are_in_use_a_row_ends_but_nobody_is_blocked():
    row = sent()
    bounces.receive(mail(returned.POSTFIX, row, to="basin@example.org"), at=LATER)
    assert ledger_says(row)[0] == "failed"
    assert not Suppression.objects.exists()


def test_a_returned_message_id_with_another_address_is_not_believed(settings):
    settings.MAIL_RETURN_PATH = ""
    row, other = sent(), sent()
    forged = returned.POSTFIX.mail(to="basin@example.org", address=other.address, message_id=row.message_id)
    assert bounces.receive(forged, at=LATER).outcome == "unmatched"
    assert (ledger_says(row)[0], ledger_says(other)[0]) == ("delivered", "delivered")


def test_a_forged_sign_changes_nothing_and_is_said():
    row = sent()
    address = return_path(row.dispatch, row.pk)
    local, _, domain = address.partition("@")
    forged = f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"
    verdict = bounces.receive(mail(returned.POSTFIX, row, to=forged), at=LATER)
    assert (verdict.outcome, verdict.kind) == ("forged", "")
    assert verdict.reason == "Dönüş adresindeki imza bize ait değil."
    assert ledger_says(row) == ("delivered", {"delivered": 1})
    assert Bounce.objects.get().recipient is None


def test_the_same_mail_twice_changes_nothing():
    row = sent()
    raw = mail(returned.POSTFIX, row)
    bounces.receive(raw, at=LATER)
    delivery.lift(Suppression.objects.get(), by=directory.user(), at=LATER)
    again = bounces.receive(raw, at=LATER + timedelta(days=1))
    assert again.known
    assert (again.outcome, again.kind, again.recipient) == ("bounce", "hard", row.address)
    assert Bounce.objects.count() == 1
    assert not Suppression.objects.in_force().exists()
    assert ledger_says(row) == ("failed", {"failed": 1})


def test_its_bytes_are_kept_before_they_are_read():
    raw = b"\xff\xfe no mail at all"
    bounces.receive(raw, at=NOON)
    assert bounces.kept_at(Bounce.objects.get().sha256).read_bytes() == raw


def test_a_second_report_of_the_same_row_leaves_the_first_words():
    row = sent()
    bounces.receive(mail(returned.POSTFIX, row), at=LATER)
    bounces.receive(mail(returned.GMAIL, row), at=LATER)
    assert ledger_says(row) == ("failed", {"failed": 1})
    assert "virtual mailbox table" in row.reason


def test_the_third_temporary_failure_of_different_mails_counts_as_permanent():
    point = directory.contact_point()
    first, second, third = sent(point), sent(point), sent(point)
    for row in (first, second):
        assert bounces.receive(mail(returned.POSTFIX_DELAYED, row), at=LATER).kind == "soft"
    assert bounces.receive(mail(returned.FULL, second), at=LATER).kind == "soft"  # the same mail, not a third
    assert bounces.receive(mail(returned.POSTFIX_DELAYED, third), at=LATER).kind == "hard"
    assert ledger_says(third) == ("failed", {"failed": 1})
    assert Suppression.objects.get().key == point.key


def test_temporary_failures_of_long_ago_do_not_count():
    point = directory.contact_point()
    for row in (sent(point), sent(point)):
        bounces.receive(mail(returned.POSTFIX_DELAYED, row), at=NOON - timedelta(days=31))
    assert bounces.receive(mail(returned.POSTFIX_DELAYED, sent(point)), at=NOON).kind == "soft"


def test_an_answering_machine_is_no_bounce():
    row = sent()
    raw = other_mail.plain(other_mail.AWAY, to=return_path(row.dispatch, row.pk), message_id=row.message_id)
    assert bounces.receive(raw, at=LATER).outcome == "automatic"
    assert ledger_says(row)[0] == "delivered"


def test_a_letter_that_happens_to_say_550_is_no_bounce():
    row = sent()
    raw = other_mail.plain(other_mail.LETTER, to=return_path(row.dispatch, row.pk), message_id=row.message_id)
    assert bounces.receive(raw, at=LATER).outcome == "other"
    assert ledger_says(row)[0] == "delivered"


def test_who_complains_gets_nothing_more():
    row = sent()
    raw = other_mail.plain(other_mail.COMPLAINT, to=return_path(row.dispatch, row.pk), message_id=row.message_id)
    assert bounces.receive(raw, at=LATER).outcome == "complaint"
    assert Suppression.objects.get().reason == "complaint"
    assert ledger_says(row)[0] == "delivered"


def test_a_dead_address_gets_nothing_of_the_next_dispatch():
    point = directory.contact_point()
    bounces.receive(mail(returned.EXIM, sent(point)), at=LATER)
    row = sent(point)
    assert row.state == "suppressed"


def test_a_row_in_doubt_that_comes_back_is_no_longer_in_doubt():
    row = sent()
    Recipient.objects.filter(pk=row.pk).update(state="unknown")
    row.dispatch.tallies.filter(delivered=1).update(delivered=0, unknown=1)
    bounces.receive(mail(returned.POSTFIX, row), at=LATER)
    assert ledger_says(row) == ("failed", {"failed": 1})


@given(raw=st.binary(max_size=3000))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_without_an_exception(raw):
    matching.find(reading.read(raw))


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_report_with_anything_cut_out_or_put_in_is_read_without_an_exception(data):
    form = data.draw(st.sampled_from(sorted(returned.ALL)))
    raw = returned.ALL[form].mail(
        to="donen+1-aaaaaaaaaaaaaaaaaaaa@example.org", address="a@b.example", message_id="<x>"
    )
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 200)))
    report = reading.read(raw[:start] + data.draw(st.binary(max_size=60)) + raw[end:])
    assert all(len(failure.reason) <= 255 for failure in report.failures)


def test_parts_within_parts_without_end_are_read_without_an_exception():
    nest = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(2000))
    assert bounces.receive(b"From: mailer-daemon@x\n" + nest, at=NOON).outcome in ("unreadable", "other", "unmatched")


def test_the_command_reads_a_folder_an_mbox_and_says_each_mail_in_json(tmp_path):
    folder, first, second = tmp_path / "gelen", sent(), sent()
    (folder / "yeni" / "cur").mkdir(parents=True)
    (folder / "yeni" / "cur" / "1").write_bytes(mail(returned.POSTFIX, first))
    (folder / "kutu.mbox").write_bytes(
        b"From MAILER-DAEMON Tue Nov 24 12:10:00 2026\n" + mail(returned.EXIM, second).replace(b"\r\n", b"\n") + b"\n\n"
    )
    out = StringIO()
    call_command("mail", "bounce", str(folder), "--json", stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(line["file"], line["outcome"], line["recipient"], line["kind"]) for line in lines] == [
        (f"{folder}/kutu.mbox#1", "bounce", second.address, "hard"),
        (f"{folder}/yeni/cur/1", "bounce", first.address, "hard"),
    ]
    out = StringIO()
    call_command("mail", "bounce", str(folder / "yeni"), "--json", stdout=out)
    assert json.loads(out.getvalue())["outcome"] == "duplicate"


def test_the_command_says_in_turkish_what_it_did_and_what_is_missing(tmp_path):
    row = sent()
    (tmp_path / "1.eml").write_bytes(mail(returned.GMAIL, row))
    out = StringIO()
    call_command("mail", "bounce", str(tmp_path / "1.eml"), stdout=out)
    assert f"1.eml: Geri dönen posta, Kalıcı, {row.address}, 550-5.1.1" in out.getvalue()
    assert "1 posta okundu" in out.getvalue()
    with pytest.raises(CommandError, match="dosya ya da klasör yok"):
        call_command("mail", "bounce", str(tmp_path / "yok"))
