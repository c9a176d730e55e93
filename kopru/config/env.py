"""What an operator may set: every setting is read here, once, with its default and its explanation."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable an operator may set."""

    name: str
    default: str
    help: str


DECLARED: Final[dict[str, Setting]] = {}


def text(name: str, default: str, help_text: str) -> str:
    """Return the environment's value of `name`, or `default`; declare it for `docs/settings.md`."""
    DECLARED[name] = Setting(name, default, help_text)
    return os.environ.get(name, default)


def flag(name: str, help_text: str, *, default: bool) -> bool:
    """Return a yes/no setting: `1`, `true`, `yes` and `on` are yes."""
    return text(name, "1" if default else "0", help_text).strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int, help_text: str) -> int:
    """Return a whole-number setting.

    :raises ValueError: if the environment holds something else
    """
    return int(text(name, str(default), help_text))


def names(name: str, default: str, help_text: str) -> list[str]:
    """Return a comma-separated setting as a list without empty items."""
    return [item.strip() for item in text(name, default, help_text).split(",") if item.strip()]


def secret(name: str, home: Path, file_name: str, help_text: str) -> str:
    """Return a secret from the environment, or from a file under `home`, made on first use (mode 0600)."""
    value = text(name, "", help_text)
    if value:
        return value
    path = home / file_name
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass  # another process was first: its secret is the one
    return path.read_text().strip()
