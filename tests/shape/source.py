"""The source as the shape tests read it: files, functions, apps, layers."""

import ast
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kopru"
CODE = {".py", ".html", ".js", ".css", ".typ", ".sh", ".txt"}
#: Folders that hold no source of ours, by name: environments, caches, what a run leaves.
_OTHER = {"var", "build", "dist", "__pycache__"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Placed(NamedTuple):
    """A function and the file it stands in."""

    path: Path
    function: Function

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.function.lineno} {self.function.name}"


@cache
def files() -> tuple[Path, ...]:
    """Return every file that belongs to the project, whatever its kind."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name == ".ci" or not (
                path.name.startswith(".") or path.name in _OTHER or path.suffix == ".egg-info"
            ):
                yield from _walk(path)
        elif path.suffix not in {".mo", ".pyc"}:
            yield path


def python(under: Path = ROOT) -> list[Path]:
    """Return the Python files under a folder; migrations are Django's handwriting, not ours."""
    return [
        path for path in files() if path.suffix == ".py" and under in path.parents and "migrations" not in path.parts
    ]


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> list[Placed]:
    """Return every function of a file, methods and inner ones included."""
    return [Placed(path, node) for node in ast.walk(tree(path)) if isinstance(node, Function)]


def is_test(path: Path) -> bool:
    """Tell whether the file is for tests only."""
    return "tests" in path.relative_to(ROOT).parts


def called(node: ast.AST) -> set[str]:
    """Return the last names of everything called inside: `log`, `enqueue`, `save` …"""
    targets = (inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call))
    return {
        target.attr if isinstance(target, ast.Attribute) else target.id
        for target in targets
        if isinstance(target, ast.Attribute | ast.Name)
    }


def apps() -> list[str]:
    """Return the names of the apps: every folder of the package with an `apps.py`, and plain `turkish`."""
    return sorted({path.parent.name for path in PACKAGE.glob("*/apps.py")} | {"turkish"})


@cache
def project() -> dict[str, dict]:
    """Return `pyproject.toml`."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def ranks() -> dict[str, int]:
    """Return how high above the sea each app lies, as the river in `pyproject.toml` says; siblings are equal."""
    river = project()["tool"]["importlinter"]["contracts"][0]["layers"]
    levels = [[name.strip(" ()").removeprefix("kopru.") for name in layer.split("|")] for layer in reversed(river)]
    return {name: height for height, level in enumerate(levels) for name in level}


def expect_none(found: Collection[object]) -> None:
    """Fail with everything that was found, a line each; pytest itself would cut the list."""
    lines = [f"{name}: {what}" for name, what in found.items()] if isinstance(found, Mapping) else map(str, found)
    assert not found, "\n" + "\n".join(lines)
