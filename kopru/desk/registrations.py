"""What the desk tells the apps below it."""

from django.utils.translation import gettext_lazy as _

from kopru.core import bodies, sweep
from kopru.core.models import LARGEST_LOGO
from kopru.core.roles import STAFF, Role, grant
from kopru.delivery import kinds, withheld
from kopru.desk import morning, quiet

grant("wagtailadmin.access_admin", *STAFF)
grant("core.change_identity", Role.HEAD, Role.ADMINISTRATOR)
for deed in ("add", "change", "delete", "view"):
    grant(f"core.{deed}_user", Role.ADMINISTRATOR)
    grant(f"wagtailredirects.{deed}_redirect", Role.ADMINISTRATOR)
# What the framework takes files at: the identity's logo, a person's own picture, a list of forwarded addresses.
bodies.open_door(
    "wagtailsettings:edit",
    "wagtailadmin_account",
    "wagtailredirects:start_import",
    megabytes=LARGEST_LOGO // bodies.MEGABYTE,
)
kinds.register(morning.KIND, _("Morning mail"))
withheld.register(morning.from_others)
sweep.register("desk.morning", morning.sweep)
quiet.hush()
