"""The files of the project as git knows them, and the Python among them as trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Tracked files that match, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(Path(name) for name in listed.stdout.splitlines() if (ROOT / name).is_file())


@cache
def text(path: Path) -> str:
    """What a file says."""
    return (ROOT / path).read_text(encoding="utf-8")


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(text(path).splitlines())


@cache
def tree(path: Path) -> ast.Module:
    """A Python file as a tree."""
    return ast.parse(text(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function of a Python file, methods and inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """How many lines a function has, from its `def` to its end."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def code() -> list[Path]:
    """The Python of the product and its benchmarks, without migrations."""
    return [path for path in files("src/*.py", "bench/*.py") if "migrations" not in path.parts]
