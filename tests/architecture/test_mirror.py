"""Tests mirror the source: what has logic is tested in the same place, or where a test says it covers it."""

import ast
import importlib.util
from pathlib import Path

from tests.architecture import tracked

WITHOUT_LOGIC = {"__init__", "__main__", "apps", "urls", "settings"}
ROWS = "models"
"""Modules and packages of rows: what a row says of itself is tested with the acts that need it."""


def has_logic(path: Path) -> bool:
    """Whether anything in a module is computed, beyond how a row is printed."""
    return any(function.name != "__str__" for function in tracked.functions(path))


def mirrored(path: Path) -> Path:
    """`src/handsel/money/ledger/posting.py` -> `tests/money/ledger/test_posting.py`."""
    place = path.relative_to("src")
    inside = place.relative_to("handsel") if place.parts[0] == "handsel" else place
    return Path("tests") / inside.with_name(f"test_{inside.name}")


def dotted(path: Path) -> str:
    return ".".join(path.relative_to("src").with_suffix("").parts)


def covered() -> dict[str, Path]:
    """What test files say they cover beside their own module: `COVERS = ("handsel.notices.job_wording",)`."""
    covers = {}
    for path in tracked.files("tests/*.py"):
        for node in tracked.tree(path).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "COVERS":
                covers.update(dict.fromkeys(ast.literal_eval(node.value), path))
    return covers


def test_every_module_with_logic_has_its_tests() -> None:
    tests = set(tracked.files("tests/*.py"))
    covers = covered()
    untested = [
        str(path)
        for path in tracked.files("src/*.py")
        if "migrations" not in path.parts and path.stem not in WITHOUT_LOGIC
        if has_logic(path) and ROWS not in {path.stem, *path.parts}
        if mirrored(path) not in tests and dotted(path) not in covers
    ]
    assert not untested, "\n".join(untested)


def test_what_tests_say_they_cover_is_there() -> None:
    assert [name for name in covered() if importlib.util.find_spec(name) is None] == []
