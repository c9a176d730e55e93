"""What every page of ours keeps, and a visitor who looks at each page that a test fetches.

`check_page(html)` is for a page already at hand; the fixture `page` signs somebody in by role and checks what it gets:

    def test_the_list(page):
        page.sign_in(Role.CLERK)
        response = page.get(reverse("person:index"), max_queries=25)
"""

import re
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from itertools import count
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, Doctype, NavigableString
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kopru.core.models import User
from kopru.core.roles import Role, sync

#: Words of screens that no Turkish sentence has; looked for in visible text and in what screen readers say.
_ENGLISH = re.compile(
    r"""(?<![\w@./-])(?:
    Accept|Account|Actions|Add|All|Approve|Approved|Are|Back|Bulletin|Cancel|Change|Choose|Clear|Click|Close|Comment|Confirm|
    Continue|Copy|Create|Created|Dashboard|Date|Delete|Deleted|Details|Documents|Download|Draft|Edit|Email|Enter|Error|
    Export|Filter|Filters|Help|Hide|History|Home|Image|Images|Import|Loading|Log|Login|Logout|Missing|Move|Name|New|Next|
    Nothing|Open|Page|Pages|Password|Phone|Please|Preview|Previous|Publish|Published|Reject|Remove|Reports|Required|Reset|
    Save|Saved|Search|Select|Send|Sent|Settings|Sign|Skip|Sorry|Sort|Status|Subject|Submit|Text|There|This|Title|
    Today|Toggle|Type|Unknown|Unpublish|Update|Updated|Upload|Usage|User|Username|Users|View|Warning|Welcome|Withdraw|
    Withdrawn|Workflow|Yes|You|Your|
    the|and|with|this|that|your|you|from|have|been|was|were|will|yet|are|please|click|here
    )(?![\w@]|[./-]\w)""",
    re.VERBOSE,
)
#: Where another language, or none, is at home.
_FOREIGN = ("code", "pre", "script", "style", "template", "svg", "kbd", "samp", "noscript", "textarea")
_SPOKEN = ("alt", "title", "placeholder", "aria-label", "aria-description")
_UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


def check_page(html: str | bytes, *, queries: int | None = None, max_queries: int = 40) -> BeautifulSoup:
    """Check a whole page and return it parsed.

    :raises AssertionError: with everything that is wrong, a line each
    """
    soup = BeautifulSoup(html, "html.parser")
    for template in soup("template"):
        template.extract()
    wrong = [complaint for rule in _RULES for complaint in rule(soup)]
    if queries is not None and queries > max_queries:
        wrong.append(f"{queries} queries; at most {max_queries}")
    assert not wrong, "\n".join(wrong)
    return soup


def _has_a_frame(soup: BeautifulSoup) -> Iterator[str]:
    if not soup.html or not soup.html.get("lang"):
        yield "<html> says no language"
    if not soup.title or not soup.title.get_text(strip=True):
        yield "no title"


def _has_one_first_heading(soup: BeautifulSoup) -> Iterator[str]:
    found = [heading.get_text(" ", strip=True) for heading in soup("h1")]
    if len(found) != 1 or not found[0]:
        yield f"{len(found)} <h1>: {found}"


def _headings_skip_no_level(soup: BeautifulSoup) -> Iterator[str]:
    headings = soup(re.compile(r"^h[1-6]$"))
    for before, heading in zip([None, *headings], headings, strict=False):
        depth = int(before.name[1]) if before else 1
        if int(heading.name[1]) > depth + 1:
            yield f"<{heading.name}> after <h{depth}>: {heading.get_text(' ', strip=True)}"


def _ids_are_unique(soup: BeautifulSoup) -> Iterator[str]:
    seen = Counter(tag["id"] for tag in soup(id=True))
    yield from (f"id={name!r} stands {times} times" for name, times in seen.items() if times > 1)


def _fields_have_labels(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {label["for"] for label in soup("label") if label.get("for") and label.get_text(strip=True)}
    for field in soup(["input", "select", "textarea"]):
        bound = field.get("id") in labelled or field.find_parent("label") or _is_named(field, soup)
        if not bound and field.get("type") not in _UNLABELLED:
            yield f"no label: {_start_of(field)}"


def _buttons_and_links_have_names(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup(["button", "a"]):
        reachable = tag.name == "button" or tag.get("href")
        said = tag.get_text(strip=True) or any(image.get("alt") for image in tag("img")) or tag.find("title")
        if reachable and not said and not _is_named(tag, soup):
            yield f"no name: {_start_of(tag)}"


def _pictures_say_what_they_show(soup: BeautifulSoup) -> Iterator[str]:
    yield from (f"no alt: {_start_of(image)}" for image in soup("img") if image.get("alt") is None)


def _no_english_is_left(soup: BeautifulSoup) -> Iterator[str]:
    for text in _visible(soup):
        if found := _ENGLISH.findall(text):
            yield f"English ({', '.join(sorted(set(found)))}): {' '.join(text.split())[:120]}"


_RULES = (
    _has_a_frame,
    _has_one_first_heading,
    _headings_skip_no_level,
    _ids_are_unique,
    _fields_have_labels,
    _buttons_and_links_have_names,
    _pictures_say_what_they_show,
    _no_english_is_left,
)


def _visible(soup: BeautifulSoup) -> Iterator[str]:
    for node in soup.find_all(string=True):
        if (
            not isinstance(node, Comment | Doctype)
            and isinstance(node, NavigableString)
            and not _is_foreign(node.parent)
        ):
            yield str(node)
    for tag in soup.find_all():
        if not _is_foreign(tag):
            yield from (tag[name] for name in _SPOKEN if tag.get(name))
            if tag.name == "input" and tag.get("type") in {"submit", "button"}:
                yield tag.get("value", "")


def _is_foreign(tag: Tag | None) -> bool:
    chain = [tag, *tag.parents] if tag else []
    return any(
        one.name in _FOREIGN or (one.get("lang") or "tr") not in {"tr", "tr-TR"}
        for one in chain
        if one.name != "[document]"
    )


def _is_named(tag: Tag, soup: BeautifulSoup) -> bool:
    named_by = (tag.get("aria-labelledby") or "").split()
    return bool(
        tag.get("aria-label") or tag.get("title") or (named_by and all(soup.find(id=name) for name in named_by))
    )


def _start_of(tag: Tag) -> str:
    return str(tag).partition(">")[0][:160] + ">"


class Visitor:
    """Somebody in front of the screen: signs in, fetches pages, and each page that comes is checked."""

    _made = count(1)

    def __init__(self, client: Client) -> None:
        self.client = client

    def sign_in(self, *roles: Role, user: User | None = None) -> User:
        """Sign `user` in, or somebody new who holds `roles`."""
        sync()
        if user is None:
            name = f"ziyaretci{next(self._made)}"
            user = User.objects.create_user(name, f"{name}@example.org", first_name="Zeynep", last_name="Işık")
        user.groups.add(*Group.objects.filter(name__in=[role.value for role in roles]))
        self.client.force_login(user)
        return user

    def get(
        self, address: str, data: Any = None, *, status: int = 200, max_queries: int = 40, **more: Any
    ) -> HttpResponse:
        """Fetch a page, following redirects, and check it."""
        return self._look(self.client.get, address, data, status=status, max_queries=max_queries, **more)

    def post(
        self, address: str, data: Any = None, *, status: int = 200, max_queries: int = 80, **more: Any
    ) -> HttpResponse:
        """Send a form, follow where it leads, and check the page that comes."""
        return self._look(self.client.post, address, data, status=status, max_queries=max_queries, **more)

    def _look(
        self, method: Any, address: str, data: Any, *, status: int, max_queries: int, **more: Any
    ) -> HttpResponse:
        with CaptureQueriesContext(connection) as asked:
            response = method(address, data, follow=True, **more)
        assert response.status_code == status, f"{address}: {response.status_code}, wanted {HTTPStatus(status)!r}"
        if "text/html" in response.headers.get("Content-Type", "") and not response.streaming:
            response.soup = check_page(response.content, queries=len(asked), max_queries=max_queries)
        return response


@pytest.fixture
def page(client: Client, db: None, settings: Any) -> Visitor:
    """A visitor in a fresh house; `page.sign_in(Role.HEAD)`, then `page.get(address)`."""
    settings.DEMO = True  # the second factor has tests of its own
    (settings.HOME / "static").mkdir(exist_ok=True)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()
    return Visitor(client)
