"""No mail of ours tells anybody that it was read: nothing is fetched from afar, no link counts who followed it (G9)."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from kopru.cases.letters import posting
from kopru.cases.tests import factories as cases
from kopru.core.roles import Role
from kopru.delivery import actions as delivery
from kopru.delivery import question, sending
from kopru.delivery.models import Dispatch, DispatchState
from kopru.directory.tests import factories as directory
from kopru.newsroom import actions as newsroom_verbs
from kopru.newsroom.actions import offering
from kopru.newsroom.tests import factories as newsroom

pytestmark = pytest.mark.django_db

#: what a mail program fetches, and where its address stands
_FETCHED = ("img", "link", "script", "iframe", "object", "embed", "video", "audio", "source", "input", "form", "base")
_REMOTE = re.compile(r"url\(\s*[\"']?(?!data:|cid:)|@import", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s\"'<>)]+")
#: signed for one person because it acts for them: the way out, and one's own data
_OWN = re.compile(r"/(cik|ayril|listeden|bilgilerim|basvuru|birim|cozuldu-mu|unsubscribe)[^/]*/")


def fetched(html: str) -> list[str]:
    """Return what reading `html` would fetch from afar."""
    soup = BeautifulSoup(html, "html.parser")
    found = [
        str(tag)
        for tag in soup(_FETCHED)
        if not str(tag.get("src", "")).startswith(("data:", "cid:")) or tag.get("srcset")
    ]
    found += [str(tag) for tag in soup.find_all(background=True)]
    return found + _REMOTE.findall(html)


def test_the_reading_finds_what_would_be_fetched():
    for bad in (
        '<img src="https://x.example/p.gif">',
        '<p style="background:url(//x.example)">',
        '<td background="x">',
    ):
        assert fetched(bad)
    assert fetched('<img src="data:image/png;base64,AA=="><a href="https://example.org">x</a>') == []


@pytest.fixture
def mails(settings, tmp_path):
    """Send what each layout of ours is for, to two people where it goes to many; return the letters.

    All letters about a case have one layout, so its receipt stands for them.
    """
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    at = timezone.localtime().replace(hour=12)  # no quiet hour
    head = newsroom.user(Role.HEAD)
    for name in ("bir", "iki"):
        directory.contact_point(directory.person(f"{name.title()} Okur"), f"{name}@example.org")
    audience = directory.audience(rule={"all": []})
    made = newsroom.published(at=at, figures=2)
    _send(newsroom_verbs.offer(made, audience=audience, by=head, at=at), at)
    newsroom.rewritten(made, at=at, headline="Yürüyüş yolu çarşamba günü açılıyor")
    correction = newsroom_verbs.correct(made, note="Gün yanlıştı.", by=head, at=at)
    _send(newsroom_verbs.notify_recipients(correction, by=head, at=at), at)
    withdrawal = newsroom_verbs.withdraw(made, reason="Ertelendi.", by=head, at=at)
    _send(newsroom_verbs.notify_recipients(withdrawal, by=head, at=at), at)
    _send(_question(at), at)
    cases.case(at=at)
    for dispatch in Dispatch.objects.filter(state=DispatchState.SENDING):
        _drain(dispatch, at)
    return [
        message_from_bytes(path.read_bytes(), policy=policy.default) for path in (tmp_path / "outbox").glob("*/*.eml")
    ]


def _question(at):
    with_old = directory.person("Eski Okur")
    directory.post(with_old, directory.outlet("Ege Postası"), duty="reporter")
    directory.contact_point(with_old, "eski@example.org", verified_on=(at - timedelta(days=2000)).date())
    return delivery.prepare_question("tr", at=at)


def _send(dispatch, at):
    delivery.release(dispatch, by=None, at=at)
    _drain(dispatch, at)


def _drain(dispatch, at):
    while sending.send_batch(dispatch.pk, clock=lambda: at):
        pass


def test_no_mail_fetches_anything_or_counts_who_followed_a_link(mails):
    kinds = set(Dispatch.objects.values_list("kind", flat=True))
    assert {offering.KIND, question.KIND, posting.RECEIPT} <= kinds
    assert len(mails) == 8, [letter["Subject"] for letter in mails]
    seen = {}
    for letter in mails:
        for part in letter.walk():
            if part.get_content_type() not in {"text/plain", "text/html"} or part.is_attachment():
                continue
            text = part.get_content()
            if part.get_content_type() == "text/html":
                assert fetched(text) == [], letter["Subject"]
            shared = frozenset(link for link in _LINK.findall(text) if not _OWN.search(link))
            key = (letter["Subject"], part.get_content_type())
            assert seen.setdefault(key, shared) == shared, "a link of one reader's own"
    assert all("Disposition-Notification-To" not in letter and "Return-Receipt-To" not in letter for letter in mails)
