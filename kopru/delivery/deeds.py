"""The verbs of a dispatch as the desk offers them: who sees which button, what is asked, what is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kopru.core.models import User
from kopru.delivery import actions, permissions
from kopru.delivery.forms import CountForm, DeedForm, ReasonForm, UntilForm
from kopru.delivery.models import Dispatch
from kopru.turkish import numbers

Text = str | Promise

TOO_LATE: Final = _("Somebody else was quicker: the dispatch is not in that state any more.")


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb on the desk."""

    name: str
    label: Text
    may: Callable[[User, Dispatch], bool]
    do: Callable[..., Any]
    done: Text
    explains: Text
    form: type[DeedForm] = DeedForm
    #: "main" comes next, "brake" stops, "grave" cannot be undone
    weight: str = ""


def _send_test(dispatch: Dispatch, *, by: User, at: datetime) -> None:
    actions.send_test(dispatch, to=by.email, by=by, at=at)


def _may_resume(user: User, dispatch: Dispatch) -> bool:
    return permissions.may_resume(user, dispatch)


DEEDS: Final = {
    deed.name: deed
    for deed in (
        Deed(
            "gonder",
            _("Send"),
            permissions.may_release,
            actions.release,
            _("Released."),
            _("What has left cannot be called back. Send yourself a test first."),
            CountForm,
            "main",
        ),
        Deed(
            "onayla",
            _("Agree as the second person"),
            permissions.may_countersign,
            actions.countersign,
            _("You agreed; it is being sent."),
            _("You answer for text and recipients together with the one who released it. Read both."),
            weight="main",
        ),
        Deed(
            "surdur",
            _("Go on"),
            _may_resume,
            actions.resume,
            _("It is being sent again."),
            _("Those who have it already get no second copy."),
            UntilForm,
            "main",
        ),
        Deed(
            "durdur",
            _("Stop"),
            permissions.may_stop,
            actions.stop,
            _("Stopped. Nothing more leaves until somebody lets it go on."),
            _("Nothing more leaves within two seconds; what has left stays with its recipients."),
            weight="brake",  # one press: who stops has no time to write
        ),
        Deed(
            "deneme",
            _("Send me a test"),
            permissions.may_send_test,
            _send_test,
            _("A test is on its way to your own address."),
            _("The same text goes to your own address, marked as a test."),
        ),
        Deed(
            "iptal",
            _("Cancel"),
            permissions.may_cancel,
            actions.cancel,
            _("Cancelled. What still waited does not leave any more."),
            _("What still waits is never sent. This cannot be undone."),
            ReasonForm,
            "grave",
        ),
    )
}


def offered_to(user: User, dispatch: Dispatch) -> list[Deed]:
    """Return what `user` can do with `dispatch` now; a test to oneself offers nothing."""
    if dispatch.test_of_id is not None:
        return []
    return [deed for deed in DEEDS.values() if deed.may(user, dispatch)]


def do(deed: Deed, dispatch: Dispatch, form: forms.Form, *, by: User, at: datetime) -> str:
    """Call the verb with what the form says; return an obstacle in words that the form has no field for, or "".

    An obstacle that belongs to a field is added to the form.
    """
    try:
        deed.do(dispatch, by=by, at=at, **form.cleaned_data)
    except actions.CountMismatch as obstacle:
        words = _("There are %(count)s recipients; you typed another number. Nothing was sent.")
        form.add_error("typed_count", words % {"count": numbers.number(obstacle.count)})
    except actions.WindowOver:
        words = _("The time until which it may be sent has passed. Nothing was sent.")
        if "until" in form.fields:
            form.add_error("until", _("Choose a time that has not passed."))
        else:
            return str(words)
    except (actions.NotFrozen, actions.NotReleased, actions.DispatchClosed, actions.SecondPersonNeeded):
        return str(TOO_LATE)
    return ""
