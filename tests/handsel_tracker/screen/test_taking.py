import os
import signal
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from handsel_tracker.screen import taking
from handsel_tracker.screen.child_protocol import read_frame, read_pictures, write_failure
from handsel_tracker.screen.encoding import decode
from handsel_tracker.screen.port import Box, CaptureFailed, Picture, Wanted
from handsel_tracker.screen.taking import Capture, child_command, redact
from tests.virtual_desktop import VirtualDesktop
from tests.waiting import until

COVERS = (
    "handsel_tracker.screen.child",
    "handsel_tracker.screen.child_protocol",
    "handsel_tracker.screen.finding",
)
pytestmark = pytest.mark.one_database


def pictures_of(capture: Capture) -> list[Picture]:
    assert until(lambda: capture.poll() is not None, 20)
    pictures = capture.poll()
    assert pictures is not None
    return pictures


def test_a_capture_comes_later_and_the_caller_goes_on(desktop: VirtualDesktop) -> None:
    started = time.monotonic()
    capture = Capture.begin(Wanted())
    assert capture.poll() is None
    assert time.monotonic() - started < 0.5
    assert [picture.monitor for picture in pictures_of(capture)] == [0, 1]


def test_a_capture_that_was_held_up_says_how_late_its_pixels_are(desktop: VirtualDesktop) -> None:
    capture = Capture.begin(Wanted(0))
    os.kill(capture._process.pid, signal.SIGSTOP)
    time.sleep(3)
    os.kill(capture._process.pid, signal.SIGCONT)
    assert pictures_of(capture)[0].late_ms >= 3000
    assert pictures_of(Capture.begin(Wanted(0)))[0].late_ms < 3000


def test_an_excluded_window_is_painted_over_and_counted(desktop: VirtualDesktop) -> None:
    with desktop.window((200, 200, 300, 200), "#ff0000", "Mail"):
        (picture,) = pictures_of(Capture.begin(Wanted(0, ("Mail",))))
    assert picture.redactions == 1
    colours = {colour for _count, colour in decode(picture.content).getcolors(1 << 20)}
    assert (255, 0, 0) not in colours
    assert (0x3B, 0x36, 0x40) in colours


def test_why_there_is_no_picture_reaches_the_caller(desktop: VirtualDesktop) -> None:
    capture = Capture.begin(Wanted(monitor=7))
    with pytest.raises(CaptureFailed, match="Monitor 8 is not connected") as refused:
        pictures_of(capture)
    assert "Connect it" in refused.value.way_out


def test_without_a_desktop_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(CaptureFailed, match="no desktop here"):
        pictures_of(Capture.begin(Wanted()))


def test_a_refusal_is_told_apart_from_what_passes() -> None:
    for is_refusal in (True, False):
        stream = BytesIO()
        write_failure(stream, CaptureFailed("No.", "Allow it.", is_refusal=is_refusal))
        stream.seek(0)
        with pytest.raises(CaptureFailed) as failed:
            read_pictures(stream)
        assert failed.value.is_refusal is is_refusal


def test_under_x11_there_is_nothing_to_ask(desktop: VirtualDesktop) -> None:
    assert pictures_of(Capture.ask()) == []


def test_a_capture_that_takes_too_long_ends(desktop: VirtualDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(taking, "child_command", lambda _job: sleeper)
    with pytest.raises(CaptureFailed, match="did not answer within 1 seconds"):
        pictures_of(Capture.begin(Wanted(), seconds=1))


def test_a_capture_that_is_cancelled_fails(desktop: VirtualDesktop) -> None:
    capture = Capture.begin(Wanted())
    capture.cancel()
    with pytest.raises(CaptureFailed, match="ended early"):
        pictures_of(capture)


def test_a_picture_is_redacted_in_a_process_of_its_own() -> None:
    written = BytesIO()
    Image.new("RGB", (400, 300), "#00ff00").save(written, "WEBP", lossless=True)
    image = decode(redact(written.getvalue(), [Box(10, 10, 50, 40)]).content)
    assert image.getpixel((30, 30)) == (0x3B, 0x36, 0x40)
    assert image.getpixel((300, 200)) == (0, 255, 0)


@pytest.mark.parametrize("box", [Box(100, 50, -50, -20), Box(500, 500, 50, 50), Box(10, 10, 0, 0)])
def test_a_box_that_touches_nothing_is_not_counted(box: Box) -> None:
    written = BytesIO()
    Image.new("RGB", (400, 300), "#00ff00").save(written, "WEBP", lossless=True)
    assert redact(written.getvalue(), [box, Box(10, 10, 50, 40)]).redactions == 1


def test_a_bundle_starts_itself_as_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command("take") == [sys.executable, "--child", "take"]


def test_bytes_that_end_early_are_noticed() -> None:
    with pytest.raises(ValueError, match="end early"):
        read_frame(BytesIO(b'{"sizes": [3]}\nab'))
    with pytest.raises(ValueError, match="no line"):
        read_frame(BytesIO(b""))


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="Unix alone has priorities")
def test_the_process_lets_others_go_first(desktop: VirtualDesktop) -> None:
    capture = Capture.begin(Wanted())
    status = Path(f"/proc/{capture._process.pid}/stat")
    assert until(lambda: status.read_text().rsplit(") ", 1)[1].split()[16] == "15")
    pictures_of(capture)
