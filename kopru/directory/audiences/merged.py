"""A rule names rows; one that was merged since leads to the row that was kept, and back when they are parted."""

from collections.abc import Iterable
from typing import Any, Final

from kopru.directory.audiences.grammar import All, Leaf, Neither, Node, Some
from kopru.directory.models import Outlet, Person

_MERGEABLE: Final[dict[str, type[Person | Outlet]]] = {"outlet": Outlet, "person": Person}


def followed(node: Node) -> Node:
    """Return the node with the rows that its outlets and people are today; a query for each leaf of them."""
    match node:
        case All(parts):
            return All(tuple(map(followed, parts)))
        case Some(parts):
            return Some(tuple(map(followed, parts)))
        case Neither(parts):
            return Neither(tuple(map(followed, parts)))
        case Leaf():
            return Leaf(node.field, tuple(current(node.field, node.values)))


def current(field: str, values: Iterable[Any]) -> list[Any]:
    """Return the values of a leaf with merged outlets and people followed, each once."""
    found = list(values)
    if field not in _MERGEABLE:
        return found
    rows: Any = _MERGEABLE[field].objects.filter(merged_into__isnull=False)
    while kept := dict(rows.filter(pk__in=found).values_list("pk", "merged_into")):
        found = list(dict.fromkeys(kept.get(pk, pk) for pk in found))
    return found
