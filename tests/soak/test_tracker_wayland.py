"""The Tracker under a real Wayland compositor: it notices input, and takes screenshots through the portal."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from handsel_tracker.inputs.finding import find_source
from handsel_tracker.inputs.port import Activity
from handsel_tracker.screen.encoding import decode
from handsel_tracker.screen.port import CaptureFailed, Picture, Wanted
from handsel_tracker.screen.taking import Capture
from tests.waiting import until
from tests.wayland_desktop import PACKAGES, is_installed, sway

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not is_installed(), reason=f"on Debian, as root: apt-get install {PACKAGES}"),
]


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """This test is on the desktop, in a folder that another user may enter."""
    folder = Path(mkdtemp(prefix="sway"))
    with sway(folder) as environment:
        monkeypatch.delenv("DISPLAY", raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield environment
    shutil.rmtree(folder)


def pictures_of(capture: Capture) -> list[Picture]:
    assert until(lambda: capture.poll() is not None, 30)
    return capture.poll() or []


def test_input_is_noticed_by_seconds(desktop: dict[str, str]) -> None:
    source = find_source()
    assert source.name == "Wayland"
    assert until(lambda: source.poll() == Activity(False, None, None))
    assert 1 <= (source.idle_seconds() or 0) < 5
    subprocess.run(["wtype", "abc"], env=desktop, check=True)
    assert until(lambda: source.poll() == Activity(True, None, None))
    assert source.idle_seconds() == 0
    source.close()


def test_a_screenshot_is_taken_once_permitted_and_no_file_is_left(desktop: dict[str, str]) -> None:
    with pytest.raises(CaptureFailed, match="has not been asked"):
        pictures_of(Capture.begin(Wanted()))
    began = time.time()
    assert until(_is_permitted, 30)
    (picture,) = pictures_of(Capture.begin(Wanted()))
    assert decode(picture.content).size == (1280, 720)
    left = [*Path("/tmp").glob("*.png"), *Path(desktop["HOME"]).rglob("*.png")]
    assert [path for path in left if path.stat().st_mtime >= began] == []


def _is_permitted() -> bool:
    """Whether the portal, which takes a moment to start, gave permission."""
    try:
        return pictures_of(Capture.ask()) == []
    except CaptureFailed:
        return False
