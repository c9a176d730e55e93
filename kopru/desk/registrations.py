"""What the desk tells the apps below it."""

from kopru.core.roles import STAFF, grant

grant("wagtailadmin.access_admin", *STAFF)
