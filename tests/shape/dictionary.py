"""`docs/dictionary.md` as the shape tests read it: one section and table for each app, code words in backticks."""

import re
from functools import cache

from tests.shape.source import ROOT

PAGE = ROOT / "docs" / "dictionary.md"


@cache
def _sections() -> dict[str, str]:
    parts = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {head.split()[0].strip("`"): body for head, _newline, body in (part.partition("\n") for part in parts)}


def rows_of(app: str) -> list[list[str]]:
    """Return the cells of the app's table, without its head."""
    lines = [line for line in _sections().get(app, "").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def words_of(app: str) -> set[str]:
    """Return the code words that the app's table explains."""
    return {word for row in rows_of(app) for word in re.findall(r"`([^`]+)`", row[2])}
