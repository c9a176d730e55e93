"""What the directory tells the apps below it."""

from wagtail.permissions import register_permission_policy

from kopru.core import bodies, sweep, today
from kopru.core.policies import ScopedPolicy
from kopru.core.roles import OFFICE, STAFF, Role
from kopru.directory import findable, tasks
from kopru.directory.intake import sheets
from kopru.directory.models import (
    Audience,
    ContactPoint,
    ImportFile,
    Merge,
    Office,
    Outlet,
    Person,
    Proposal,
    Tag,
    Unit,
)
from kopru.directory.today import cards
from kopru.search import registry

_CHIEFS = {Role.HEAD, Role.ADMINISTRATOR}

for _model in (Person, Outlet, Office, Audience, Tag):
    register_permission_policy(_model, ScopedPolicy(_model, view=STAFF, add=OFFICE, change=OFFICE, delete=_CHIEFS))
register_permission_policy(Unit, ScopedPolicy(Unit, view=STAFF, add=_CHIEFS, change=_CHIEFS, delete=_CHIEFS))
for _kept in (ImportFile, Merge, Proposal):  # what happened is not edited afterwards
    register_permission_policy(_kept, ScopedPolicy(_kept, view=OFFICE))
register_permission_policy(ContactPoint, ScopedPolicy(ContactPoint, view=STAFF, change=OFFICE))

sweep.register("directory.imports", tasks.sweep)
today.register(cards)
bodies.open_door("directory:upload", megabytes=sheets.MOST_BYTES // bodies.MEGABYTE, says_so_itself=True)
for _kind in findable.KINDS:
    registry.register(_kind)
