"""One at a time: a lock between the processes of this machine, let go by the kernel when its holder dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Wait until nobody else holds `name`, and hold it.

    There are 256 lock files for all names, so that the folder never grows; two names that share one only wait.
    """
    folder = Path(settings.HOME) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"photo-{sha256(name.encode()).hexdigest()[:2]}").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
