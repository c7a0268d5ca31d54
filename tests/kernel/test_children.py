"""Children for heavy work: within limits, few at once, one for each person."""

import sys
from pathlib import Path
from threading import Thread

import pytest

from handsel.kernel import children
from handsel.kernel.children import Busy, run_limited
from handsel.kernel.fair_share import FairShare

COVERS = ("handsel.kernel.limited",)
ECHO = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
HUNGRY = "x = bytearray(2_000_000_000)"
ENDLESS = "while True: pass"
FAILING = "raise SystemExit(3)"
NICENESS = "import os; print(os.nice(0))"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module that a test writes; children find it by the name `heavy`."""
    monkeypatch.setenv("PYTHONPATH", ":".join([str(tmp_path), *filter(None, sys.path)]))
    return tmp_path / "heavy.py"


def run(who: str = "ada") -> bytes | None:
    return run_limited("heavy", who=who, content=b"abc", memory_bytes=1_000_000_000, cpu_seconds=1)


@pytest.mark.parametrize(
    ("code", "output"), [(ECHO, b"cba"), (HUNGRY, None), (ENDLESS, None), (FAILING, None)]
)
def test_it_gives_what_the_child_writes_within_its_limits(
    module: Path, code: str, output: bytes | None
) -> None:
    module.write_text(code)
    assert run() == output


def test_it_is_given_no_secrets_of_the_site(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSEL_SECRET_KEY", "a secret")
    module.write_text("import os; print('HANDSEL_SECRET_KEY' in os.environ)")
    assert run() == b"False\n"


def test_pages_go_first(module: Path) -> None:
    module.write_text(NICENESS)
    assert int(run() or 0) >= 10


def test_one_person_has_one_at_a_time_and_others_have_theirs(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admitted = FairShare(most=4, share=1)
    monkeypatch.setattr(children, "_admitted", admitted)
    module.write_text(ECHO)
    assert admitted.take("ada")
    with pytest.raises(Busy):
        run("ada")
    assert run("ben") == b"cba"
    admitted.give_back("ada")
    assert run("ada") == b"cba"


def test_a_few_wait_for_a_turn_and_the_rest_are_told(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "_admitted", FairShare(most=3, share=1))
    module.write_text(f"import time; time.sleep(1)\n{ECHO}")
    outputs: list[bytes | str | None] = []

    def one_more(who: str) -> None:
        try:
            outputs.append(run(who))
        except Busy:
            outputs.append("busy")

    threads = [Thread(target=one_more, args=(f"p{number}",)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outputs)) == ["b'cba'"] * 3 + ["busy"] * 2
