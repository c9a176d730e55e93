"""The logins of the demonstration office: written by `kopru demo`, shown by `kopru run` and at the sign-in page."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def _file() -> Path:
    return Path(settings.HOME) / "demonstration.txt"


def write_logins(lines: Iterable[str]) -> None:
    """Keep `lines` ("baskan / password: duty"), one a login."""
    _file().write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def logins() -> list[str]:
    """Return the lines last written; none outside the demonstration."""
    if not settings.DEMO or not _file().exists():
        return []
    return _file().read_text(encoding="utf-8").splitlines()
