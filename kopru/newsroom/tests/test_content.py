"""What is frozen: cleaned once, said the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.newsroom import content
from kopru.newsroom.comparison import compare
from kopru.newsroom.tests import factories as make

PASTED = (
    '<p onclick="x()">Bir <b>iki</b><script>alert(1)</script> <a href="javascript:alert(1)">üç</a>'
    '<img src=x onerror=alert(1)> <a href="https://example.org/a">dört</a></p><style>p{}</style><p></p><div>beş</div>'
)


def test_pasted_html_leaves_words_and_honest_links_only():
    first, second = content.runs(PASTED)
    assert content.text_of(first) == "Bir iki üç dört"
    assert [run for run in first if "link" in run] == [{"text": "dört", "link": "https://example.org/a"}]
    assert [run for run in first if run.get("bold")] == [{"text": "iki", "bold": True}]
    assert second == [{"text": "beş"}]


@given(st.text())
def test_no_markup_and_no_control_character_survives(text):
    joined = "".join(content.text_of(each) for each in content.runs(f"<p>{text}</p>"))
    assert all(char.isprintable() for char in joined)


@given(st.text())
def test_one_line_is_one_line(text):
    line = content.one_line(text)
    assert len(line.splitlines()) <= 1
    assert all(char.isprintable() for char in line)
    assert content.one_line(line) == line


@pytest.mark.django_db
def test_a_script_in_a_bulletin_reaches_no_edition():
    bulletin = make.approved(body=[("paragraph", PASTED), ("quote", {"text": PASTED, "speaker": "A", "office": ""})])
    written = str(bulletin.edition.content)
    assert "alert" not in written
    assert "<" not in written
    assert "onerror" not in written


@pytest.mark.django_db
def test_an_edition_is_the_same_as_its_fingerprint_says():
    edition = make.approved(figures=2, topics=("Kültür",)).edition
    assert edition.sha256 == content.fingerprint(edition.content)
    assert edition.content["topics"] == ["Kültür"]
    assert [figure["credit"] for figure in edition.content["figures"]] == ["Deniz Örnek", "Deniz Örnek"]
    assert [figure.order for figure in edition.figures.all()] == [0, 1]


def words(**more):
    empty = {"language": "tr", "overline": "", "spot": "", "place": "", "unit": "", "topics": [], "contact": None}
    return {**empty, "headline": "Yol açılıyor", "blocks": [], "figures": [], "files": [], **more}


def test_a_comparison_shows_which_words_went_and_came():
    old = words(spot="Yol salı günü açılıyor.")
    new = words(spot="Yol çarşamba günü açılıyor.")
    headline, spot = compare(old, new)
    assert headline.change == "same"
    assert [(piece.change, piece.text) for piece in spot.pieces] == [
        ("same", "Yol "),
        ("gone", "salı"),
        ("new", "çarşamba"),
        ("same", " günü açılıyor."),
    ]


@given(st.lists(st.text(alphabet="abc ıİ.", min_size=1), max_size=6), st.lists(st.text(alphabet="abc ıİ."), max_size=6))
def test_a_comparison_loses_no_word(before, after):
    def paragraphs(lines):
        return [{"kind": "paragraph", "runs": [{"text": line}]} for line in lines]

    lines = compare(words(blocks=paragraphs(before)), words(blocks=paragraphs(after)))
    old = "".join(piece.text for line in lines for piece in line.pieces if piece.change != "new")
    new = "".join(piece.text for line in lines for piece in line.pieces if piece.change != "gone")
    assert old == "Yol açılıyor" + "".join(before)
    assert new == "Yol açılıyor" + "".join(after)
