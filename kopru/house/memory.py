"""What a large photo took goes back to the system at once, not into the heap of the thread that read it.

glibc raises its own threshold with each large piece that is freed, and keeps the next ones. After 20 photos, their kit
and 1,000 mails web and worker held 346 MiB (605 at most); with these three settings 214 (452 at most).
"""

import ctypes
from typing import Final

#: mallopt(3): M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD (bytes), each with what it is set to
_ALLOCATION: Final = ((-8, 2), (-3, 256 * 1024), (-1, 1024 * 1024))


def give_back() -> bool:
    """Set it for this process and all it forks; tell whether its C library can."""
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)  # neither on macOS nor with musl
    return set_option is not None and all(set_option(option, value) for option, value in _ALLOCATION)
