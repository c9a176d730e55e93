"""The mails of a bulletin: offered, corrected, supplemented, withdrawn; plain text to paste, and simple HTML."""

from dataclasses import dataclass
from typing import Any, Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kopru.core import clock
from kopru.core.models import Identity
from kopru.delivery.merging import literal
from kopru.newsroom.content import Content
from kopru.newsroom.models import Correction, Edition
from kopru.newsroom.models.editions import SLUGS
from kopru.newsroom.models.offers import CorrectionKind
from kopru.newsroom.wording import absolute, contact_lines, day, moment, plain, with_dateline

#: Private-use characters stand for the merge fields while templates are filled: no content can hold it.
_GREETING: Final = "\ue000"
_SENT_ON: Final = "\ue001"
_HEADLINE: Final = "\ue002"
_RULE: Final = "* * *"


@dataclass(frozen=True, slots=True)
class Mail:
    """Subject and both bodies, with merge fields."""

    subject: str
    text: str
    html: str


def offering(edition: Edition) -> Mail:
    """Return the mail that offers `edition` to the press."""
    content: Content = edition.content
    with override(content["language"]):
        intro = [
            _("We present our press release no. %(number)s to you. You may use the text as it stands.")
            % {"number": edition.bulletin.label}
        ]
        subject = content["headline"]
        changes = list(edition.bulletin.corrections.filter(mended__version__lte=edition.version))
        return _mail(subject, edition, intro=intro, corrections=changes, shows_text=True)


def correcting(correction: Correction) -> Mail:
    """Return the mail to those who got what is corrected or withdrawn.

    The merge fields `{sent_on}` and `{headline}` say when they last got it, and under which headline. All that was
    changed since the first edition is told, the newest first: nobody is asked which of it they know.
    """
    edition = correction.mended or correction.faulty
    content: Content = edition.content
    with override(content["language"]):
        values = {"number": edition.bulletin.label, "headline": _HEADLINE, "day": _SENT_ON}
        subject, intro = _opening(CorrectionKind(correction.kind), values)
        subject = f"{subject}: {content['headline']}"
        shows_text = correction.mended is not None
        changes = [correction]
        if correction.mended:
            earlier = edition.bulletin.corrections.filter(mended__version__lt=edition.version)
            changes += earlier.order_by("-at", "-pk")
        return _mail(subject, edition, intro=intro, corrections=changes, shows_text=shows_text)


def examples() -> dict[str, str]:
    """Return what a test shows in the fields of `correcting`: what somebody got is theirs."""
    return {"sent_on": day(clock.now(), get_language() or "tr"), "headline": _("The headline as it was sent")}


def _opening(kind: CorrectionKind, values: dict[str, str]) -> tuple[str, list[str]]:
    if kind == CorrectionKind.CORRECTION:
        return _("Correction"), [
            _("The press release no. %(number)s, “%(headline)s”, which we sent you on %(day)s, was corrected.")
            % values,
            _("Please use the text below in place of the earlier one."),
        ]
    if kind == CorrectionKind.SUPPLEMENT:
        return _("Supplement"), [
            _("The press release no. %(number)s, “%(headline)s”, which we sent you on %(day)s, was supplemented.")
            % values,
            _("The text below holds what was added."),
        ]
    return _("Withdrawn"), [
        _("The press release no. %(number)s, “%(headline)s”, which we sent you on %(day)s, was withdrawn.") % values,
        _("Please do not use it; if you have published it, we ask you to remove it or to say that it was withdrawn."),
    ]


def _mail(subject: str, edition: Edition, *, intro: list[str], corrections: list[Correction], shows_text: bool) -> Mail:
    content: Content = edition.content
    context: dict[str, Any] = {
        "greeting": _GREETING,
        "intro": intro,
        "edition": edition,
        "content": content,
        "blocks": with_dateline(content),
        "number": edition.bulletin.label,
        "shows_text": shows_text,
        "notes": [
            {"label": each.get_kind_display(), "at": moment(each.at, content["language"]), "note": each.note}
            for each in corrections
        ],
        "links": _links(edition) if shows_text else _page(edition),
        "identity": Identity.load(),
        "subject": subject,
        "contacts": contact_lines(content),
    }
    html = render_to_string("newsroom/mail/bulletin.html", context)
    return Mail(subject=subject, text=_text(context), html=_merged(html))


def _text(context: dict[str, Any]) -> str:
    identity: Identity = context["identity"]
    links = "\n".join(f"{label}: {address}" for label, address in context["links"])
    notes = [f"{note['label']} ({note['at']}): {note['note']}" for note in context["notes"]]
    parts = [f"{_GREETING},", " ".join(context["intro"]), *notes, links]
    if context["shows_text"]:
        parts += [_RULE, plain(context["edition"]).strip(), _RULE]
    signature = [identity.name, identity.office]
    if not context["shows_text"]:  # else the bulletin's own last lines say how to reach the office
        signature += [identity.phone, identity.email]
    parts.append("\n".join(part for part in signature if part))
    return _merged("\n\n".join(part for part in parts if part) + "\n")


def _merged(filled: str) -> str:
    merged = literal(filled)
    for mark, field in ((_GREETING, "{greeting}"), (_SENT_ON, "{sent_on}"), (_HEADLINE, "{headline}")):
        merged = merged.replace(mark, field)
    return merged


def _page(edition: Edition) -> list[tuple[str, str]]:
    return [(_("Page of the press release"), absolute(edition.bulletin.get_absolute_url()))]


def _links(edition: Edition) -> list[tuple[str, str]]:
    """Return what a journalist fetches, pictures first."""
    bulletin = edition.bulletin
    count = len(edition.content["figures"])
    links: list[tuple[str, str]] = []
    for part, label in (("photos", _("Photos (%(count)s)") % {"count": count}), ("pdf", _("PDF"))):
        if part != "photos" or count:
            address = reverse("newsroom:kit", args=[bulletin.year, bulletin.number, SLUGS[part]])
            links.append((label, absolute(address)))
    return [*links, *_page(edition)]
