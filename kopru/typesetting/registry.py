"""Which templates there are: every app adds the folder in which it keeps its own."""

from pathlib import Path

_folders: dict[str, Path] = {}


class TemplateUnknown(LookupError):
    """No registered folder holds a template of that name."""

    def __init__(self, name: str) -> None:
        """Keep the name that was asked for."""
        super().__init__(f"No typesetting template is called {name!r}")
        self.name = name


def register_templates(app_folder: Path) -> None:
    """Add `app_folder/templates/*.typ`, importable in other templates as `/<app>/<name>.typ`; repeating is harmless."""
    _folders[app_folder.name] = app_folder / "templates"


def folders() -> dict[str, Path]:
    """Return the registered folders by the name under which a template may import from them."""
    return dict(_folders)


def templates() -> dict[str, str]:
    """Return every template by name with its path in a job's folder: `{"bulletin": "typesetting/bulletin.typ"}`."""
    return {
        path.stem: f"{app}/{path.name}" for app, folder in _folders.items() for path in sorted(folder.glob("*.typ"))
    }


def path_of(name: str) -> str:
    """Return where a template lies below the root of a job.

    :raises TemplateUnknown: if no app has registered it
    """
    try:
        return templates()[name]
    except KeyError:
        raise TemplateUnknown(name) from None


register_templates(Path(__file__).parent)
