"""Uploads in the encodings that Turkish offices use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.turkish import charset
from kopru.turkish.tests.strategies import turkish_text

CSV = "Ad;Şehir\nIşık Çağrı;İzmir\n“Gül Öz”;Muğla\n"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1254", "cp1254"),
    ],
)
def test_each_encoding_is_known(encoding: str, named: str) -> None:
    assert charset.decode(CSV.encode(encoding)) == (CSV, named)


def test_latin5_where_no_windows_letter_stands() -> None:
    plain = CSV.replace("“", '"').replace("”", '"')
    assert charset.decode(plain.encode("iso8859-9")) == (plain, "iso8859-9")


def test_a_utf8_file_that_broke_off_in_a_letter() -> None:
    assert charset.decode("Işık Çağrı".encode()[:-1]) == ("Işık Çağr", "utf-8")


def test_nothing_is_text() -> None:
    assert charset.decode(b"") == ("", "utf-8")


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00",
        b"\xff\xfea",
        bytes(range(128, 160)) * 4,
    ],
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(charset.NotText):
        charset.decode(raw)


@given(turkish_text, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1254"]))
def test_turkish_text_comes_back_whole(text: str, encoding: str) -> None:
    headed = f"Şehir\n{text}"  # two letters alone can be right in two encodings; a heading settles it
    assert charset.decode(headed.encode(encoding))[0] == headed


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        text, encoding = charset.decode(raw)
    except charset.NotText as error:
        assert str(error)  # noqa: PT017 - refused with a reason is one of the two right ends
    else:
        assert isinstance(text, str)
        assert encoding
