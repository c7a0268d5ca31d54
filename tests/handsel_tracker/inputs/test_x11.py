import ast
import gc
import inspect
import time
from collections.abc import Iterator

import pytest

from handsel_tracker.desktop import xlib
from handsel_tracker.desktop.xlib import NoXServer
from handsel_tracker.inputs import x11
from handsel_tracker.inputs.port import Activity
from handsel_tracker.inputs.x11 import X11Activity
from tests.virtual_desktop import VirtualDesktop, x_server
from tests.waiting import until

pytestmark = pytest.mark.one_database
COVERS = ("handsel_tracker.desktop.xlib", "handsel_tracker.inputs.port")
SENTENCE = "The quick brown fox jumps over 13 lazy dogs, and nobody will know which."


@pytest.fixture
def activity(desktop: VirtualDesktop) -> Iterator[X11Activity]:
    activity = X11Activity()
    yield activity
    activity.close()


def after(activity: X11Activity, desktop: VirtualDesktop, *command: str) -> Activity:
    """What is counted of something that xdotool does, until the server is quiet."""
    activity.poll()
    desktop.run("xdotool", *command)
    polls: list[Activity] = []

    def is_over() -> bool:
        time.sleep(0.1)
        polls.append(activity.poll())
        return not polls[-1].active and any(poll.active for poll in polls)

    assert until(is_over, 5)
    return Activity(True, sum(poll.keys or 0 for poll in polls), sum(poll.clicks or 0 for poll in polls))


def test_every_key_is_counted_and_a_held_one_once(activity: X11Activity, desktop: VirtualDesktop) -> None:
    lower = SENTENCE.lower().replace(",", "").replace(".", "")
    counted = after(activity, desktop, "type", "--delay", "0", lower + " ok")
    assert counted == Activity(True, len(lower) + 3, 0)
    held = after(activity, desktop, "keydown", "a", "sleep", "1.2", "keyup", "a")
    assert held == Activity(True, 1, 0), "the server repeats it 25 times a second"


def test_clicks_are_counted(activity: X11Activity, desktop: VirtualDesktop) -> None:
    assert after(activity, desktop, "click", "--repeat", "3", "--delay", "5", "1") == Activity(True, 0, 3)


def test_a_pointer_that_moves_is_activity(activity: X11Activity, desktop: VirtualDesktop) -> None:
    after(activity, desktop, "mousemove", "10", "10")
    assert after(activity, desktop, "mousemove", "300", "200") == Activity(True, 0, 0)
    assert activity.poll() == Activity(False, 0, 0)


def test_idle_time_is_since_the_last_input(activity: X11Activity, desktop: VirtualDesktop) -> None:
    after(activity, desktop, "key", "a")
    time.sleep(0.3)
    idle = activity.idle_seconds()
    assert idle is not None
    assert 0.3 <= idle < 3


def test_without_the_library_idle_time_is_what_was_polled(
    activity: X11Activity, desktop: VirtualDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activity, "_saver", None)
    after(activity, desktop, "key", "a")
    time.sleep(0.2)
    idle = activity.idle_seconds()
    assert idle is not None
    assert 0.2 <= idle < 3


def test_what_is_left_of_typing_is_the_same_whatever_was_typed(desktop: VirtualDesktop) -> None:
    """Not a bit of what this program holds depends on which keys they were."""
    states = []
    for word in ("aaaaaaaa", "hunter22"):
        activity = X11Activity()
        assert after(activity, desktop, "type", "--delay", "0", word).keys == 8
        held = {
            name: value for name, value in vars(activity).items() if name not in {"_display", "_active_at"}
        }
        states.append((repr(held).replace(repr(activity), ""), activity._opcode))
        left = [thing for thing in gc.get_objects() if type(thing).__name__ in {"_Event", "_Header"}]
        assert left == [], "no event is kept"
        activity.close()
    assert states[0][1] == states[1][1]
    assert "hunter" not in states[1][0]


def test_no_code_asks_which_key_it_was() -> None:
    """The calls that give the content of an event, or name keys, are not there; the head has no code."""
    attributes = {
        node.attr
        for module in (x11, xlib)
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Attribute)
    }
    asking = {name for name in attributes if name.startswith(("X", "Xkb", "XI"))}
    assert asking == {
        "XCloseDisplay", "XDefaultRootWindow", "XInternAtom", "XIQueryVersion", "XISelectEvents",
        "XNextEvent", "XOpenDisplay", "XPending", "XQueryExtension", "XQueryPointer", "XScreenSaverQueryInfo",
        "XSetErrorHandler", "XSetIOErrorExitHandler", "XSetIOErrorHandler",
    }  # fmt: skip
    assert [name for name, _kind in x11._Header._fields_][-1] == "kind"


def test_a_server_that_goes_away_ends_nothing_but_the_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    with x_server() as desktop:
        monkeypatch.setenv("DISPLAY", desktop.display)
        activity = X11Activity()
        assert activity.poll().keys == 0
        desktop.server.kill()
        desktop.server.wait()
        assert until(lambda: activity.poll().keys is None)
        assert activity.is_gone
        assert activity.idle_seconds() is None
        activity.close()
        activity.close()
    with pytest.raises(NoXServer):
        X11Activity()
