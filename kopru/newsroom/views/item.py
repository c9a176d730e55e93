"""Everything the desk shows beside one bulletin: its state, what can be done, and who did what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from wagtail.log_actions import registry as logs

from kopru.core.models import User
from kopru.newsroom import permissions
from kopru.newsroom.actions.offering import is_newest
from kopru.newsroom.deeds import offered_to
from kopru.newsroom.models import Bulletin, Correction, Kit, Offer
from kopru.newsroom.models.bulletins import Visibility
from kopru.newsroom.states import state_of, work_on
from kopru.newsroom.views.reading import words_for
from kopru.newsroom.wording import absolute

_SHOWN: Final = 12
_EDITS: Final = frozenset({"wagtail.edit", "wagtail.create", "wagtail.revert"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history."""

    who: str
    what: str
    at: datetime
    words: str = ""


def shown(bulletin: Bulletin, *, user: User, at: datetime) -> dict[str, Any]:
    """Return what the templates `item.html` and its parts read."""
    offers = _offers(bulletin)
    kit = Kit.objects.filter(edition=bulletin.edition_id).first() if bulletin.edition_id else None
    if kit is not None and bulletin.edition is not None:
        kit.edition = bulletin.edition
    return {
        "bulletin": bulletin,
        "state": state_of(bulletin, at),
        "work": work_on(bulletin),
        "deeds": [deed for deed in offered_to(user, bulletin, at) if not deed.is_elsewhere],
        "may_edit": permissions.may_edit(user, bulletin),
        "may_delete": permissions.may_delete(user, bulletin),
        "may_decide": permissions.may_decide(user, bulletin, at=at),
        "may_offer": permissions.may_offer(user, bulletin, at=at),
        "may_follow": permissions.may_follow(user),
        "may_notify": permissions.may_notify(user, bulletin),
        "returned": _returned(bulletin),
        "words_of": words_for(user, bulletin, at=at),
        "history": happenings(bulletin, names_audiences=permissions.may_follow(user)),
        "offers": offers,
        "corrections": corrections(bulletin, offers),
        "kit": kit,
        "kit_parts": [(name, file, kit.address_of(name)) for name, file in kit.parts()] if kit else [],
        "public_address": _public_address(bulletin, at),
        "private_address": _private_address(bulletin),
        "at": at,
    }


def happenings(bulletin: Bulletin, *, names_audiences: bool) -> list[Happening]:
    """Return who did what, newest first; edits in a row by the same person are one line."""
    lines: list[Happening] = []
    last: tuple[str, Any] | None = None
    entries = logs.get_logs_for_instance(bulletin).select_related("user").order_by("-timestamp")[: _SHOWN * 8]
    is_begun = False
    for entry in entries:
        is_begun = is_begun or entry.action == "wagtail.create"
        is_edit = entry.action in _EDITS
        key = ("edit", entry.user_id)
        if is_edit and last == key:
            continue
        last = key if is_edit else None
        audience = entry.data.get("audience") if names_audiences else ""
        words = str(entry.data.get("reason") or entry.data.get("note") or audience or "")
        lines.append(Happening(entry.user_display_name, entry.message, entry.timestamp, words))
        if len(lines) == _SHOWN:
            return lines
    if not is_begun:
        lines.append(Happening(str(bulletin.created_by or ""), gettext("Began it"), bulletin.created_at))
    return lines


def corrections(bulletin: Bulletin, offers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the public list, each with the dispatch that told of it, if any."""
    told = {each["offer"].correction_id: each for each in offers if each["offer"].correction_id}
    rows: list[Correction] = list(bulletin.corrections.select_related("by", "faulty", "mended"))
    return [
        {"correction": row, "told": told.get(row.pk), "is_newest": is_newest(row, bulletin)} for row in reversed(rows)
    ]


def _offers(bulletin: Bulletin) -> list[dict[str, Any]]:
    rows = (
        Offer.objects.filter(edition__bulletin=bulletin)
        .select_related("dispatch", "edition", "audience", "by")
        .order_by("-at", "-pk")
    )
    return [{"offer": row, "counts": row.dispatch.counts()} for row in rows[:10]]


def _returned(bulletin: Bulletin) -> Any:
    if bulletin.stage != "returned" or bulletin.candidate is None:
        return None
    return bulletin.candidate.approvals.filter(decision="returned").select_related("by").last()


def _public_address(bulletin: Bulletin, at: datetime) -> str:
    public = bulletin.is_public(at) or (bulletin.visibility == Visibility.WITHDRAWN and bulletin.first_published_at)
    return absolute(bulletin.get_absolute_url()) if public else ""


def _private_address(bulletin: Bulletin) -> str:
    if bulletin.visibility != Visibility.PRIVATE:
        return ""
    return absolute(reverse("web:private", args=[bulletin.private_key]))
