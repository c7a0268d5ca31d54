"""What is printed on a console whose code page lacks some letters."""

import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from handsel_verify.console import escape_missing_letters

MAIN = "import sys; from handsel_verify.command import main; sys.exit(main())"
CODE_PAGES = ["cp1252", "cp437", "cp1252:strict", "ascii", "utf-8"]


def run(code: str, *arguments: str, code_page: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    source = Path(__file__).parents[2] / "src"
    environment = {**os.environ, "PYTHONIOENCODING": code_page, "PYTHONPATH": str(source)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, check=False, env=environment, cwd=folder)


@pytest.mark.parametrize("code_page", CODE_PAGES)
@pytest.mark.parametrize(
    "arguments",
    [
        ["\u5408\u540c.zip"],
        ["bundle", "\u5408\u540c.zip"],
        ["file", "plan.pdf", "\u5408\u540c.zip"],
        ["file", "\u5408\u540c.pdf", "plan.pdf"],
        ["entry", "\u5408\u540c.json"],
        ["checkpoints", "\u5408\u540c", "\u65e7", "\u65b0"],
        ["bundle", "--key", "\u5408\u540c", "plan.pdf"],
        ["\u5408\u540c", "--nonsense", "\U0001f642"],
    ],
)
def test_what_is_wrong_with_a_file_of_any_name_is_said(
    arguments: list[str], code_page: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"the plan")
    done = run(MAIN, *arguments, code_page=code_page, folder=tmp_path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr


def test_a_letter_that_the_console_lacks_is_printed_as_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = BytesIO()
    console = TextIOWrapper(printed, encoding="cp1252", errors="strict", write_through=True)
    monkeypatch.setattr(sys, "stdout", console)
    escape_missing_letters()
    console.write("\u00dcbergabe \u5408\u540c \U0001f642")
    assert printed.getvalue() == b"\xdcbergabe \\u5408\\u540c \\U0001f642"


def test_without_a_console_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    escape_missing_letters()
