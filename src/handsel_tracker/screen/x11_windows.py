"""What the X server says of monitors, of scale and of where the windows of some programs are.

Of windows it reads the class of a program alone, and only if somebody excluded programs: never a title.
"""

import ctypes as c
from typing import Any

from handsel_tracker.desktop.xlib import NoXServer, XDisplay, load
from handsel_tracker.screen.port import Box, Monitor

DEPTH_MAX = 4
"""How deep below a frame of a window manager the window of a program may be."""
_CLIENT = ~0x1FFFFF
"""Which bits of the number of a window say which connection to the server made it."""
_VIEWABLE = 2
_STRING = 31


class _MonitorInfo(c.Structure):
    _fields_ = [
        ("name", c.c_ulong), ("primary", c.c_int), ("automatic", c.c_int), ("noutput", c.c_int),
        ("x", c.c_int), ("y", c.c_int), ("width", c.c_int), ("height", c.c_int),
        ("mwidth", c.c_int), ("mheight", c.c_int), ("outputs", c.c_void_p),
    ]  # fmt: skip


class _Attributes(c.Structure):
    """XWindowAttributes."""

    _fields_ = [
        ("x", c.c_int), ("y", c.c_int), ("width", c.c_int), ("height", c.c_int), ("border_width", c.c_int),
        ("depth", c.c_int), ("visual", c.c_void_p), ("root", c.c_ulong), ("kind", c.c_int),
        ("gravity", c.c_int * 3), ("planes", c.c_ulong * 2), ("save_under", c.c_int), ("colormap", c.c_ulong),
        ("map_installed", c.c_int), ("map_state", c.c_int), ("masks", c.c_long * 3), ("override", c.c_int),
        ("screen", c.c_void_p),
    ]  # fmt: skip


def monitors(display: XDisplay) -> list[Monitor]:
    """The monitors, the primary one first."""
    xrandr = load("libXrandr.so.2")
    xrandr.XRRGetMonitors.restype = c.POINTER(_MonitorInfo)
    xrandr.XRRGetMonitors.argtypes = [c.c_void_p, c.c_ulong, c.c_int, c.POINTER(c.c_int)]
    xrandr.XRRFreeMonitors.argtypes = [c.c_void_p]
    count, scale = c.c_int(), _scale(display)
    infos = xrandr.XRRGetMonitors(display.pointer, display.root, True, c.byref(count))
    if not infos:
        raise NoXServer("the X server names no monitors")
    primary_first = sorted(infos[: count.value], key=lambda info: not info.primary)
    listed = [
        Monitor(index, info.x, info.y, info.width, info.height, scale, _atom_name(display, info.name))
        for index, info in enumerate(primary_first)
    ]
    xrandr.XRRFreeMonitors(infos)
    return listed


def windows_of(display: XDisplay, programs: tuple[str, ...]) -> list[Box]:
    """Where the windows of programs are, with the frames around them, by WM_CLASS in any case.

    Menus and hints have no class: they are theirs whose connection made a window that has one.
    """
    names = {name.casefold() for name in programs}
    if not names:
        return []
    _declare(display.lib)
    windows = _children(display, display.root)
    matching = {window: _match(display, window, names, DEPTH_MAX) for window in windows}
    clients = {match & _CLIENT for match in matching.values() if match}
    hidden = [window for window in windows if matching[window] or window & _CLIENT in clients]
    return [box for window in hidden if (box := _place(display, window))]


def _scale(display: XDisplay) -> float:
    """Pixels to a unit of the desktop, as most programs take it from the resource Xft.dpi."""
    display.lib.XGetDefault.restype = c.c_char_p
    display.lib.XGetDefault.argtypes = [c.c_void_p, c.c_char_p, c.c_char_p]
    dpi = display.lib.XGetDefault(display.pointer, b"Xft", b"dpi") or b""
    try:
        return max(float(dpi) / 96, 0.5)
    except ValueError:
        return 1.0


def _atom_name(display: XDisplay, atom: int) -> str:
    display.lib.XGetAtomName.restype = c.c_void_p
    display.lib.XGetAtomName.argtypes = [c.c_void_p, c.c_ulong]
    pointer = display.lib.XGetAtomName(display.pointer, atom)
    if not pointer:
        return ""
    name = c.string_at(pointer).decode("utf-8", "replace")
    display.lib.XFree(pointer)
    return name


def _declare(lib: Any) -> None:
    window, number = c.c_ulong, c.c_ulong
    lib.XQueryTree.argtypes = [c.c_void_p, window, *[c.c_void_p] * 4]
    lib.XGetWindowAttributes.argtypes = [c.c_void_p, window, c.c_void_p]
    lib.XGetWindowProperty.argtypes = [
        c.c_void_p, window, number, c.c_long, c.c_long, c.c_int, number, *[c.c_void_p] * 5,
    ]  # fmt: skip


def _children(display: XDisplay, window: int) -> list[int]:
    root, parent, children, count = c.c_ulong(), c.c_ulong(), c.POINTER(c.c_ulong)(), c.c_uint()
    pointers = [c.byref(value) for value in (root, parent, children, count)]
    if not display.lib.XQueryTree(display.pointer, window, *pointers) or not children:
        return []
    listed = children[: count.value]
    display.lib.XFree(children)
    return listed


def _place(display: XDisplay, window: int) -> Box | None:
    """Where a window that is shown lies, with its border."""
    seen = _Attributes()
    if not display.lib.XGetWindowAttributes(display.pointer, window, c.byref(seen)):
        return None
    if seen.map_state != _VIEWABLE:
        return None
    border = 2 * seen.border_width
    return Box(seen.x, seen.y, seen.width + border, seen.height + border)


def _match(display: XDisplay, window: int, names: set[str], depth: int) -> int:
    """The window itself, or one inside it, that is of one of these programs; 0 if none is."""
    if names & set(_program(display, window)):
        return window
    children = _children(display, window) if depth else []
    return next((match for child in children if (match := _match(display, child, names, depth - 1))), 0)


def _program(display: XDisplay, window: int) -> list[str]:
    """Both names that a program gives itself in WM_CLASS."""
    kind, size, left = c.c_ulong(), c.c_int(), c.c_ulong()
    items, data = c.c_ulong(), c.c_void_p()
    pointers = [c.byref(value) for value in (kind, size, items, left, data)]
    wm_class = display.atom("WM_CLASS")
    arguments = (display.pointer, window, wm_class, 0, 64, False, _STRING, *pointers)
    if display.lib.XGetWindowProperty(*arguments) or not data.value:
        return []
    text = c.string_at(data.value, items.value).decode("latin-1")
    display.lib.XFree(data)
    return [name.casefold() for name in text.split("\0") if name]
