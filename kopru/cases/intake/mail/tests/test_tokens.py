"""Signed addresses are believed, forged ones refused, and numbers only from those who take part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.cases.intake.mail import matching, tokens
from kopru.cases.intake.mail.matching import By, Match
from kopru.cases.intake.mail.reading import read
from kopru.cases.intake.mail.tests import mails
from kopru.cases.intake.mail.tokens import Found, Kind, Token

_BASE = "talep@example.org"


@given(st.sampled_from(list(Kind)), st.integers(1, 10**17))
def test_a_signed_address_is_read_in_any_letter_case(kind: Kind, number: int) -> None:
    address = tokens.address(kind, number, base=_BASE)
    assert len(address.partition("@")[0]) <= 64
    for written in (address, address.upper(), f"<{address.title()}>"):
        assert tokens.opened(written) == Found(Token(kind, number))


@given(st.integers(1, 10**6), st.integers(0, 23), st.sampled_from("0123456789abcdef"))
def test_a_forged_one_is_refused(number: int, place: int, digit: str) -> None:
    local, _at, domain = tokens.address(Kind.CASE, number, base=_BASE).partition("@")
    sign = local[-24:]
    if sign[place] == digit:
        digit = "0" if digit != "0" else "1"
    forged = f"{local[:-24]}{sign[:place]}{digit}{sign[place + 1 :]}@{domain}"
    assert tokens.opened(forged) == Found(None, is_forged=True)


def test_the_sign_of_one_kind_does_not_open_another() -> None:
    case = tokens.address(Kind.CASE, 7, base=_BASE)
    assert tokens.opened(case.replace("+t", "+h")) == Found(None, is_forged=True)


@pytest.mark.parametrize("field", ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"])
def test_it_is_found_where_servers_write_it(field: str) -> None:
    raw = mails.mail(head=f'{field}: "Basın" <{tokens.address(Kind.CASE, 12, base=_BASE)}>')
    assert tokens.found_in(read(raw)).token == Token(Kind.CASE, 12)


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Ynt: Yol [2026/1234]", (2026, 1234)),
        ("Re: [#2026/7] x", (2026, 7)),
        ("(2026-15) Lamba", (2026, 15)),
        ("#2026/15 Lamba", (2026, 15)),
        ("24/11/2026 toplantısı", None),
        ("[1234/5]", None),
        ("", None),
    ],
)
def test_numbers_in_subjects(subject: str, number: tuple[int, int] | None) -> None:
    assert tokens.case_number(subject) == number


def _match(head: str, *, knows: bool = True) -> Match[str]:
    return matching.match(
        read(mails.mail(head=head)),
        by_token=lambda token: f"token {token.number}",
        by_references=lambda ids: "references " + " ".join(ids) if "known@example.org" in ids else None,
        by_number=lambda year, number: f"number {year}/{number}",
        knows=lambda _thread, address: knows and address == "ali@example.net",
    )


def test_the_order_of_threading() -> None:
    address = tokens.address(Kind.CASE, 3, base=_BASE)
    references = "References: <a@example.org> <known@example.org>\nIn-Reply-To: <b@example.org>"
    number = "Subject: Ynt: [2026/9] Yol"
    assert _match(f"To: {address}\n{references}\n{number}") == Match("token 3", By.TOKEN)
    assert _match(f"{references}\n{number}") == Match(
        "references b@example.org known@example.org a@example.org", By.REFERENCES
    )
    assert _match(number) == Match("number 2026/9", By.NUMBER)
    assert _match(number, knows=False) == Match()
    assert _match("Subject: yeni") == Match()


def test_a_forged_token_opens_no_other_way() -> None:
    forged = tokens.address(Kind.CASE, 3, base=_BASE).replace("+t3-", "+t4-")
    assert _match(f"To: {forged}\nReferences: <known@example.org>\nSubject: [2026/9]") == Match(is_forged=True)
