"""What an audience's rule may say, as JSON.

    rule  = {"all": [rule, …]} | {"any": [rule, …]} | {"none": [rule, …]} | {field: [value, …]}
    field = outlet_kind | reach | outlet | duty          the press: all of one "all" speak of one and the same post
          | city | tag | circle | unit | office | person | language

"all" of nothing is everybody, "any" of nothing is nobody. Values of outlet, unit, office, person and tag are ids.
"""

from dataclasses import dataclass
from typing import Any, Final

from kopru.directory.models import Circle, Duty, Language, OutletKind, Reach


class RuleInvalid(ValueError):
    """The rule is not one that this grammar knows."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition: the field has one of the values."""

    field: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Neither:
    """No part holds."""

    parts: tuple["Node", ...]


Node = Leaf | All | Some | Neither

CHOICES: Final = {"outlet_kind": OutletKind, "reach": Reach, "duty": Duty, "circle": Circle, "language": Language}
IDS: Final = ("outlet", "unit", "office", "person", "tag")
#: Conditions on an outlet or on a post there; beside them "city" means the outlet's.
PRESS: Final = ("outlet_kind", "reach", "outlet", "duty")
_BRANCHES: Final[dict[str, type["All | Some | Neither"]]] = {"all": All, "any": Some, "none": Neither}
_DEEPEST: Final = 8


def parse(rule: Any, *, depth: int = 0) -> Node:
    """Read a rule.

    :raises RuleInvalid: if it says something the grammar does not know
    """
    if not isinstance(rule, dict) or len(rule) != 1 or depth > _DEEPEST:
        raise RuleInvalid(f"not a rule: {rule!r:.80}")
    [(word, content)] = rule.items()
    if not isinstance(content, list):
        raise RuleInvalid(f"{word} needs a list")
    if word in _BRANCHES:
        return _BRANCHES[word](tuple(parse(part, depth=depth + 1) for part in content))
    return _leaf(word, content)


def _leaf(field: str, values: list[Any]) -> Leaf:
    if field in CHOICES:
        known: set[Any] = set(CHOICES[field].values)
        right = all(isinstance(value, str) and value in known for value in values)
    elif field in IDS:
        right = all(isinstance(value, int) and not isinstance(value, bool) for value in values)
    elif field == "city":
        right = all(isinstance(value, str) for value in values)
    else:
        raise RuleInvalid(f"unknown field: {field:.40}")
    if not right:
        raise RuleInvalid(f"{field} does not know one of its values")
    return Leaf(field, tuple(values))


def press_and_rest(parts: tuple[Node, ...]) -> tuple[list[Leaf], list[Node]]:
    """Part the conditions of one "all" that must hold for one and the same outlet or post from the others."""
    is_press = any(isinstance(part, Leaf) and part.field in PRESS for part in parts)
    of_press = (*PRESS, "city") if is_press else ()
    press = [part for part in parts if isinstance(part, Leaf) and part.field in of_press]
    return press, [part for part in parts if part not in press]
