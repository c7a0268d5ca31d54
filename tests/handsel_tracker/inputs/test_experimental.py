import sys

import pytest

from handsel_tracker.inputs import macos, windows
from handsel_tracker.inputs.finding import find_source
from handsel_tracker.inputs.windows import seconds_between
from tests.architecture import tracked

COVERS = ("handsel_tracker.inputs.macos", "handsel_tracker.inputs.windows")
pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("earlier", "later", "seconds"), [(1000, 3500, 2.5), (0xFFFFFF00, 0x100, 0.512), (5, 5, 0)]
)
def test_ticks_of_windows_start_again(earlier: int, later: int, seconds: float) -> None:
    assert seconds_between(earlier, later) == seconds


def test_what_was_not_run_says_that_it_is_experimental() -> None:
    assert "experimental" in macos.MacActivity.name
    assert "experimental" in windows.WindowsActivity.name
    for folder in ("inputs", "screen"):
        for path in tracked.files(f"src/handsel_tracker/{folder}/*s.py"):
            if path.stem in {"macos", "windows"}:
                assert "it was not run" in tracked.text(path)
                assert tracked.lines(path) <= 120


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has the library")
def test_without_the_library_of_a_mac_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert find_source().name == "nothing"
