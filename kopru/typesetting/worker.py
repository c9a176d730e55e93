"""The process in which typst runs: one JSON line in for each job, one out; it has limits, one folder and no network.

Started by its path (`engine.py`), so that it loads neither Django nor the rest of the product: 37 MiB when idle.
"""

import contextlib
import ctypes
import json
import resource
import shutil
import sys
import time
from math import ceil
from pathlib import Path
from typing import Any

import typst

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_CORES = 2


def _leave_the_network() -> None:
    """Enter an empty network namespace where the kernel grants one; else the dead proxy of our environment must do."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _limit(what: int, amount: int) -> None:
    """Lower a limit of this process, never above what it already had."""
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard))


def _typeset(job: dict[str, Any], fonts: Any) -> dict[str, str]:
    """Compile one job and say how it went; the PDF itself goes to `job["output"]`."""
    _limit(resource.RLIMIT_CPU, ceil(time.process_time() + job["timeout"] * _CORES) + 1)
    root = Path(job["root"])
    try:
        typst.compile(
            f'#include "/{job["main"]}"'.encode(),
            output=job["output"],
            root=root,
            font_paths=fonts,
            ignore_system_fonts=True,
            pdf_standards=job["standard"] or [],
            timestamp=job["at"],
            package_path=root / "packages",
            package_cache_path=root / "packages",
        )
    except MemoryError:
        return {"error": "memory"}
    except typst.TypstError as error:
        return {"error": "typst", "detail": error.diagnostic or error.message}
    return {}


def main() -> None:
    """Answer jobs until there are no more, then clear the folder, also when the process that started us was killed."""
    folder = Path(sys.argv[1])
    _limit(resource.RLIMIT_AS, int(sys.argv[2]) << 20)
    _limit(resource.RLIMIT_CORE, 0)
    _leave_the_network()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder / "fonts")])
    for line in sys.stdin:
        answer = _typeset(json.loads(line), fonts)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
