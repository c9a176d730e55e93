"""Turkish letters come out whatever the mail says about its charset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.cases.intake.mail import charsets
from kopru.cases.intake.mail.reading import read
from kopru.cases.intake.mail.tests import mails

_SAID = [
    "windows-1254",
    "iso-8859-9",
    "iso-8859-1",
    "windows-1252",
    "us-ascii",
    "utf-8",
    "x-unknown",
    "",
    "turkish",
    "iso-8859-2",
]


@pytest.mark.parametrize("said", _SAID)
@pytest.mark.parametrize("real", ["utf-8", "cp1254", "iso8859-9"])
def test_turkish_mail(real: str, said: str) -> None:
    assert read(mails.mail(charset=real, said=said or "charset-yok")).text == mails.TEXT


@pytest.mark.parametrize("wrong", ["cp1252", "cp1254", "latin-1"])
def test_letters_encoded_twice_are_put_right(wrong: str) -> None:
    twice = "".join(letter if letter.isascii() else _twice(letter, wrong) for letter in mails.TEXT)
    assert charsets.decode(twice.encode()) == mails.TEXT


def _twice(letter: str, wrong: str) -> str:
    return (
        letter.encode().decode(wrong, "replace")
        if wrong == "latin-1"
        else letter.encode().decode("cp1252", "ignore") or letter
    )


@pytest.mark.parametrize("said", ["utf-7", "unicode-1-1-utf-7", "us-ascii"])
def test_utf7(said: str) -> None:
    assert charsets.decode("İğde Sokağı'nda ışık".encode("utf-7"), said) == "İğde Sokağı'nda ışık"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Уважаемые господа, когда откроется пляж?", "koi8-r"),
        ("Уважаемые господа, когда откроется пляж?", "windows-1251"),
        ("Zażółć gęślą jaźń, proszę", "iso-8859-2"),
        ("東京からのお問い合わせです", "iso-2022-jp"),
        ("請問海灘何時開放", "big5"),
        ("Größe, Straße, über", "iso-8859-1"),
        ("متى يفتح الشاطئ", "windows-1256"),
        ("Πότε ανοίγει η παραλία;", "iso-8859-7"),
    ],
)
def test_guests_keep_their_letters(text: str, charset: str) -> None:
    assert charsets.decode(text.encode(charset), charset) == text


def test_a_text_that_was_cut_keeps_what_it_had() -> None:
    assert charsets.decode("ışık".encode()[:-1] + b"\xc4", "utf-8").startswith("ışı")


@pytest.mark.parametrize("name", ["zip", "rot13", "idna", "punycode", "undefined", "\x00", "a" * 100, "unicode_escape"])
def test_what_is_no_charset_is_not_one(name: str) -> None:
    assert charsets.known(name) == ""


@given(st.binary(max_size=300), st.sampled_from([*_SAID, "utf-16", "koi8-r", "hz", "iso-2022-jp"]))
def test_any_bytes_become_text(octets: bytes, said: str) -> None:
    assert isinstance(charsets.decode(octets, said), str)


@given(
    st.text("abcçğıöşüÇĞİÖŞÜ .,", min_size=1, max_size=200),
    st.sampled_from(["utf-8", "cp1254"]),
    st.sampled_from(_SAID[:8]),
)
def test_turkish_letters_survive_every_claim(text: str, real: str, said: str) -> None:
    octets = text.encode(real)
    if real == "cp1254" and not _is_clearly_not_utf8(octets):
        return
    assert charsets.decode(octets, said) == text


def _is_clearly_not_utf8(octets: bytes) -> bool:
    """Two letters of windows-1254 can be one of UTF-8 only in rows like "ÜÖ" that no word has."""
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return len(octets.decode("utf-8", "ignore").encode()) == sum(octet < 0x80 for octet in octets)
    return False
