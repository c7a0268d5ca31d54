from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import HeaderFields, Message
from PIL import Image

from handsel_tracker.screen import wayland
from handsel_tracker.screen.port import CaptureFailed, Wanted
from handsel_tracker.screen.wayland import PortalScreen
from tests.private_bus import DesktopService, PrivateBus, message_daemon

pytestmark = pytest.mark.one_database
COVERS = ("handsel_tracker.screen.permission",)
WHOLE = Wanted()
DESKTOP = "/org/freedesktop/portal/desktop"


class Portal:
    """A portal on a bus that takes a picture of one colour, or answers with another code."""

    def __init__(self, bus: PrivateBus, folder: Path) -> None:
        self.code = 0
        self.picture = folder / "Screenshot 1.png"
        self.apps: list[str] = []
        self.closed = 0
        self.service: DesktopService = bus.service(
            "org.freedesktop.portal.Desktop",
            Register=self._register, Screenshot=self._screenshot, Close=self._close,
        )  # fmt: skip

    @property
    def questions(self) -> int:
        return sum(call.header.fields[HeaderFields.member] == "Screenshot" for call in self.service.calls)

    def _register(self, call: Message) -> tuple[str, tuple[Any, ...]]:
        self.apps.append(call.body[0])
        return "", ()

    def _close(self, _call: Message) -> tuple[str, tuple[Any, ...]]:
        self.closed += 1
        return "", ()

    def _screenshot(self, call: Message) -> tuple[str, tuple[Any, ...]]:
        _parent, options = call.body
        assert options["interactive"] == ("b", False)
        sender = call.header.fields[HeaderFields.sender].lstrip(":").replace(".", "_")
        path = f"{DESKTOP}/request/{sender}/{options['handle_token'][1]}"
        results = {}
        if self.code == 0:
            Image.new("RGBA", (640, 480), "#00ff00").save(self.picture)
            results = {"uri": ("s", self.picture.as_uri())}
        if self.code >= 0:
            self.service.say(path, "org.freedesktop.portal.Request", "Response", "ua{sv}", self.code, results)
        return "o", (path,)


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Portal]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    with message_daemon() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield Portal(bus, tmp_path)


def refusal(wanted: Wanted = WHOLE) -> CaptureFailed:
    with pytest.raises(CaptureFailed) as failed:
        PortalScreen().grab(wanted)
    return failed.value


def test_a_picture_is_taken_once_permitted_and_its_file_is_gone(portal: Portal) -> None:
    screen = PortalScreen()
    screen.ask()
    (grab,) = screen.grab(Wanted())
    assert grab.image.getpixel((9, 9)) == (0, 255, 0)
    assert grab.image.mode == "RGB"
    assert not portal.picture.exists()
    assert set(portal.apps) == {"org.handsel.Tracker"}


def test_without_having_been_asked_for_no_question_appears(portal: Portal) -> None:
    failure = refusal()
    assert "has not been asked" in failure.reason
    assert "doctor --ask" in failure.way_out
    assert portal.questions == 0


@pytest.mark.parametrize(
    ("code", "reason"), [(1, "Permission to take screenshots was refused"), (2, "without a question")]
)
def test_a_refusal_is_remembered_and_no_question_follows(portal: Portal, code: int, reason: str) -> None:
    portal.code = code
    with pytest.raises(CaptureFailed, match=reason):
        PortalScreen().ask()
    for _block in range(3):
        assert reason in refusal().reason
        assert refusal().is_refusal
    assert portal.questions == 1
    portal.code = 0
    PortalScreen().ask()
    assert PortalScreen().grab(Wanted())


def test_a_permission_that_was_taken_back_asks_no_further(portal: Portal) -> None:
    PortalScreen().ask()
    portal.code = 2
    assert "without a question" in refusal().reason
    assert "without a question" in refusal().reason
    assert portal.questions == 2


def test_a_question_that_nobody_answers_is_taken_back_and_was_no_refusal(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    PortalScreen().ask()
    monkeypatch.setattr(wayland, "TAKE_SECONDS_MAX", 0.3)
    portal.code = -1
    failure = refusal()
    assert "did not answer" in failure.reason
    assert not failure.is_refusal
    assert portal.closed == 1
    portal.code = 0
    assert PortalScreen().grab(Wanted())


def test_permission_on_one_desktop_is_none_on_another(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    PortalScreen().ask()
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "sway")
    assert "has not been asked" in refusal().reason


@pytest.mark.parametrize("wanted", [Wanted(monitor=0), Wanted(excluded=("Mail",))])
def test_what_the_portal_cannot_leave_out_is_not_taken(portal: Portal, wanted: Wanted) -> None:
    PortalScreen().ask()
    assert "without leaving out" in refusal(wanted).reason
    assert portal.questions == 1


def test_a_file_that_is_no_picture_is_said(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "save", lambda _image, place: place.write_bytes(b"no picture"))
    with pytest.raises(CaptureFailed, match="cannot be read"):
        PortalScreen().ask()
    assert not portal.picture.exists()


def test_a_desktop_without_a_portal_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with message_daemon() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        with pytest.raises(CaptureFailed, match="no portal that takes screenshots"):
            PortalScreen().ask()
    with pytest.raises(CaptureFailed, match="no portal that takes screenshots"):
        PortalScreen().ask()
