"""Small files, small functions, names that say something, and nothing the style has not."""

import ast
import re

from tests.shape.source import (
    CODE,
    PACKAGE,
    ROOT,
    apps,
    called,
    expect_none,
    files,
    functions,
    is_test,
    project,
    python,
    tree,
)

SAYS_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "constants", "manager", "service", "services"}


def test_no_source_file_is_longer_than_500_lines():
    source = [path for path in files() if path.suffix in CODE and "migrations" not in path.parts]
    hand = [path for path in source if path.suffix != ".txt" and path.parent.name != "requirements"]
    counts = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in hand}
    expect_none({name: count for name, count in counts.items() if count > 500})


def test_no_function_is_longer_than_60_lines():
    long = [
        f"{placed}: {placed.function.end_lineno - placed.function.lineno + 1} lines"
        for path in python()
        if not is_test(path)
        for placed in functions(path)
        if placed.function.end_lineno - placed.function.lineno + 1 > 60
    ]
    expect_none(long)


def test_every_file_name_says_something():
    expect_none([str(path.relative_to(ROOT)) for path in python() if path.stem in SAYS_NOTHING])
    expect_none([str(path) for path in PACKAGE.rglob("*") if path.is_dir() and path.name in SAYS_NOTHING])


def test_every_app_says_in_three_sentences_what_it_does():
    said = {app: ast.get_docstring(tree(PACKAGE / app / "__init__.py")) or "" for app in apps()}
    counts = {app: len(re.findall(r"[.!?](?=\s|$)", text)) for app, text in said.items()}
    expect_none({app: count for app, count in counts.items() if count != 3})


def test_every_module_says_what_it_is():
    code = [path for path in python(PACKAGE) if not is_test(path) and path.read_text(encoding="utf-8").strip()]
    expect_none([str(path.relative_to(ROOT)) for path in code if not ast.get_docstring(tree(path))])


def test_no_generic_foreign_keys_and_no_signals():
    found = []
    for path in python(PACKAGE):
        names = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
        wrong = names & {"GenericForeignKey", "receiver", "post_save", "pre_save", "m2m_changed"}
        found += [f"{path.relative_to(ROOT)}: {name}" for name in sorted(wrong)]
    expect_none(found)


def test_at_most_eight_rules_of_the_linter_are_off():
    assert len(project()["tool"]["ruff"]["lint"]["ignore"]) <= 8


def test_tests_hardly_patch():
    tests = patches = 0
    for path in filter(is_test, python()):
        for node in ast.walk(tree(path)):
            tests += isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            patches += isinstance(node, ast.Call) and _patches(node.func)
    assert patches <= 0.05 * tests, f"{patches} patches in {tests} tests"


def _patches(target: ast.expr) -> bool:
    match target:
        case ast.Attribute(value=ast.Name(id="monkeypatch"), attr="setattr" | "setitem" | "delattr"):
            return True
        case (
            ast.Attribute(value=ast.Name(id="mocker" | "mock"), attr="patch")
            | ast.Name(id="patch" | "MagicMock" | "Mock")
        ):
            return True
        case ast.Attribute(value=ast.Attribute(attr="patch") | ast.Name(id="patch"), attr="object" | "dict"):
            return True
    return False


def test_no_test_is_skipped_or_expected_to_fail():
    found = []
    for path in filter(is_test, python()):
        marks = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
        wrong = (called(tree(path)) | marks) & {"skip", "skipif", "importorskip", "xfail", "skipTest"}
        found += [f"{path.relative_to(ROOT)}: {name}" for name in sorted(wrong)]
    expect_none(found)


def test_no_registry_and_no_path_of_one_machine_is_named():
    # From pieces, so that this file does not name them itself.
    hosts = ["py" + "pi.org", "python" + "hosted", "registry.npm" + "js", "deb." + "debian"]
    paths = ["/wo" + "rk/", "/fa" + "rm/", "/ro" + "ot/"]
    wanted = re.compile("|".join(re.escape(word) for word in hosts + paths).encode())
    expect_none([str(path.relative_to(ROOT)) for path in files() if wanted.search(path.read_bytes())])
