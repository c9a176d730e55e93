"""The rule as a clerk fills it in, and back: who belongs to it, block by block, and who is left out."""

from typing import Any, Final

#: block: the fields that must hold together
BLOCKS: Final[dict[str, tuple[str, ...]]] = {
    "press": ("outlet_kind", "reach", "city", "duty", "outlet"),
    "circle": ("circle", "tag", "language"),
    "office": ("office",),
    "unit": ("unit",),
    "person": ("person",),
}
LEFT_OUT: Final = ("person", "outlet", "tag")
Chosen = dict[str, list[Any]]


class NotForForm(ValueError):
    """The rule says more than the form can show."""


def to_rule(chosen: dict[str, Chosen], left_out: Chosen) -> dict[str, Any]:
    """Return the rule for what was chosen in each block and left out."""
    groups = []
    for block, fields in BLOCKS.items():
        leaves = [{name: chosen[block][name]} for name in fields if chosen.get(block, {}).get(name)]
        if leaves:
            groups.append(leaves[0] if len(leaves) == 1 else {"all": leaves})
    some: dict[str, Any] = {"any": groups}
    none = [{name: left_out[name]} for name in LEFT_OUT if left_out.get(name)]
    return {"all": [some, {"none": none}]} if none else some


def from_rule(rule: dict[str, Any]) -> tuple[dict[str, Chosen], Chosen]:
    """Return what a rule chooses in each block, and leaves out.

    :raises NotForForm: if the form cannot show it
    """
    left_out: Chosen = {}
    parts = rule.get("all", [])
    if len(parts) == 2 and "none" in parts[1]:
        rule = parts[0]
        for leaf in parts[1]["none"]:
            [(name, values)] = leaf.items()
            if name not in LEFT_OUT:
                raise NotForForm(name)
            left_out[name] = values
    groups = rule.get("any", [rule])
    chosen: dict[str, Chosen] = {}
    for group in groups:
        block, fields = _block(group)
        if block in chosen:
            raise NotForForm(block)
        chosen[block] = fields
    return chosen, left_out


def _block(group: dict[str, Any]) -> tuple[str, Chosen]:
    leaves = group.get("all", [group])
    fields: Chosen = {}
    for leaf in leaves:
        [(name, values)] = leaf.items()
        if name in fields:
            raise NotForForm(name)
        fields[name] = values
    for block, known in BLOCKS.items():
        if fields and set(fields) <= set(known):
            return block, fields
    raise NotForForm(", ".join(fields))
