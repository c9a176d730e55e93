"""The page check sees what it promises to see; and the stock screens of the desk pass it."""

import pytest
from django.urls import reverse_lazy

from kopru.core.roles import Role
from tests.pages import check_page

WHOLE = """<!doctype html><html lang="tr"><head><title>Bültenler – Köprü</title></head><body><main>
<h1>Bültenler</h1><h2>Taslaklar</h2>
<form><label for="q">Ara</label><input id="q" name="q"><label>Tarih <input name="d"></label>
<button>Kaydet</button></form>
<img src="a.jpg" alt=""><code>Save the Page</code><p lang="en">Search the archive</p>
<p>Daily-News.com · ad@example.org</p>
</main></body></html>"""


def test_a_whole_page_passes():
    assert check_page(WHOLE, queries=3).h1.get_text() == "Bültenler"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("<h1>Bültenler</h1>", "", "0 <h1>"),
        ("<h2>", "<h1>İki</h1><h2>", "2 <h1>"),
        ("<h1>Bültenler</h1>", "<h1> </h1>", "1 <h1>"),
        (' lang="tr"', "", "language"),
        ("Bültenler – Köprü", "", "no title"),
        ("<h2>", "<h4>Ara</h4><h2>", "<h4> after <h1>"),
        ('<img src="a.jpg" alt="">', '<img src="a.jpg">', "no alt"),
        ('for="q"', 'for="x"', "no label"),
        ('name="d"', 'id="q"', "stands 2 times"),
        ("<button>Kaydet</button>", "<button><svg></svg></button>", "no name"),
        ("Kaydet", "Save", "English (Save)"),
        ("Taslaklar", "There are no items", "English (There, are)"),
        ("<button>", '<button title="Delete">', "English (Delete)"),
        ("Taslaklar", "Back to list", "English (Back)"),
    ],
)
def test_each_fault_is_told(old, new, complaint):
    assert old in WHOLE
    with pytest.raises(AssertionError) as told:
        check_page(WHOLE.replace(old, new))
    assert complaint in str(told.value)


def test_too_many_queries_are_told():
    with pytest.raises(AssertionError, match="41 queries; at most 40"):
        check_page(WHOLE, queries=41)


@pytest.mark.parametrize(
    "address",
    [
        reverse_lazy("account_login"),
        reverse_lazy("mfa_index"),
        reverse_lazy("wagtailadmin_home"),
        reverse_lazy("wagtailadmin_account"),
        reverse_lazy("wagtailredirects:index"),
        reverse_lazy("wagtailredirects:add"),
        reverse_lazy("wagtailsettings:edit", args=("core", "identity")),
        reverse_lazy("wagtailusers_users:index"),
        reverse_lazy("wagtailusers_users:add"),
    ],
    ids=str,
)
def test_the_stock_screens_of_the_desk_are_whole_and_turkish(page, address):
    if "login" not in str(address):
        page.sign_in(Role.ADMINISTRATOR)
    page.get(address, max_queries=60)
