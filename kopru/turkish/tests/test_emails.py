"""E-mail addresses as typed, for transport, for people and for comparing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.turkish import emails


@pytest.mark.parametrize(
    ("written", "transport", "shown", "key"),
    [
        ("Basin@KucukKuyu.bel.tr", "Basin@kucukkuyu.bel.tr", "Basin@kucukkuyu.bel.tr", "basin@kucukkuyu.bel.tr"),
        (" <a.b+c@Example.ORG> ", "a.b+c@example.org", "a.b+c@example.org", "a.b+c@example.org"),
        ("INFO@BELEDIYE.example", "INFO@belediye.example", "INFO@belediye.example", "info@belediye.example"),
        ("x@KÜÇÜKKUYU.example", "x@xn--kkkuyu-wua1ob.example", "x@küçükkuyu.example", "x@xn--kkkuyu-wua1ob.example"),
        ("mailto:a@example.org,", "a@example.org", "a@example.org", "a@example.org"),
        ("\u200ba@example.org\ufeff", "a@example.org", "a@example.org", "a@example.org"),
    ],
)
def test_forms(written: str, transport: str, shown: str, key: str) -> None:
    assert emails.parse(written) == emails.Email(transport, shown, key)


def test_a_local_part_beyond_ascii_is_kept_and_marked() -> None:
    found = emails.parse("ışık@example.org")
    assert found.transport == "ışık@example.org"
    assert found.needs_smtputf8
    assert not emails.parse("isik@küçükkuyu.example").needs_smtputf8


@pytest.mark.parametrize(
    ("written", "obstacle"),
    [
        ("", emails.EmailEmpty),
        (" <> ", emails.EmailEmpty),
        ("ayse.example.org", emails.AtSignMissing),
        ("a@b@example.org", emails.SeveralAddresses),
        ("a@example.org; b@example.org", emails.SeveralAddresses),
        ("@example.org", emails.LocalPartInvalid),
        ("a b@example.org", emails.LocalPartInvalid),
        ("a..b@example.org", emails.LocalPartInvalid),
        ("a" * 65 + "@example.org", emails.LocalPartInvalid),
        ("a@", emails.DomainInvalid),
        ("a@example", emails.DomainInvalid),
        ("a@-x.example", emails.DomainInvalid),
        ("a@[127.0.0.1]", emails.DomainInvalid),
        ("a@" + "x" * 300 + ".example", emails.EmailTooLong),
        ("a@example.org\r\nBcc: b@example.org", emails.HeaderInjection),
        ("a\x00@example.org", emails.HeaderInjection),
        ("a@example.org\u2028b", emails.HeaderInjection),
    ],
)
def test_what_is_wrong_is_said(written: str, obstacle: type[emails.EmailInvalid]) -> None:
    with pytest.raises(obstacle):
        emails.parse(written)


_addresses = st.from_regex(r"[A-Za-z0-9]{1,10}(\.[A-Za-z0-9]{1,10})?@[A-Za-zçğıöşü]{2,12}\.example", fullmatch=True)


@given(_addresses)
def test_the_key_knows_an_address_again(address: str) -> None:
    found = emails.parse(address)
    assert emails.parse(found.transport) == emails.parse(found.shown) == found
    assert emails.parse(found.key).key == found.key


@given(st.text(max_size=60), st.sampled_from(["\r", "\n", "\x0b", "\x85", "\u2029"]))
def test_no_line_break_ever_passes(text: str, line_break: str) -> None:
    with pytest.raises(emails.EmailInvalid):
        emails.parse(f"a@example.org{line_break}x{text}")
