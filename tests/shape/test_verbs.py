"""Every verb guards, changes, logs, is called the same way, is tested, and stands in the dictionary."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wagtail.log_actions import registry

from tests.shape.dictionary import words_of
from tests.shape.source import PACKAGE, ROOT, called, expect_none, functions, is_test, python, tree


class Verb(NamedTuple):
    """A public function of an app's `actions`."""

    app: str
    path: Path
    function: ast.FunctionDef

    def __str__(self) -> str:
        return f"{self.app}.{self.function.name} ({self.path.relative_to(ROOT)}:{self.function.lineno})"

    @property
    def is_atomic(self) -> bool:
        """Decorated, or with its change in a `with` of its own, where a file is read before or after."""
        items = [
            item.context_expr for node in ast.walk(self.function) if isinstance(node, ast.With) for item in node.items
        ]
        return any(ast.unparse(item).startswith("transaction.atomic") for item in self.function.decorator_list + items)


def _modules(app: str) -> list[Path]:
    folder = PACKAGE / app
    return [path for path in python(folder) if path == folder / "actions.py" or folder / "actions" in path.parents]


@cache
def _exported(app: str) -> frozenset[str] | None:
    """Return what `actions/__init__.py` offers; None where there is no such list."""
    init = PACKAGE / app / "actions" / "__init__.py"
    for node in tree(init).body if init.exists() else []:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return frozenset(ast.literal_eval(node.value))
    return None


@cache
def _verbs() -> tuple[Verb, ...]:
    apps = sorted({path.relative_to(PACKAGE).parts[0] for path in PACKAGE.glob("*/actions*")})
    functions_ = [
        Verb(app, path, node)
        for app in apps
        for path in _modules(app)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    # What a package does not offer is a step that its verbs share, unless it is one by its look.
    return tuple(
        verb
        for verb in functions_
        if verb.is_atomic or (exported := _exported(verb.app)) is None or verb.function.name in exported
    )


def test_there_are_verbs():
    assert {"directory.merge", "newsroom.approve"} <= {f"{verb.app}.{verb.function.name}" for verb in _verbs()}


def test_every_verb_is_one_transaction():
    expect_none([str(verb) for verb in _verbs() if not verb.is_atomic])


def test_every_verb_says_what_it_does():
    expect_none([str(verb) for verb in _verbs() if not ast.get_docstring(verb.function)])


def test_every_verb_takes_its_thing_and_then_names():
    expect_none([str(verb) for verb in _verbs() if not _takes_its_thing(verb.function.args)])


def _takes_its_thing(arguments: ast.arguments) -> bool:
    """One thing, or a pair of the same kind: `merge(kept, gone, *, by, at)`."""
    things = [ast.unparse(argument.annotation) for argument in arguments.args if argument.annotation]
    return len(things) == len(arguments.args) <= 2 and len(set(things)) <= 1 and not arguments.vararg


def test_every_verb_is_offered_by_its_package():
    hidden = [verb for verb in _verbs() if verb.function.name not in (_exported(verb.app) or {verb.function.name})]
    expect_none([str(verb) for verb in hidden])


def test_every_verb_logs():
    expect_none([str(verb) for verb in _verbs() if "log" not in _reached(verb)])


def _reached(verb: Verb) -> set[str]:
    """Return what a verb calls, through the other functions of its app's actions too."""
    bodies = defaultdict(set)
    for path in _modules(verb.app):
        for placed in functions(path):
            bodies[placed.function.name] |= called(placed.function)
    reached: set[str] = set()
    waiting = called(verb.function)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting |= bodies.get(name, set())
    return reached


def test_every_code_that_is_logged_is_of_its_app_and_has_words():
    wrong = []
    for path in python(PACKAGE):
        app = path.relative_to(PACKAGE).parts[0]
        if not is_test(path):
            wrong += [
                f"{app}: {code}"
                for code in _logged(path)
                if not registry.action_exists(code) or code.split(".")[0] != app
            ]
    expect_none(wrong)


def _logged(path: Path) -> list[str]:
    calls = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and ast.unparse(node.func) == "log")
    values = (value for call in calls for value in [*call.args, *(word.value for word in call.keywords)])
    texts = (value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str))
    return [text for text in texts if re.fullmatch(r"[a-z]+\.[a-z_]+", text)]


@cache
def _tests_of(app: str) -> str:
    folders = [PACKAGE / app / "tests", ROOT / "tests" / "journeys"]
    return "\n".join(path.read_text(encoding="utf-8") for folder in folders for path in python(folder))


def test_every_verb_is_named_in_a_test_of_its_app():
    untested = [verb for verb in _verbs() if not re.search(rf"\b{verb.function.name}\b", _tests_of(verb.app))]
    expect_none([str(verb) for verb in untested])


def test_every_verb_is_in_the_dictionary():
    expect_none([str(verb) for verb in _verbs() if verb.function.name not in words_of(verb.app)])
