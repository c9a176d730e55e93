"""What many pages have in common, kept in memory: cards, topics, head and foot; as true as whole pages are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from kopru.core import freshness
from kopru.web import archive

Made = TypeVar("Made")
#: beyond it memory would grow with the archive
_MOST = 5000


@dataclass(slots=True)
class _Drawer:
    """What was made in one generation, until an embargo lifts."""

    generation: str = ""
    made_at: datetime | None = None
    ends_at: datetime | None = None
    kept: dict[Any, Any] = field(default_factory=dict)


_drawer = _Drawer()


def kept(key: tuple[Any, ...], at: datetime, make: Callable[[], Made]) -> Made:
    """Return what `make` made under `key`, anew after every change and when an embargo has lifted."""
    if not settings.KEEP_PAGES:
        return make()
    drawer = _current(at)
    if key not in drawer.kept:
        made = make()
        if len(drawer.kept) >= _MOST:
            drawer.kept.clear()
        drawer.kept[key] = made
        return made
    found: Made = drawer.kept[key]
    return found


def cards(keys: Sequence[int], *, at: datetime, language: str, template: str = "web/card.html") -> list[SafeString]:
    """Return the bulletins with these ids, drawn, in this order; those that are not public are left out."""
    if not settings.KEEP_PAGES:
        drawn = _drawn(keys, at, language, template)
        return [drawn[key] for key in keys if key in drawn]
    place = _current(at).kept.setdefault((template, language), {})
    if len(place) > _MOST:
        place.clear()
    place |= _drawn([key for key in keys if key not in place], at, language, template)
    return [place[key] for key in keys if key in place]


def _drawn(keys: Sequence[int], at: datetime, language: str, template: str) -> dict[int, SafeString]:
    if not keys:
        return {}
    with override(language):
        return {
            bulletin.pk: render_to_string(template, {"bulletin": bulletin, "language": language})
            for bulletin in archive.listed(at).filter(pk__in=keys)
        }


def _current(at: datetime) -> _Drawer:
    """Return the drawer that is true at `at`; the old one stays with whoever still holds it."""
    global _drawer  # noqa: PLW0603 — one for each process
    drawer, generation = _drawer, freshness.generation()
    if drawer.generation != generation or not _holds(drawer, at):
        _drawer = drawer = _Drawer(generation, at, archive.end_of(at, archive.SHELF_LIFE))
    return drawer


def _holds(drawer: _Drawer, at: datetime) -> bool:
    """Tell whether `at` lies in its time: a clock that went wrong and came back may have filled it too early."""
    return drawer.made_at is not None and drawer.ends_at is not None and drawer.made_at <= at < drawer.ends_at
