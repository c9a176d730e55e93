"""The verbs as the desk offers them: who sees which button, what is asked first, and what is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kopru.core.models import User
from kopru.newsroom import actions, permissions
from kopru.newsroom.actions.obstacles import OtherEdition
from kopru.newsroom.forms import CommentForm, DeedForm, NoteForm, PublicReasonForm, PublishForm, ReasonForm
from kopru.newsroom.models import Bulletin
from kopru.newsroom.models.bulletins import Visibility
from kopru.newsroom.states import Words


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb on the desk."""

    name: str
    label: Words
    may: Callable[[User, Bulletin, datetime], bool]
    do: Callable[..., Any]
    done: Words
    form: type[DeedForm] = DeedForm
    explains: Words = ""
    #: "main" is what usually comes next, "grave" cannot be undone
    weight: str = ""
    #: done from a page of its own (approval), not from the row of buttons
    is_elsewhere: bool = False


def _approve(bulletin: Bulletin, *, edition: str = "", **given: Any) -> None:
    is_number = edition.isascii() and edition.isdigit() and len(edition) < 19
    read = bulletin.editions.filter(pk=int(edition)).first() if is_number else None
    if read is None:
        raise OtherEdition  # who does not say what was read has not read it
    actions.approve(bulletin, edition=read, **given)


def _not(visibility: Visibility, may: Callable[[User, Bulletin], bool]) -> Callable[[User, Bulletin, datetime], bool]:
    return lambda user, bulletin, at: (
        may(user, bulletin) and bulletin.visibility != visibility and not bulletin.is_public(at)
    )


DEEDS: Final = {
    deed.name: deed
    for deed in (
        Deed(
            "onaya-gonder",
            _("Send for approval"),
            lambda user, bulletin, _at: permissions.may_submit(user, bulletin),
            actions.submit,
            _("It waits for approval now."),
            CommentForm,
            _("The words are frozen as they are; while they wait, nobody changes them."),
            "main",
        ),
        Deed(
            "geri-al",
            _("Take back"),
            lambda user, bulletin, _at: permissions.may_take_back(user, bulletin),
            actions.take_back,
            _("It is a draft again."),
        ),
        Deed(
            "onayla",
            _("Approve"),
            lambda user, bulletin, at: permissions.may_approve(user, bulletin, at=at),
            _approve,
            _("Approved."),
            CommentForm,
            is_elsewhere=True,
        ),
        Deed(
            "geri-gonder",
            _("Send back"),
            lambda user, bulletin, at: permissions.may_send_back(user, bulletin, at=at),
            actions.send_back,
            _("It went back to its writer."),
            ReasonForm,
            is_elsewhere=True,
        ),
        Deed(
            "yayimla",
            _("Publish"),
            lambda user, bulletin, at: permissions.may_publish(user, bulletin) and not bulletin.is_public(at),
            actions.publish,
            _("Done. The public sees it from its time on."),
            PublishForm,
            _("Everybody reads it on the website, under an address that never changes."),
            "main",
        ),
        Deed(
            "duzelt",
            _("Publish as correction"),
            lambda user, bulletin, _at: permissions.may_correct(user, bulletin),
            actions.correct,
            _("The corrected version is in force. Now let those know who had the faulty one."),
            NoteForm,
            _("The newly approved version takes the place of the old one; the page says when and why."),
            "main",
        ),
        Deed(
            "ekle",
            _("Publish as supplement"),
            lambda user, bulletin, _at: permissions.may_correct(user, bulletin),
            actions.supplement,
            _("The supplemented version is in force."),
            NoteForm,
            _("The newly approved version, which says more, takes the place of the old one."),
        ),
        Deed(
            "yeniden-yaz",
            _("Write a correction or supplement"),
            lambda user, bulletin, _at: permissions.may_reopen(user, bulletin),
            actions.reopen,
            _("You can write now; until the change is approved, everybody reads the old version."),
        ),
        Deed(
            "iceride-goster",
            _("Show inside"),
            _not(Visibility.INTERNAL, permissions.may_publish),
            actions.show_inside,
            _("Everybody who works for the municipality can read it."),
        ),
        Deed(
            "baglantiyla-paylas",
            _("Share by private link"),
            lambda user, bulletin, at: permissions.may_publish(user, bulletin) and not bulletin.is_public(at),
            actions.share_by_link,
            _("Whoever has the new link can read it; older links no longer work."),
        ),
        Deed(
            "beklet",
            _("Hold"),
            lambda user, bulletin, at: permissions.may_hold(user, bulletin, at=at),
            actions.hold,
            _("Only the office sees it now."),
            DeedForm,
            _("Nobody outside the office sees it any more, and what waits to be mailed is cancelled."),
        ),
        Deed(
            "geri-cek",
            _("Withdraw"),
            lambda user, bulletin, at: permissions.may_withdraw(user, bulletin, at=at),
            actions.withdraw,
            _("It is withdrawn. Now let those know who received it."),
            PublicReasonForm,
            _("It disappears from the website; its address says that it was withdrawn. This cannot be undone."),
            "grave",
        ),
    )
}


def offered_to(user: User, bulletin: Bulletin, at: datetime) -> list[Deed]:
    """Return what `user` can do with `bulletin` now, in the order of its life."""
    return [deed for deed in DEEDS.values() if deed.may(user, bulletin, at)]
