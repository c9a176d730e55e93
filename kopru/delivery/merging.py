"""Fields in a text: `{greeting}`, `{name}` and what the caller gave; `{{` is a brace."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

#: What every row of the ledger has.
STANDING: Final = frozenset({"greeting", "name"})
_FIELD: Final = re.compile(r"\{\{|\{([a-z][a-z0-9_]*)\}")


def literal(text: str) -> str:
    """Return `text` so that no brace in it is taken for a field."""
    return text.replace("{", "{{")


def fields_in(*texts: str) -> frozenset[str]:
    """Return the names of the fields that `texts` ask for."""
    return frozenset(name for text in texts for name in _FIELD.findall(text) if name)


def split(text: str) -> list[tuple[str, str]]:
    """Return `text` as pairs of what stands there and the field after it ("" after the last)."""
    parts: list[tuple[str, str]] = []
    standing, end = "", 0
    for found in _FIELD.finditer(text):
        standing += text[end : found.start()]
        end = found.end()
        if found.group(1):
            parts.append((standing, found.group(1)))
            standing = ""
        else:
            standing += "{"
    parts.append((standing + text[end:], ""))
    return parts


def merge(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with its fields filled in.

    :raises KeyError: if a field has no value
    """
    return "".join(standing + (values[field] if field else "") for standing, field in split(text))


def missing(wanted: Iterable[str], values: Mapping[str, str]) -> list[str]:
    """Return the fields of `wanted` that have no value or an empty one, in order."""
    return sorted(field for field in wanted if not values.get(field))
