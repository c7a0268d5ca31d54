import pytest

from handsel_tracker.desktop.session import is_wayland, is_x11

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("environment", "wayland", "x11"),
    [
        ({}, False, False),
        ({"DISPLAY": ":0"}, False, True),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}, False, True),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, True, False),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, True, False),
        ({"XDG_SESSION_TYPE": "tty"}, False, False),
    ],
)
def test_a_desktop_is_of_one_kind(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], wayland: bool, x11: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (is_wayland(), is_x11()) == (wayland, x11)
