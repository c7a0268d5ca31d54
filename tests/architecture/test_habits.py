"""Habits of the code: what every module has, and what none may do."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import tracked

VAGUE = {"utils", "helpers", "services", "common", "misc", "managers", "signals"}
CLOCK = Path("src/handsel/kernel/clock.py")
FORMS = Path("src/handsel/kernel/characters.py")
PRESENT = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now"}
SIGNALS = {"django.dispatch", "django.db.models.signals", "django.core.signals"}
RIDDLES = {"told", "said", "found", "asked", "where", "given", "one", "each"}


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Every call by the last two parts of its name: `timezone.now`, `print`."""
    for node in ast.walk(tracked.tree(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ".".join(ast.unparse(node.func).split(".")[-2:])


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tracked.tree(path)):
        if isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        str(path) for path in tracked.code() if not (ast.get_docstring(tracked.tree(path)) or "").strip()
    ]
    assert not silent, "\n".join(silent)


def test_every_public_function_and_class_says_what_it_is() -> None:
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path in tracked.files("src/*.py")
        if "migrations" not in path.parts
        for node in tracked.tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not silent, "\n".join(silent)


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [path.with_suffix("") for path in tracked.files("src/*.py", "bench/*.py", "tests/*.py")]
    vague = [str(path) for path in named if VAGUE & set(path.parts)]
    assert not vague, "\n".join(vague)


def everything() -> list[Path]:
    """The Python of the product, its benchmarks and its tests, without migrations."""
    return [*tracked.code(), *tracked.files("tests/*.py")]


def values(path: Path) -> Iterator[tuple[int, str]]:
    """Every variable and parameter of a file, those of comprehensions and lambdas too."""
    for node in ast.walk(tracked.tree(path)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def test_no_value_has_a_name_that_says_nothing() -> None:
    riddles = [
        f"{path}:{line} {name}"
        for path in everything()
        for line, name in values(path)
        if name.strip("_") in RIDDLES
    ]
    assert not riddles, "\n".join(riddles)


def test_no_two_modules_define_a_class_of_one_name() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in everything():
        for node in tracked.tree(path).body:
            if isinstance(node, ast.ClassDef):
                homes[node.name.strip("_")].append(f"{path}:{node.lineno}")
    shared = [f"{name}: {', '.join(places)}" for name, places in homes.items() if len(places) > 1]
    assert not shared, "\n".join(shared)


def test_only_the_clock_asks_what_time_it_is() -> None:
    offenders = [
        f"{path}:{line} {name}"
        for path in tracked.code()
        if path != CLOCK
        for line, name in calls(path)
        if name in PRESENT
    ]
    assert not offenders, "\n".join(offenders)


def test_texts_are_normalised_in_a_time_that_grows_with_their_length_only() -> None:
    """The function of the standard library takes the square of it; the verifier reads no texts of people."""
    offenders = [
        f"{path}:{line}"
        for path in tracked.files("src/handsel/*.py")
        if path != FORMS
        for line, name in calls(path)
        if name == "unicodedata.normalize"
    ]
    offenders += [
        f"{path}:{node.lineno}"
        for path in tracked.files("src/handsel/*.py")
        for node in ast.walk(tracked.tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "unicodedata"
    ]
    assert not offenders, "\n".join(offenders)


def test_only_commands_print() -> None:
    spoken = ("src/handsel/config/", "bench/", "src/handsel_tracker/command/", "src/handsel_verify/")
    printed = [
        f"{path}:{line}"
        for path in tracked.code()
        if not str(path).startswith(spoken)
        for line, name in calls(path)
        if name == "print"
    ]
    assert not printed, "\n".join(printed)


def test_nothing_listens_to_signals() -> None:
    listening = [
        f"{path}:{line} {name}" for path in tracked.code() for line, name in imports(path) if name in SIGNALS
    ]
    assert not listening, "\n".join(listening)


def test_saving_and_deleting_a_row_do_nothing_else() -> None:
    overriding = [
        f"{path}:{function.lineno} {function.name}"
        for path in tracked.code()
        for function in tracked.functions(path)
        if function.name in {"save", "delete"}
        and function.args.args[:1]
        and function.args.args[0].arg == "self"
    ]
    assert not overriding, "\n".join(overriding)


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "HACK"])
def test_nothing_is_left_for_later(word: str) -> None:
    left = [
        str(path)
        for path in tracked.files("src", "bench", "docs")
        if path.suffix in {".py", ".html", ".css", ".js"}
        if word in tracked.text(path)
    ]
    assert not left, "\n".join(left)
