"""Whether the panel of this desktop has a place for icons."""

import ctypes
import os
import sys

from handsel_tracker.desktop.bus import Bus, BusFailed
from handsel_tracker.desktop.xlib import NoXServer, XDisplay

WATCHER, SELECTION = "org.kde.StatusNotifierWatcher", "_NET_SYSTEM_TRAY_S0"


def has_tray() -> bool:
    """Whether an icon would be seen now; the panel may start after the Tracker, so ask again."""
    return sys.platform in {"darwin", "win32"} or _has_watcher() or _has_owner()


def _has_watcher() -> bool:
    try:
        bus = Bus()
    except BusFailed:
        return False
    try:
        return bus.has_owner(WATCHER)
    except BusFailed:
        return False
    finally:
        bus.close()


def _has_owner() -> bool:
    """The older way of X11: a window owns the selection of the tray."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        display = XDisplay()
    except NoXServer:
        return False
    display.lib.XGetSelectionOwner.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
    display.lib.XGetSelectionOwner.restype = ctypes.c_ulong
    atom = display.atom(SELECTION)
    owner = display.lib.XGetSelectionOwner(display.pointer, atom) if atom else 0
    display.close()
    return bool(owner)
