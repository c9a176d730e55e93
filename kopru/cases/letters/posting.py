"""How a letter of a case leaves: one recipient, frozen, with the address at which its answer finds the case again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Final

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopru.cases.intake.mail import tokens
from kopru.cases.models import Case, CaseFile, CaseRules, Channel, Message, Referral, Voice
from kopru.core.models import Identity, User
from kopru.delivery import actions as delivery
from kopru.delivery.merging import literal
from kopru.delivery.models import Dispatch, LegalBasis
from kopru.directory.models import ContactPoint, Kind, Unit
from kopru.turkish import salutation

RECEIPT: Final = "cases.receipt"
REFERRAL: Final = "cases.referral"
ANSWER: Final = "cases.answer"
TOLD: Final = "cases.told"
ELSEWHERE: Final = "cases.elsewhere"
SURVEY: Final = "cases.survey"
REMINDER: Final = "cases.reminder"

#: An answer to somebody's own ask: nobody opts out of it, and one person is enough to send it.
_TERMS: Final = delivery.Terms(legal_basis=LegalBasis.OBLIGATION, heeds_opt_out=False, threshold=1)
#: A question of ours, and nobody waits for it: whoever wants no mail gets none, and not at night.
_ASKED_BY_US: Final = delivery.Terms(heeds_quiet_hours=True, threshold=1)
_SALT: Final = "cases.referral"


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter says; `facts` are shown as a small table, `links` below the text."""

    subject: str
    paragraphs: Sequence[str]
    facts: Sequence[tuple[str, str]] = ()
    links: Sequence[tuple[str, str]] = ()
    #: what is quoted, such as the citizen's own words
    quote: str = ""
    ending: str = ""
    files: Sequence[CaseFile] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class To:
    """To whom, and where the answer belongs."""

    address: str
    name: str
    greeting: str
    language: str
    reply_to: str
    reference: str
    contact_point: ContactPoint | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, read once for however many letters, and the forms it has filled in already."""

    identity: Identity
    mailbox: str
    forms: dict[tuple[object, ...], "Form"] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Sender":
        """Return what holds now."""
        identity = Identity.load()
        return cls(identity, CaseRules.load().mailbox or settings.MAIL_SENDER or identity.email)


def mailbox() -> str:
    """Return the address for the public, to which answers come back."""
    return Sender.now().mailbox


def the_person(case: Case, *, sender: Sender | None = None) -> To:
    """Return how whoever asks is written to."""
    own = case.email if case.email_key else ""
    point = address_of(case.asking_unit) if case.asking_unit is not None and not own else None
    return To(
        address=point.address if point else own,
        name=case.shown_name,
        greeting=greeting(case),
        language=case.language,
        reply_to=tokens.address(tokens.Kind.CASE, case.pk, base=sender.mailbox if sender else mailbox()),
        reference=f"case:{case.pk}",
    )


def the_unit(referral: Referral) -> To:
    """Return how the unit is written to; its answer finds the referral."""
    point = address_of(referral.unit)
    return To(
        address=point.address if point else "",
        name=referral.unit.name,
        greeting=_("Dear colleagues of %(unit)s") % {"unit": referral.unit.name},
        language="tr",
        reply_to=tokens.address(tokens.Kind.REFERRAL, referral.pk, base=mailbox()),
        reference=f"referral:{referral.pk}",
        contact_point=point,
    )


def address_of(unit: Unit) -> ContactPoint | None:
    """Return the e-mail address of a unit, if it has one that works."""
    return unit.contact_points.filter(kind=Kind.EMAIL).usable().order_by("pk").first()


def greeting(case: Case) -> str:
    """Return how the letter to whoever asks opens: "Sayın Ayşe YILMAZ"; a nameless one is greeted without a name."""
    if case.person is not None and not case.hides_identity:
        return case.person.greeting()
    first, _space, last = case.shown_name.rpartition(" ")
    if case.language != "tr":
        return f"Dear {case.shown_name}" if case.shown_name else "Hello"
    if not case.shown_name:
        return "Merhaba"
    return salutation.address(first or last, last if first else "")


def status_page() -> str:
    """Return the address at which number and secret show the state of a case."""
    return f"{settings.BASE_URL}{_status_path()}"


@cache
def _status_path() -> str:
    return reverse("cases:status")


def unit_page(referral: Referral) -> str:
    """Return the signed page on which the unit answers without an account."""
    return f"{settings.BASE_URL}{reverse('cases:unit', args=[sign(referral)])}"


def sign(referral: Referral) -> str:
    """Return the key of a referral's page."""
    return signing.Signer(salt=_SALT).sign(str(referral.pk))


def unsign(key: str) -> int | None:
    """Return which referral a key opens; None for a forged one."""
    try:
        return int(signing.Signer(salt=_SALT).unsign(key))
    except (signing.BadSignature, ValueError):
        return None


def post(
    case: Case,
    letter: Letter,
    *,
    to: To,
    kind: str,
    voice: Voice,
    by: User | None,
    at: datetime,
    referral: Referral | None = None,
) -> Dispatch | None:
    """Let a letter leave, in the thread of the last mail from the same side; None where there is no address."""
    headers = _thread(case, referral)
    dispatch = mail(letter, to=to, kind=kind, headers=headers, by=by, at=at) if to.address else None
    Message.objects.create(
        case=case,
        referral=referral,
        voice=voice,
        channel=Channel.EMAIL if dispatch else Channel.UNIT,
        at=at,
        by=by,
        author=str(by or ""),
        subject=letter.subject[:255],
        text="\n\n".join(letter.paragraphs),
        dispatch=dispatch,
    )
    return dispatch


def mail(
    letter: Letter, *, to: To, kind: str, by: User | None, at: datetime, headers: dict[str, str] | None = None
) -> Dispatch:
    """Let a letter leave by mail, outside the conversation of any case."""
    ready = written(letter, to=to, headers=(headers or {}) | says_who(kind, by), sender=Sender.now())
    return delivery.write_many([ready], kind=kind, terms=terms_of(kind), by=by, at=at)[0]


def terms_of(kind: str) -> delivery.Terms:
    """Return on what ground, and when, letters of a kind leave."""
    return _ASKED_BY_US if kind == SURVEY else _TERMS


def says_who(kind: str, by: User | None) -> dict[str, str]:
    """Return the header by which a letter that no person sent says so, lest a machine answer it (RFC 3834 §5)."""
    if by is not None:
        return {}
    return {"Auto-Submitted": "auto-replied" if kind in (RECEIPT, ANSWER) else "auto-generated"}


def written(letter: Letter, *, to: To, headers: dict[str, str], sender: Sender) -> delivery.Written:
    """Return a letter as delivery takes it."""
    text, html = _bodies(letter, to, sender)
    return delivery.Written(
        delivery.Addressee(to.address, to.name, to.greeting, language=to.language, contact_point=to.contact_point),
        subject=letter.subject[:240],
        text=text,
        html=html,
        headers=headers,
        reply_to=to.reply_to,
        language=to.language,
        reference=to.reference,
        files=[_file(each) for each in letter.files],
    )


def _bodies(letter: Letter, to: To, sender: Sender) -> tuple[str, str]:
    facts = tuple((label, bool(value)) for label, value in letter.facts)
    same = (to.language, *letter.paragraphs, *facts, *letter.links, letter.quote, letter.ending)
    if same not in sender.forms:
        sender.forms[same] = _form(letter, to.language, sender.identity)
    return sender.forms[same].filled(letter)


@dataclass(frozen=True, slots=True)
class Form:
    """A letter drawn once, for all that differ in nothing but subject and facts; `{greeting}` is left to delivery."""

    text: Sequence[str]
    html: Sequence[str]
    #: what stands behind each piece of text and html: which of subject and facts
    text_holes: Sequence[int]
    html_holes: Sequence[int]

    def filled(self, letter: Letter) -> tuple[str, str]:
        """Return text and HTML of one letter."""
        values = [literal(letter.subject), *(literal(value) for _label, value in letter.facts)]
        text = "".join(piece + values[hole] for piece, hole in zip(self.text, self.text_holes, strict=False))
        shown = [escape(value) for value in values]
        html = "".join(piece + shown[hole] for piece, hole in zip(self.html, self.html_holes, strict=False))
        return text + self.text[-1], html + self.html[-1]


#: The greeting's place, and those of subject and facts, while a form is drawn; nobody's own words keep such a letter.
_GREETING: Final = "\ue000"
_HOLE: Final = re.compile("[\ue001-\uf8ff]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")


def _form(letter: Letter, language: str, identity: Identity) -> Form:
    holes = iter(map(chr, range(0xE001, 0xF900)))
    subject = next(holes)
    facts = [(label, next(holes) if value else "") for label, value in letter.facts]
    drawn = replace(
        letter,
        subject=subject,
        facts=facts,
        paragraphs=[_PRIVATE.sub("", paragraph) for paragraph in letter.paragraphs],
        quote=_PRIVATE.sub("", letter.quote),
        ending=_PRIVATE.sub("", letter.ending),
    )
    quoted = "\n".join(f"> {line}".rstrip() for line in drawn.quote.splitlines())
    shown = [
        *drawn.paragraphs,
        "\n".join(f"{label}: {value}" for label, value in facts),
        quoted,
        drawn.ending,
        "\n".join(f"{label}: {address}" for label, address in letter.links),
        "\n".join(part for part in (identity.name, identity.office, identity.phone) if part),
    ]
    text = "{greeting},\n\n" + literal("\n\n".join(part for part in shown if part) + "\n")
    with override(language):
        page = render_to_string(
            "cases/mail/letter.html",
            {"letter": drawn, "identity": identity, "greeting": _GREETING, "language": language},
        )
    html = literal(page).replace(_GREETING, "{greeting}")
    return Form(_HOLE.split(text), _HOLE.split(html), _places(text), _places(html))


def _places(text: str) -> list[int]:
    return [ord(mark) - 0xE001 for mark in _HOLE.findall(text)]


def _thread(case: Case, referral: Referral | None) -> dict[str, str]:
    """Return the headers that keep the mail in its thread (RFC 5322 §3.6.4)."""
    voice = Voice.UNIT if referral else Voice.PERSON
    heard = case.messages.filter(voice=voice).exclude(message_id="").order_by("-at", "-pk")
    if referral:
        heard = heard.filter(referral=referral)
    return thread_of(list(heard.values_list("message_id", flat=True)[:5]))


def thread_of(ids: Sequence[str]) -> dict[str, str]:
    """Return the headers of an answer to the mail named first; before it in the thread came the others."""
    if not ids:
        return {}
    return {"In-Reply-To": f"<{ids[0]}>", "References": " ".join(f"<{each}>" for each in reversed(ids))}


def _file(kept: CaseFile) -> delivery.File:
    """Return the copy that may leave: the redacted one where there is one."""
    stored = kept.redacted or kept.file
    with stored.open("rb") as file:
        return delivery.File(kept.outward_name, kept.content_type, file.read())
