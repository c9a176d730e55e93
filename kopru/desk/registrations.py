"""What the desk tells the apps below it."""

from kopru.core import sweep
from kopru.core.roles import STAFF, grant
from kopru.desk import doctor, quiet, worker

grant("wagtailadmin.access_admin", *STAFF)
sweep.register("tasks of dead workers", worker.take_back)
sweep.register("finished tasks", worker.forget_finished)
doctor.register()
quiet.hush()
