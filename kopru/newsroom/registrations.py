"""What the newsroom tells the apps below it."""

from datetime import datetime

from wagtail.permissions import register_permission_policy

from kopru.core import sweep
from kopru.core.models import AnyUser
from kopru.core.policies import ScopedPolicy
from kopru.core.roles import OFFICE, STAFF, Role
from kopru.delivery import guards
from kopru.newsroom import permissions, tasks
from kopru.newsroom.actions.offering import KIND, objection
from kopru.newsroom.models import Absence, Bulletin, EditionFigure, Topic
from kopru.newsroom.models.bulletins import WAITING
from kopru.photos import visibility

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

guards.register(KIND, objection)
sweep.register("newsroom.kits", tasks.sweep_kits)


def photos_seen(photo_ids: visibility.PhotoIds, user: AnyUser, at: datetime) -> set[int]:
    """Return the photos of editions that `user` may read: those in force, and those laid before them."""
    visible = Bulletin.objects.visible_to(user, at)
    shown = EditionFigure.objects.filter(photo_id__in=photo_ids)
    in_force = shown.filter(edition__in=visible.filter(edition__isnull=False).values("edition"))
    waiting = shown.filter(edition__in=visible.filter(stage__in=WAITING).values("candidate"))
    return set(in_force.values_list("photo_id", flat=True)) | set(waiting.values_list("photo_id", flat=True))


visibility.register(photos_seen)
