"""One letter to one person in one act: the same as drafting, freezing and releasing one after the other."""

from datetime import UTC, datetime

import pytest

from kopru.delivery import actions
from kopru.delivery.actions import Addressee, File, RowsRefused, SecondPersonNeeded, Terms, Written
from kopru.delivery.models import Dispatch, DispatchState, LegalBasis

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
_TERMS = Terms(legal_basis=LegalBasis.OBLIGATION, heeds_opt_out=False, threshold=1)
_ISIL = Addressee("isil@example.org", "Işıl Çağlar", "Sayın Işıl ÇAĞLAR")


def _letter(**fields):
    given = {
        "kind": "cases.receipt",
        "subject": "Başvurunuz alındı",
        "text": "{greeting},\n\nAldık.",
        "html": "<p>{greeting}</p>",
        "headers": {"In-Reply-To": "<1@example.org>"},
        "reply_to": "talep+c1@example.org",
        "language": "tr",
        "reference": "case:1",
        "terms": _TERMS,
        "by": None,
        "at": NOON,
    }
    return given | fields


@pytest.mark.parametrize("files", [(), (File("a.txt", "text/plain", b"a"),)])
def test_it_is_the_same_as_step_by_step(files):
    steps = actions.draft(**_letter(files=files))
    actions.freeze(steps, addressees=[_ISIL], at=NOON)
    actions.release(steps, by=None, at=NOON)
    at_once = actions.write_to(_ISIL, **_letter(files=files))
    left_out = {"id", "token"}
    values = [
        {field.name: getattr(each, field.attname) for field in Dispatch._meta.fields if field.name not in left_out}
        for each in (Dispatch.objects.get(pk=steps.pk), Dispatch.objects.get(pk=at_once.pk))
    ]
    assert values[0] == values[1]
    assert at_once.state == DispatchState.SENDING
    assert steps.counts() == at_once.counts()
    rows = [
        each.recipients.values("address", "key", "name", "greeting", "fields", "state").get()
        for each in (steps, at_once)
    ]
    assert rows[0] == rows[1]
    assert at_once.attachments.count() == len(files)


def test_a_wrong_address_or_a_missing_word_is_refused():
    with pytest.raises(RowsRefused):
        actions.write_to(Addressee("nobody"), **_letter())
    with pytest.raises(RowsRefused):
        actions.write_to(Addressee("isil@example.org"), **_letter(text="{greeting}, {place}"))
    with pytest.raises(SecondPersonNeeded):
        actions.write_to(_ISIL, **_letter(terms=Terms(threshold=0)))
    assert not Dispatch.objects.exists()


def test_write_many_gives_each_their_own_letter():
    letters = [
        Written(Addressee(f"a{n}@x.org", greeting="Merhaba"), f"Konu {n}", "{greeting},", "", {}, "", "tr", f"case:{n}")
        for n in range(3)
    ]
    made = actions.write_many(letters, kind="cases.receipt", terms=_TERMS, by=None, at=NOON)
    stored = Dispatch.objects.filter(pk__in=[each.pk for each in made]).order_by("pk")
    said = [(each.subject, each.reference, each.recipients.get().address, each.counts()["queued"]) for each in stored]
    assert said == [(f"Konu {n}", f"case:{n}", f"a{n}@x.org", 1) for n in range(3)]
