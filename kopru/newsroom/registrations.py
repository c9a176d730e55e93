"""What the newsroom tells the apps below it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy

from kopru.cases.special import tray
from kopru.core import bodies, sweep, today
from kopru.core.models import AnyUser
from kopru.core.policies import ScopedPolicy
from kopru.core.roles import OFFICE, STAFF, Role
from kopru.delivery import kinds, objections
from kopru.delivery.models import Dispatch
from kopru.newsroom import findable, handed_in, mails, permissions, tasks
from kopru.newsroom.actions.offering import KIND, objection
from kopru.newsroom.models import Absence, Bulletin, EditionFigure, Topic
from kopru.newsroom.models.bulletins import LARGEST_FILE, WAITING
from kopru.newsroom.today import cards
from kopru.photos import visibility
from kopru.search import registry

_CHIEFS = {Role.HEAD, Role.ADMINISTRATOR}

register_permission_policy(
    Bulletin,
    ScopedPolicy(
        Bulletin,
        view=STAFF,
        add=OFFICE,
        change=OFFICE,
        delete=OFFICE,
        rules={"change": permissions.may_edit, "delete": permissions.may_delete},
    ),
)
register_permission_policy(Topic, ScopedPolicy(Topic, view=OFFICE, add=_CHIEFS, change=_CHIEFS, delete=_CHIEFS))
register_permission_policy(Absence, ScopedPolicy(Absence, view=OFFICE, add=OFFICE, change=OFFICE, delete=OFFICE))

objections.register(KIND, objection)
tray.register(_("Write a bulletin of it"), handed_in.address)
sweep.register("newsroom.kits", tasks.sweep_kits)

bodies.open_door("bulletin:add", "bulletin:edit", megabytes=4 * LARGEST_FILE // bodies.MEGABYTE)


def photos_seen(photo_ids: visibility.PhotoIds, user: AnyUser, at: datetime) -> set[int]:
    """Return the photos of editions that `user` may read: those in force, and those laid before them."""
    visible = Bulletin.objects.visible_to(user, at)
    shown = EditionFigure.objects.filter(photo_id__in=photo_ids)
    in_force = shown.filter(edition__in=visible.filter(edition__isnull=False).values("edition"))
    waiting = shown.filter(edition__in=visible.filter(stage__in=WAITING).values("candidate"))
    return set(in_force.values_list("photo_id", flat=True)) | set(waiting.values_list("photo_id", flat=True))


def page_of(dispatch: Dispatch) -> str:
    """Return where on the desk the bulletin stands that `dispatch` offers."""
    number = dispatch.reference.removeprefix("bulletin:")
    return reverse("bulletins:one", args=[int(number)]) if number.isdigit() else ""


kinds.register(KIND, findable.KIND.label, address=page_of, examples=mails.examples)
visibility.register(photos_seen)
today.register(cards)
registry.register(findable.KIND)
