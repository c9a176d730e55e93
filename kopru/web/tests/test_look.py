"""What the pages are made with: colours that can be read, letters that are there."""

from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from kopru.web import colours, fonts

hexadecimal = st.from_regex(r"\A#[0-9A-F]{6}\Z")


@given(hexadecimal, hexadecimal)
def test_whatever_colours_an_office_chooses_its_words_can_be_read(primary, accent):
    palette = colours.palette(primary, accent)
    for name in ("primary", "accent", "deep"):
        for ground in (colours.STONE, colours.WHITE):
            assert colours.contrast(palette[name], ground) >= 4.5
    assert colours.contrast(palette["primary"], palette["mist"]) >= 4.5
    assert colours.contrast("#1C2A33", palette["mist"]) >= 4.5
    assert colours.contrast("#4A5A64", palette["mist"]) >= 4.5


def test_our_own_colours_stand_as_chosen():
    assert colours.palette("#0B4F6C", "#6B7A3A")["primary"] == "#0B4F6C"
    assert colours.palette("red", "</style>") == colours.palette("#0B4F6C", "#6B7A3A")
    assert round(colours.contrast("#000000", "#FFFFFF"), 6) == 21


def test_every_face_has_the_letters_of_the_place():
    fonts.cut(fonts.folder())
    for path, storage in fonts.FontFinder().list([]):
        with storage.open(path) as file, TTFont(file) as font:
            letters = set(font.getBestCmap())
        assert {ord(letter) for letter in "abcçdefgğhıijklmnoöprsştuüvyzÇĞİÖŞÜâîûÂÎÛ₺€“”‘’–…·"} <= letters
        assert storage.size(path) < 40_000


def test_faces_are_found_as_static_files():
    finder = fonts.FontFinder()
    assert finder.find("web/fonts/sans-regular.woff").endswith("sans-regular.woff")
    assert finder.find("web/fonts/none.woff") == []
    assert finder.find("web/site.css") == []
