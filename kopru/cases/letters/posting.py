"""How a letter of a case leaves: one recipient, frozen, with the address at which its answer finds the case again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
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


def mailbox() -> str:
    """Return the address for the public, to which answers come back."""
    return CaseRules.load().mailbox or settings.MAIL_SENDER or Identity.load().email


def the_person(case: Case) -> To:
    """Return how whoever asks is written to."""
    own = case.email if case.email_key else ""
    point = address_of(case.asking_unit) if case.asking_unit is not None and not own else None
    return To(
        address=point.address if point else own,
        name=case.shown_name,
        greeting=greeting(case),
        language=case.language,
        reply_to=tokens.address(tokens.Kind.CASE, case.pk, base=mailbox()),
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
    return f"{settings.BASE_URL}{reverse('cases:status')}"


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
    with override(to.language):
        text, html = _bodies(letter, to)
    addressee = delivery.Addressee(
        to.address, to.name, to.greeting, language=to.language, contact_point=to.contact_point
    )
    return delivery.write_to(
        addressee,
        kind=kind,
        subject=letter.subject[:240],
        text=text,
        html=html,
        headers=headers or {},
        reply_to=to.reply_to,
        language=to.language,
        reference=to.reference,
        files=[_file(each) for each in letter.files],
        terms=_ASKED_BY_US if kind == SURVEY else _TERMS,
        by=by,
        at=at,
    )


def _bodies(letter: Letter, to: To) -> tuple[str, str]:
    identity = Identity.load()
    facts = "\n".join(f"{label}: {value}" for label, value in letter.facts)
    quoted = "\n".join(f"> {line}".rstrip() for line in letter.quote.splitlines())
    links = "\n".join(f"{label}: {address}" for label, address in letter.links)
    signature = "\n".join(part for part in (identity.name, identity.office, identity.phone) if part)
    parts = [*letter.paragraphs, facts, quoted, letter.ending, links, signature]
    text = "{greeting},\n\n" + literal("\n\n".join(part for part in parts if part) + "\n")
    mark = "\ue000"  # no letter holds it: the greeting's place while the template is filled
    html = render_to_string(
        "cases/mail/letter.html", {"letter": letter, "identity": identity, "greeting": mark, "language": to.language}
    )
    return text, literal(html).replace(mark, "{greeting}")


def _thread(case: Case, referral: Referral | None) -> dict[str, str]:
    """Return the headers that keep the mail in its thread (RFC 5322 §3.6.4)."""
    voice = Voice.UNIT if referral else Voice.PERSON
    heard = case.messages.filter(voice=voice).exclude(message_id="").order_by("-at", "-pk")
    if referral:
        heard = heard.filter(referral=referral)
    ids = list(heard.values_list("message_id", flat=True)[:5])
    if not ids:
        return {}
    return {"In-Reply-To": f"<{ids[0]}>", "References": " ".join(f"<{each}>" for each in reversed(ids))}


def _file(kept: CaseFile) -> delivery.File:
    """Return the copy that may leave: the redacted one where there is one."""
    stored = kept.redacted or kept.file
    with stored.open("rb") as file:
        return delivery.File(kept.outward_name, kept.content_type, file.read())
