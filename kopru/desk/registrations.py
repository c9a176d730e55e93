"""What the desk tells the apps below it."""

from kopru.core import sweep
from kopru.core.roles import STAFF, Role, grant
from kopru.desk import doctor, quiet, worker

grant("wagtailadmin.access_admin", *STAFF)
grant("core.change_identity", Role.HEAD, Role.ADMINISTRATOR)
for deed in ("add", "change", "delete", "view"):
    grant(f"core.{deed}_user", Role.ADMINISTRATOR)
    grant(f"wagtailredirects.{deed}_redirect", Role.ADMINISTRATOR)
sweep.register("tasks of dead workers", worker.take_back)
sweep.register("finished tasks", worker.forget_finished)
doctor.register()
quiet.hush()
