"""What works on this desktop, in plain words: the list that `handsel-tracker doctor` shows."""

import ctypes
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from handsel_tracker.desktop.files import starts_at_sign_in
from handsel_tracker.desktop.session import is_wayland
from handsel_tracker.desktop.tray import has_tray
from handsel_tracker.inputs.finding import find_source
from handsel_tracker.inputs.lock import LockWatch
from handsel_tracker.screen.finding import find_screen
from handsel_tracker.screen.keyring_state import KeyringState, keyring_state
from handsel_tracker.screen.permission import HOW_TO_ASK, Permission, permission
from handsel_tracker.screen.port import CaptureFailed, Wanted

OK, WARN, BAD = "ok", "warn", "bad"
OFFSET_MS_MAX = 60_000
_UNSYNCHRONISED = 5
_TIMEX_BYTES = 512


class DesktopCheck(NamedTuple):
    """One thing that was looked at; `way_out` is empty when all is well."""

    name: str
    state: str
    sentence: str
    way_out: str = ""


def all_checks(context: dict[str, Any]) -> list[DesktopCheck]:
    """Everything in order; `context` may have `on_network` of the folder and `offset_ms` of the clock."""
    plain: list[Callable[[], DesktopCheck]] = [_permission, _inputs, _lock, _tray, _keyring, _autostart]
    return [_screen(), *(check() for check in plain), *_of_context(context)]


def _screen() -> DesktopCheck:
    try:
        screen = find_screen()
        if screen.name.startswith("Wayland"):
            return DesktopCheck(
                "Screenshots", OK, "Taken through the portal of Wayland, of the whole desktop."
            )
        size = " and ".join(f"{grab.image.width} x {grab.image.height}" for grab in screen.grab(Wanted()))
    except CaptureFailed as failure:
        return DesktopCheck("Screenshots", BAD, failure.reason, failure.way_out)
    return DesktopCheck("Screenshots", OK, f"Taken through {screen.name}: {size} pixels.")


def _permission() -> DesktopCheck:
    if not is_wayland():
        return DesktopCheck("Permission", OK, "This desktop asks for none.")
    if permission() is Permission.GRANTED:
        return DesktopCheck("Permission", OK, "You allowed screenshots on this desktop.")
    answer = "been refused" if permission() is not Permission.UNKNOWN else "not been asked for"
    return DesktopCheck("Permission", BAD, f"Permission to take screenshots has {answer}.", HOW_TO_ASK)


def _inputs() -> DesktopCheck:
    source = find_source()
    counts, idle = source.poll().keys is not None, source.idle_seconds()
    source.close()
    if counts:
        return DesktopCheck("Activity", OK, "Counts keys and clicks, never which.")
    if idle is not None:
        return DesktopCheck("Activity", OK, "Knows seconds with input; this desktop tells no counts.")
    way_out = "Time counts all the same. Under Wayland, GNOME, KDE and sway tell of input."
    return DesktopCheck("Activity", WARN, "This desktop does not tell whether there is input.", way_out)


def _lock() -> DesktopCheck:
    watch = LockWatch()
    known = watch.is_locked is not None
    watch.close()
    if known:
        return DesktopCheck("Lock", OK, "Notices when the screen is locked.")
    way_out = "Stop the timer yourself before you lock the screen."
    return DesktopCheck("Lock", WARN, "This desktop does not say when the screen is locked.", way_out)


def _tray() -> DesktopCheck:
    if has_tray():
        return DesktopCheck("Tray", OK, "The icon has a place in the panel.")
    way_out = "Under GNOME install the extension AppIndicator. Window and command line work without it."
    return DesktopCheck("Tray", WARN, "The panel has no place for icons.", way_out)


def _keyring() -> DesktopCheck:
    state = keyring_state()
    if state is KeyringState.OPEN:
        return DesktopCheck("Keyring", OK, "Keys are kept in the keyring of the system.")
    if state is KeyringState.LOCKED:
        return DesktopCheck(
            "Keyring", WARN, "The keyring is locked.", "Unlock it; the Tracker asks again later."
        )
    way_out = "Keys are kept in a file that only you can read. A keyring such as GNOME’s keeps them safer."
    return DesktopCheck("Keyring", WARN, "There is no keyring.", way_out)


def _autostart() -> DesktopCheck:
    if starts_at_sign_in():
        return DesktopCheck("Start", OK, "Starts when you sign in to the desktop.")
    return DesktopCheck("Start", WARN, "Does not start by itself.", "Run “handsel-tracker service install”.")


def _of_context(context: dict[str, Any]) -> list[DesktopCheck]:
    checks = []
    if context.get("on_network"):
        way_out = "Name a folder on this computer in HANDSEL_TRACKER_HOME."
        checks.append(
            DesktopCheck("Folder", WARN, "What is recorded lies on another computer’s disk.", way_out)
        )
    elif "on_network" in context:
        checks.append(DesktopCheck("Folder", OK, "What is recorded lies on this computer."))
    offset = context.get("offset_ms")
    if offset is not None and abs(offset) > OFFSET_MS_MAX:
        sentence = f"The clock of this computer is {abs(offset) // 1000} seconds {_direction(offset)}."
        checks.append(DesktopCheck("Clock", WARN, sentence, "Have the system set its clock by itself."))
    elif offset is None and _is_clock_loose():
        checks.append(
            DesktopCheck(
                "Clock", WARN, "Nothing sets the clock of this computer.", "Turn on its time service."
            )
        )
    else:
        checks.append(DesktopCheck("Clock", OK, "The clock is right."))
    return checks


def _direction(offset_ms: int) -> str:
    return "ahead" if offset_ms > 0 else "behind"


def _is_clock_loose() -> bool:
    """Whether the kernel of Linux says that its clock is not synchronised."""
    if sys.platform != "linux":
        return False
    nothing_changed = ctypes.create_string_buffer(_TIMEX_BYTES)
    return bool(ctypes.CDLL(None).adjtimex(nothing_changed) == _UNSYNCHRONISED)
