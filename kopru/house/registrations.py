"""What the house tells the apps below it."""

from kopru.core import sweep
from kopru.house import doctor, worker

sweep.register("tasks of dead workers", worker.take_back)
sweep.register("finished tasks", worker.forget_finished)
doctor.register()
