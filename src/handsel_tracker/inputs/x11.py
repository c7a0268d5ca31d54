"""Input under X11: how many keys and buttons were pressed, and whether the pointer moved.

The server sends an event for each press. That there was one is counted; what it holds, such as which key,
is thrown away unread by libX11 with the next event, since nothing here asks for it. A held key counts once.
Turns of the wheel are buttons to X11, and count as clicks.
"""

import ctypes as c
import time
from typing import Any

from handsel_tracker.desktop.xlib import NoXServer, XDisplay, load
from handsel_tracker.inputs.port import NOTHING_KNOWN, Activity

_GENERIC_EVENT = 35
_RAW_KEY_PRESS, _RAW_BUTTON_PRESS = 13, 15
_ALL_MASTER_DEVICES = 1


class _Mask(c.Structure):
    _fields_ = [("device", c.c_int), ("length", c.c_int), ("bits", c.POINTER(c.c_ubyte))]


class _Header(c.Structure):
    """The head of an event: of which kind it is. What is behind it has no name here."""

    _fields_ = [
        ("type", c.c_int), ("serial", c.c_ulong), ("sent", c.c_int), ("display", c.c_void_p),
        ("extension", c.c_int), ("kind", c.c_int),
    ]  # fmt: skip


class _Event(c.Union):
    _fields_ = [("type", c.c_int), ("header", _Header), ("room", c.c_long * 24)]


class _IdleInfo(c.Structure):
    """XScreenSaverInfo."""

    _fields_ = [
        ("window", c.c_ulong), ("state", c.c_int), ("kind", c.c_int), ("since", c.c_ulong),
        ("idle", c.c_ulong), ("mask", c.c_ulong),
    ]  # fmt: skip


class X11Activity:
    """Counts of one X server."""

    name = "X11"

    def __init__(self) -> None:
        self._display = XDisplay()
        try:
            self._opcode = _select_presses(self._display)
        except NoXServer:
            self._display.close()
            raise
        self._saver = _screen_saver()
        self._pointer: tuple[int, int] | None = None
        self._active_at = time.monotonic()
        self.poll()

    @property
    def is_gone(self) -> bool:
        """Whether the server went away."""
        return self._display.is_gone or not self._display.pointer

    def poll(self) -> Activity:
        """Count what waits, and look whether the pointer is elsewhere than last time."""
        if self.is_gone:
            return NOTHING_KNOWN
        keys, clicks = self._presses()
        moved = self._has_moved()
        if self._display.is_gone:
            return NOTHING_KNOWN
        active = moved or keys > 0 or clicks > 0
        if active:
            self._active_at = time.monotonic()
        return Activity(active, keys, clicks)

    def idle_seconds(self) -> float | None:
        """How long there was no input, as the server says, or else as it was polled."""
        if self.is_gone:
            return None
        if self._saver is None:
            return time.monotonic() - self._active_at
        info = _IdleInfo()
        if not self._saver.XScreenSaverQueryInfo(self._display.pointer, self._display.root, c.byref(info)):
            return None
        return float(info.idle) / 1000

    def close(self) -> None:
        """End the connection."""
        self._display.close()

    def _presses(self) -> tuple[int, int]:
        lib, display, event = self._display.lib, self._display.pointer, _Event()
        counts = {_RAW_KEY_PRESS: 0, _RAW_BUTTON_PRESS: 0}
        while not self._display.is_gone and lib.XPending(display):
            lib.XNextEvent(display, c.byref(event))
            is_ours = event.type == _GENERIC_EVENT and event.header.extension == self._opcode
            if is_ours and event.header.kind in counts:
                counts[event.header.kind] += 1
        return counts[_RAW_KEY_PRESS], counts[_RAW_BUTTON_PRESS]

    def _has_moved(self) -> bool:
        window, number, mask = c.c_ulong(), c.c_int(), c.c_uint()
        x, y = c.c_int(), c.c_int()
        pointers = [c.byref(value) for value in (window, window, x, y, number, number, mask)]
        self._display.lib.XQueryPointer(self._display.pointer, self._display.root, *pointers)
        before, self._pointer = self._pointer, (x.value, y.value)
        return before is not None and before != self._pointer


def _select_presses(display: XDisplay) -> int:
    """Have the server tell of presses, in whatever window; returns the number of the extension."""
    lib, xi = display.lib, load("libXi.so.6")
    _declare(lib, xi)
    opcode, unused = c.c_int(), c.c_int()
    major, minor = c.c_int(2), c.c_int(2)
    names = (display.pointer, b"XInputExtension", c.byref(opcode), c.byref(unused), c.byref(unused))
    if not lib.XQueryExtension(*names) or xi.XIQueryVersion(display.pointer, c.byref(major), c.byref(minor)):
        raise NoXServer("the X server has no XInput 2")
    bits = (c.c_ubyte * 4)()
    for kind in (_RAW_KEY_PRESS, _RAW_BUTTON_PRESS):
        bits[kind >> 3] |= 1 << (kind & 7)
    mask = _Mask(_ALL_MASTER_DEVICES, len(bits), bits)
    xi.XISelectEvents(display.pointer, display.root, c.byref(mask), 1)
    return opcode.value


def _declare(lib: Any, xi: Any) -> None:
    lib.XNextEvent.argtypes = [c.c_void_p, c.c_void_p]
    lib.XQueryPointer.argtypes = [c.c_void_p, c.c_ulong, *[c.c_void_p] * 7]
    lib.XQueryExtension.argtypes = [c.c_void_p, c.c_char_p, *[c.c_void_p] * 3]
    xi.XIQueryVersion.argtypes = [c.c_void_p, c.c_void_p, c.c_void_p]
    xi.XISelectEvents.argtypes = [c.c_void_p, c.c_ulong, c.c_void_p, c.c_int]


def _screen_saver() -> Any:
    """The library that says how long there was no input; None where it is missing."""
    try:
        saver = load("libXss.so.1")
    except NoXServer:
        return None
    saver.XScreenSaverQueryInfo.argtypes = [c.c_void_p, c.c_ulong, c.c_void_p]
    return saver
