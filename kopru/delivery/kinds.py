"""What is sent, in the office's words: the apps above name their kinds of dispatch and say what each is about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kopru.delivery.models import Dispatch

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of dispatch: its name, where what it speaks of can be read, and what a test shows in its fields."""

    label: Text
    address: Callable[[Dispatch], str] = lambda _dispatch: ""
    examples: Callable[[], dict[str, str]] = dict


_kinds: Final[dict[str, Kind]] = {"test": Kind(_("Test"))}


def register(
    name: str,
    label: Text,
    *,
    address: Callable[[Dispatch], str] = lambda _dispatch: "",
    examples: Callable[[], dict[str, str]] = dict,
) -> None:
    """Name a kind; called from `apps.ready()`. `address(dispatch)` is the page of what it speaks of, or "".

    `examples()` is what a test to oneself shows in the fields of the letter; it must open nothing of anybody.
    """
    _kinds[name] = Kind(label, address, examples)


def label_of(name: str) -> Text:
    """Return the name of a kind; one that nobody named stands for itself."""
    return _kinds[name].label if name in _kinds else name


def subject_page(dispatch: Dispatch) -> str:
    """Return the page of what a dispatch speaks of, or ""."""
    return _kinds[dispatch.kind].address(dispatch) if dispatch.kind in _kinds else ""


def known() -> list[tuple[str, Text]]:
    """Return the kinds that are offered as a filter, tests apart."""
    return [(name, kind.label) for name, kind in _kinds.items() if name != "test"]


def examples(name: str, fields: dict[str, Any]) -> dict[str, str]:
    """Return for each of `fields` what a test may show: never the value of a real recipient, which may be a key."""
    known = _kinds[name].examples() if name in _kinds else {}
    return {field: known.get(field, gettext("(example)")) for field in fields}
