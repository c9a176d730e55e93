"""KIT: the press kit of a bulletin with 20 photos of real size, from the word "publish" to the last file (N5)."""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

PHOTOS: Final = int(os.environ.get("KOPRU_BENCH_PHOTOS", "20"))
_SIZE: Final = (6000, 4000)
_LONGEST: Final = 10.0


def kit() -> list[dict[str, Any]]:
    """Publish, and let a worker of its own make the kit; beside it the same photos made small with Pillow alone."""
    with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder:
        env = {**os.environ, "KOPRU_HOME": folder, "DJANGO_SETTINGS_MODULE": "kopru.config.settings"}
        env.pop("KOPRU_DATABASE_URL", None)
        command = [sys.executable, "-m", "bench.kit"]
        done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE)
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    name, megabytes = f"KIT {PHOTOS} photos 6000×4000", f"{found['megabytes']:.0f} MB"
    return [
        _row(f"{name}, ready", f"s, {megabytes}", found["seconds"], found["reference"]),
        _row("KIT the same, time of one core", "s", found["busy"], found["bare_busy"]),
    ]


def _row(name: str, unit: str, figure: float, reference: float) -> dict[str, Any]:
    return {
        "id": name,
        "figure": round(figure, 2),
        "unit": unit,
        "reference": round(reference, 2),
        "ratio": figure / reference,
        "goal": "≤ 10 s; bare Pillow beside it",
        "met": figure <= _LONGEST,
    }


# ── inside the process with a home of its own ──────────────────────────────────────────────────────────────────────


def _photos() -> list[Any]:
    """Take in as many different photos, each with the grain of a real one, by the archive's own door."""
    from django.core.files.base import ContentFile  # noqa: PLC0415  Django is set up only here
    from django.utils import timezone  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    from kopru.photos import intake  # noqa: PLC0415

    user, made = _user(), []
    for number in range(PHOTOS):
        grain = Image.effect_noise((1500, 1000), 90).resize(_SIZE, Image.Resampling.BICUBIC)
        sky = Image.linear_gradient("L").rotate(number * 13).resize(_SIZE)
        picture = Image.merge("RGB", (grain, Image.blend(grain, sky, 0.5), sky))
        written = io.BytesIO()
        picture.save(written, "JPEG", quality=92)
        words = {"title": f"Sahil {number + 1}", "caption": f"Sahil yolu, {number + 1}. durak", "credit": "Belediye"}
        file = ContentFile(written.getvalue(), name=f"sahil-{number}.jpg")
        made.append(intake.accept(file, name=file.name or "", by=user, at=timezone.now(), **words))
    return made


def _user() -> Any:
    from kopru.core.roles import Role, sync  # noqa: PLC0415
    from kopru.newsroom.tests import factories as newsroom  # noqa: PLC0415

    sync()
    return newsroom.user(Role.HEAD)


def _measure() -> dict[str, float]:
    from django.utils import timezone  # noqa: PLC0415

    from kopru.newsroom import actions  # noqa: PLC0415
    from kopru.newsroom.models import Figure, Kit  # noqa: PLC0415
    from kopru.newsroom.tests import factories as newsroom  # noqa: PLC0415

    photos = _photos()
    reference, bare_busy = _bare([Path(photo.file.path) for photo in photos])
    made = newsroom.bulletin(headline="Sahil yolu açıldı")
    for order, photo in enumerate(photos):
        Figure.objects.create(bulletin=made, photo=photo, sort_order=order)
    newsroom.approve(made, at=timezone.now())
    with subprocess.Popen([sys.executable, "-m", "kopru", "worker"], stdout=subprocess.DEVNULL) as worker:
        try:
            _wait_for_worker()
            began, idle = time.monotonic(), _busy(worker.pid)
            actions.publish(made, by=_user(), at=timezone.now())
            while not Kit.objects.filter(edition=made.edition_id, state="ready").exists():
                if time.monotonic() - began > 300:
                    raise AssertionError(list(Kit.objects.values("state", "obstacle", "done", "total")))
                time.sleep(0.05)
            seconds, busy = time.monotonic() - began, _busy(worker.pid) - idle
        finally:
            worker.terminate()
    size = Kit.objects.get(edition=made.edition_id).photos.size
    found = {"seconds": seconds, "reference": reference, "busy": busy, "bare_busy": bare_busy}
    return found | {"megabytes": size / 1024**2}


def _busy(pid: int) -> float:
    """Return the seconds of a core that a process, and what it started and saw end, have had (proc(5), stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _bare(paths: list[Path]) -> tuple[float, float]:
    """Return the seconds, and those of a core, in which Pillow alone makes the photos small, one after the other."""
    from PIL import Image  # noqa: PLC0415

    began, busy = time.monotonic(), time.process_time()
    for path in paths:
        with Image.open(path) as picture:
            picture.thumbnail((1600, 1600))
            picture.save(io.BytesIO(), "JPEG", quality=84)
    return time.monotonic() - began, time.process_time() - busy


def _wait_for_worker() -> None:
    from kopru.house.models import Worker  # noqa: PLC0415

    end = time.monotonic() + 60
    while not Worker.objects.exists():
        if time.monotonic() > end:
            raise AssertionError("the worker did not start")
        time.sleep(0.1)


def main() -> None:
    """Measure and print it as JSON."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    print(json.dumps(_measure()))


if __name__ == "__main__":
    main()
