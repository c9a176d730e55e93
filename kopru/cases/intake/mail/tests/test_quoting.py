"""What a person wrote is told from what the program put below it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.cases.intake.mail import quoting
from kopru.cases.intake.mail.tests.replies import FORWARDS, REPLIES, Reply

_CITIZEN = "Sokak lambamız bir haftadır yanmıyor.\nAdres: İğde Sokak 5"


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply.program)
def test_only_what_was_written_is_left(reply: Reply) -> None:
    split = quoting.split(reply.text, reply.subject)
    assert split.text == reply.written
    for line in reply.text.split("\n"):
        if line.strip("> _-"):
            assert line.strip("> ") in f"{split.text}\n{split.quoted}\n{split.signature}"


@pytest.mark.parametrize("forward", FORWARDS, ids=lambda forward: forward.program)
def test_a_forwarded_mail_names_its_writer(forward: Reply) -> None:
    split = quoting.split(f"Gereği için.\n\n{forward.text}\n\n{_CITIZEN}\n", forward.subject)
    assert split.text == "Gereği için."
    (mail,) = split.forwarded
    assert (mail.name, mail.address, mail.subject) == ("Ayşe Yılmaz", "ayse@example.com", "Lamba")
    assert mail.date
    assert mail.text == _CITIZEN


def test_a_mail_passed_on_twice_names_both() -> None:
    inner = f"-------- İletilen ileti --------\nKimden: Ayşe <ayse@example.com>\nTarih: dün\nKonu: Lamba\n\n{_CITIZEN}"
    head = "-------- İletilen ileti --------\nKimden: Başkan <b@example.org>\nTarih: bugün\nKonu: Fwd: Lamba"
    outer = f"{head}\n\nBakılsın\n\n{inner}"
    split = quoting.split(outer, "Fwd: Fwd: Lamba")
    assert [(one.address, one.text) for one in split.forwarded] == [
        ("b@example.org", "Bakılsın"),
        ("ayse@example.com", _CITIZEN),
    ]
    assert split.text == ""


def test_a_mail_of_nothing_but_quotation_is_shown_whole() -> None:
    assert quoting.split("> yalnız alıntı\n> iki").text == "yalnız alıntı\niki"


@given(st.text("ab>-: \nığKimden", max_size=120))
def test_nothing_is_lost(text: str) -> None:
    split = quoting.split(text)
    kept = "".join(f"{split.text}{split.quoted}{split.signature}{split.forwarded}".split())
    assert set("".join(text.split()).replace(">", "")) <= set(kept)
    assert bool(split.text or split.forwarded) or not text.strip("> \n-")
