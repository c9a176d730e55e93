"""When the yearly question is prepared, and where it waits for a person: once a month at most, one at a time."""

import contextlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from kopru.core import clock
from kopru.core.models import User
from kopru.core.today import Card, Item
from kopru.delivery import actions, permissions, question
from kopru.delivery.models import CLOSED, Dispatch, DispatchState
from kopru.delivery.sending import installation
from kopru.directory.models import Language
from kopru.turkish import numbers

#: Between two questions in one language, whatever became of the first.
_PAUSE: Final = timedelta(days=30)


@task()
def prepare(language: str) -> None:
    """Prepare what is due in one language; nothing is to be done where another task was quicker."""
    at = clock.now()
    with transaction.atomic():
        installation.stand_alone()
        if _is_time(language, at):
            with contextlib.suppress(actions.NothingToSend):
                actions.prepare_question(language, at=at)


def sweep(at: datetime) -> int:
    """End what nobody released in time, and have prepared what is due; return how many of both."""
    if not settings.STILL_RIGHT_MONTHS:
        return 0
    waiting = {DispatchState.FROZEN, DispatchState.AWAITING}
    late = Dispatch.objects.filter(kind=question.KIND, state__in=waiting, window_until__lte=at)
    ended = [actions.cancel(one, by=None, at=at, reason=_("Nobody released it in time.")) for one in late]
    owed = [one for one in Language.values if _is_time(one, at) and question.due(language=one, at=at).exists()]
    for language in owed:
        prepare.enqueue(language)
    return len(ended) + len(owed)


def _is_time(language: str, at: datetime) -> bool:
    last = Dispatch.objects.filter(kind=question.KIND, language=language, test_of__isnull=True).order_by("-pk").first()
    return last is None or (last.state in CLOSED and last.drafted_at <= at - _PAUSE)


def cards(user: User, at: datetime) -> Sequence[Card]:
    """Return the card of the questions that wait to be released, if there are any."""
    found = Dispatch.objects.visible_to(user, at).filter(kind=question.KIND, state=DispatchState.FROZEN)
    items = [
        Item(
            one.subject,
            one.get_absolute_url(),
            _("Prepared for %(count)s contacts; nothing leaves before you release it.")
            % {"count": numbers.number(one.count)},
            due_at=one.window_until,
            tone="due",
        )
        for one in found
        if permissions.may_release(user, one)
    ]
    if not items:
        return []
    url = reverse("delivery_desk:dispatches")
    return [Card(_("Yearly question to the press"), "comment", items, "", url=url, count=len(items), order=59)]
