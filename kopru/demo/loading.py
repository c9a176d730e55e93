"""Opening the demonstration office: once, into an empty house, and to its end however often it is cut off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from kopru.core import demonstration
from kopru.core.models import Identity, User
from kopru.delivery import actions as delivery
from kopru.delivery.models import SuppressionReason
from kopru.demo import LOADED, office, pressroom
from kopru.demo.asks import guests, post
from kopru.demo.asks.living import ask_all
from kopru.demo.living import Staff, live
from kopru.demo.season import SEASON
from kopru.demo.settling import settle

#: Told what is being done, and how far it is (0 to 1).
Progress = Callable[[str, float], None]
_LONG_AGO: Final = timedelta(days=400)
_CITIZENS: Final = 40
_CITIZENS_SMALL: Final = 6


class HouseNotEmpty(Exception):
    """Somebody works here already; invented people and bulletins do not belong among theirs."""

    def __str__(self) -> str:
        return _("This installation is in use. The demonstration office is only loaded into an empty one.")


def is_loaded() -> bool:
    """Tell whether the demonstration office was loaded here to its end."""
    return bool(ModelLogEntry.objects.filter(action=LOADED).exists())


def is_in_use() -> bool:
    """Tell whether somebody signs in here who is not of the demonstration."""
    return User.objects.exclude(username__in=[login.username for login in office.LOGINS]).exists()


def load(*, at: datetime, small: bool, progress: Progress) -> bool:
    """Open the office as it looks at `at`; return False if it stands already. `small` is a few bulletins, for tests.

    :raises HouseNotEmpty: if the installation is in use
    """
    if is_loaded():
        return False
    if is_in_use():
        raise HouseNotEmpty
    items = [item for item in SEASON if item.small or not small]
    with override("tr"):
        progress(_("Office, press and people"), 0.0)
        settle(on=localdate(at), citizens=_CITIZENS_SMALL if small else _CITIZENS)
        pressroom.furnish(on=localdate(at))
        staff = _staff()
        _unsubscribe(staff.head, at=at)
        for done, item in enumerate(sorted(items, key=lambda item: item.day(localdate(at)))):
            progress(item.headline, done / len(items))
            live(item, staff, at=at)
        progress(_("What the town asks"), 1.0)
        clerk = User.objects.get(username="buro")
        ask_all(staff, clerk, at=at, small=small)
        guests.furnish(staff, clerk, at=at)
        post.receive_all(at=at)
    demonstration.write_logins(f"{each.username} / {office.PASSWORD}: {each.duty}" for each in office.LOGINS)
    log(instance=Identity.load(), action=LOADED, user=staff.head, data={"small": small}, timestamp=at)
    return True


def _unsubscribe(head: User, *, at: datetime) -> None:
    """Let one reporter have asked for no more mails, so that the ledger has somebody it spares."""
    delivery.suppress(
        "buse.yelkenci@kiyihaber.example.org",
        channel="",
        reason=SuppressionReason.OPT_OUT,
        source=office.EXAMPLE,
        by=head,
        at=at - _LONG_AGO,
    )


def _staff() -> Staff:
    found = {
        user.username: user for user in User.objects.filter(username__in=[each.username for each in office.LOGINS])
    }
    return Staff(
        writer=found["yazar"],
        head=found["sorumlu"],
        photographer=found["fotograf"],
        mayors_office=found["baskanlik"],
    )
