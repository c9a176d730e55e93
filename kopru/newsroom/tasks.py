"""Background work: the press kit of one edition, safe to repeat and to be killed."""

import logging
import tempfile
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django_tasks import task

from kopru.core import clock, freshness
from kopru.newsroom.kits import making
from kopru.newsroom.models import Kit
from kopru.newsroom.models.editions import PARTS, KitState
from kopru.typesetting.engine import TypesettingError

logger = logging.getLogger(__name__)

#: a kit that nobody touched for so long is not being made: its worker was killed
ABANDONED: Final = timedelta(minutes=2)
_ATTEMPTS: Final = 3


@task()
def build_kit(kit_id: int) -> None:
    """Make the press kit, if it is owed and nobody is making it."""
    kit = _claim(kit_id, at=clock.now())
    if kit is None:
        return
    try:
        with tempfile.TemporaryDirectory(prefix="kopru-kit-") as folder:
            made = dict(making.make(kit.edition, Path(folder), done=lambda: _step(kit_id)))
            _store(kit, made, at=clock.now())
    except (TypesettingError, OSError) as obstacle:
        logger.exception("press kit %s could not be made", kit_id)
        _fail(kit, str(obstacle) or type(obstacle).__name__)


def sweep_kits(at: datetime) -> int:
    """Enqueue again every kit that is owed and that nobody is making."""
    owed = list(Kit.objects.owed().idle(at - ABANDONED).values_list("pk", flat=True)[:100])
    for pk in owed:
        build_kit.enqueue(pk)
    return len(owed)


@transaction.atomic
def _claim(kit_id: int, *, at: datetime) -> Kit | None:
    waits = Kit.objects.owed().idle(at - ABANDONED).filter(pk=kit_id)
    kit = waits.select_for_update(of=("self",)).select_related("edition__bulletin").first()
    if kit is None:
        return None
    kit.touched_at, kit.attempts, kit.done, kit.total = at, kit.attempts + 1, 0, making.steps(kit.edition)
    kit.save(update_fields=["touched_at", "attempts", "done", "total"])
    return kit


def _step(kit_id: int) -> None:
    Kit.objects.filter(pk=kit_id).update(done=F("done") + 1, touched_at=clock.now())


def _store(kit: Kit, made: dict[str, Path], *, at: datetime) -> None:
    """Put the new files in the place of the old ones, unless the kit was owed again meanwhile."""
    names: dict[str, str] = {}
    for part, path in made.items():
        with path.open("rb") as file:
            names[part] = default_storage.save(f"kits/{kit.pk}/{kit.serial}/{path.name}", File(file))
    with transaction.atomic():
        fresh = Kit.objects.select_for_update().get(pk=kit.pk)
        if fresh.serial != kit.serial:
            gone = list(names.values())
        else:
            gone = [file.name for _part, file in fresh.parts()]
            for part in PARTS:
                setattr(fresh, part, names.get(part, ""))
            fresh.state, fresh.ready_at, fresh.obstacle = KitState.READY, at, ""
            fresh.save()
            freshness.touch()  # pages that are kept say "being prepared"
        transaction.on_commit(partial(_discard, gone))


def _discard(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _fail(kit: Kit, obstacle: str) -> None:
    """Let the sweep try again, three times in all; then a person must look."""
    state = KitState.FAILED if kit.attempts >= _ATTEMPTS else KitState.OWED
    Kit.objects.filter(pk=kit.pk, serial=kit.serial).update(state=state, obstacle=obstacle[:300])
