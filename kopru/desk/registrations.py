"""What the desk tells the apps below it."""

from kopru.core.roles import STAFF, Role, grant
from kopru.desk import quiet

grant("wagtailadmin.access_admin", *STAFF)
grant("core.change_identity", Role.HEAD, Role.ADMINISTRATOR)
for deed in ("add", "change", "delete", "view"):
    grant(f"core.{deed}_user", Role.ADMINISTRATOR)
    grant(f"wagtailredirects.{deed}_redirect", Role.ADMINISTRATOR)
quiet.hush()
