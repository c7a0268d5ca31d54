"""Exceptions to the limits stand in one list, and none outlives its reason."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture import exceptions, tracked
from tests.architecture.test_sizes import FILE_LINES_MAX, FUNCTION_LINES_MAX, long_functions, too_long

NOQA = re.compile(r"# noqa: ([A-Z0-9, ]+)")


def test_every_file_that_may_be_longer_is() -> None:
    idle = [
        pattern
        for pattern in exceptions.SIZES
        if not too_long(list(tracked.files(pattern)), FILE_LINES_MAX["*.py"])
        and not long_functions(list(tracked.files(pattern)), FUNCTION_LINES_MAX)
    ]
    assert not idle, "\n".join(idle)


def test_the_linter_passes_over_what_the_list_says() -> None:
    ignores = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["ruff"]["lint"]["per-file-ignores"]
    assert {(pattern, rule) for pattern, rules in ignores.items() for rule in rules} == set(exceptions.LINTER)


def test_every_rule_that_is_passed_over_would_be_broken() -> None:
    ruff = [str(Path(sys.executable).with_name("ruff")), "check", "--no-cache", "--exit-zero"]
    plain = ["--config", "lint.per-file-ignores = {}", "--output-format", "json"]
    checked = subprocess.run(
        [*ruff, *plain, "."], cwd=tracked.ROOT, capture_output=True, text=True, check=True
    )
    broken = {
        (Path(row["filename"]).relative_to(tracked.ROOT), row["code"]) for row in json.loads(checked.stdout)
    }
    idle = [
        f"{pattern}: {rule}"
        for pattern, rule in exceptions.LINTER
        if not any(matches(path, pattern) and code.startswith(rule) for path, code in broken)
    ]
    assert not idle, "\n".join(idle)


def matches(path: Path, pattern: str) -> bool:
    """Whether a pattern of ruff covers a file; `**` stands for any folders."""
    return re.fullmatch(pattern.replace(".", r"\.").replace("**", ".*"), str(path)) is not None


def test_every_line_that_is_passed_over_is_in_the_list() -> None:
    """Ruff itself refuses a `noqa` that is not needed."""
    lines = {
        (str(path), code.strip())
        for path in tracked.files("src/*.py", "bench/*.py", "tests/*.py")
        for match in NOQA.finditer(tracked.text(path))
        for code in match[1].split(",")
    }
    assert lines == set(exceptions.LINES)
