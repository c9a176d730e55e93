"""Pages of `docs/` that are made from the code, so that they cannot say something else than it does."""

from pathlib import Path

from django.conf import settings

SETTINGS_PAGE = Path(settings.PROJECT).parent / "docs" / "settings.md"

_HEAD = """# Settings

Köprü runs with nothing set. What an operator may set is an environment variable.
`kopru settings --write` makes this page from what the code declares.

| name | default | what it does |
|---|---|---|
"""


def settings_page() -> str:
    """Return `docs/settings.md` as it should read."""
    rows = (f"| `{item.name}` | {_default(item.default)} | {item.help} |\n" for item in settings.DECLARED.values())
    return _HEAD + "".join(rows)


def _default(value: str) -> str:
    return f"`{value}`" if value else "–"
