"""What delivery tells the apps below it."""

from kopru.core import sweep
from kopru.delivery import tasks

sweep.register("what waits to be sent", tasks.sweep)
