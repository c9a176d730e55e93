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

_FOOT = """
## Changing the secret

Write the old value of `KOPRU_SECRET_KEY` (or the content of `secret.key`) into `KOPRU_SECRET_KEY_FALLBACKS`, set the
new one, and restart. Signed links and return addresses in mails that left before stay valid, everything new is signed
with the new secret; people sign in once more. Keep the old value as long as somebody may still open such a mail: the
units' pages, the survey after four weeks and the bounces need some months. Then take it away; what was signed with it
is refused from that moment on.
"""


def settings_page() -> str:
    """Return `docs/settings.md` as it should read."""
    rows = (f"| `{item.name}` | {_default(item.default)} | {item.help} |\n" for item in settings.DECLARED.values())
    return _HEAD + "".join(rows) + _FOOT


def _default(value: str) -> str:
    return f"`{value}`" if value else "–"
