"""A connection to the X server through libX11, which survives that the server goes away."""

import ctypes as c
from typing import Any


class NoXServer(ConnectionError):
    """There is no X server that answers, or a library to ask it is missing."""


class XDisplay:
    """One connection; once the server is gone, `is_gone` is true and every call answers nothing."""

    def __init__(self) -> None:
        self.lib = _library()
        self.pointer = self.lib.XOpenDisplay(None)
        if not self.pointer:
            raise NoXServer("no X server answers at DISPLAY")
        self.is_gone = False
        self._on_exit = _EXIT_HANDLER(self._lose)
        self.lib.XSetIOErrorExitHandler(self.pointer, self._on_exit, None)
        self.root: int = self.lib.XDefaultRootWindow(self.pointer)

    def atom(self, name: str) -> int:
        """The number of a name; 0 if nobody has used it on this server."""
        return int(self.lib.XInternAtom(self.pointer, name.encode(), True))

    def close(self) -> None:
        """End the connection; a second time does nothing."""
        if self.pointer:
            self.lib.XCloseDisplay(self.pointer)
            self.pointer = None

    def _lose(self, _display: int | None, _data: int | None) -> None:
        self.is_gone = True


def load(name: str) -> c.CDLL:
    """A library of X by its name, or `NoXServer`."""
    try:
        return c.CDLL(name)
    except OSError as error:
        raise NoXServer(f"{name} is not installed") from error


_EXIT_HANDLER = c.CFUNCTYPE(None, c.c_void_p, c.c_void_p)
_IO_HANDLER = c.CFUNCTYPE(c.c_int, c.c_void_p)
_ERROR_HANDLER = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p)
# Without these, Xlib ends the whole process when the server goes away or a window closes at the wrong moment.
_IGNORE_IO = _IO_HANDLER(lambda _display: 0)
_IGNORE_ERROR = _ERROR_HANDLER(lambda _display, _event: 0)


def _library() -> Any:
    lib = load("libX11.so.6")
    if not hasattr(lib, "XSetIOErrorExitHandler"):
        raise NoXServer("libX11 is older than 1.7")
    lib.XOpenDisplay.restype = c.c_void_p
    lib.XOpenDisplay.argtypes = [c.c_char_p]
    lib.XDefaultRootWindow.restype = c.c_ulong
    lib.XInternAtom.restype = c.c_ulong
    lib.XInternAtom.argtypes = [c.c_void_p, c.c_char_p, c.c_int]
    for name in ("XDefaultRootWindow", "XCloseDisplay", "XPending", "XFree"):
        getattr(lib, name).argtypes = [c.c_void_p]
    lib.XSetIOErrorExitHandler.argtypes = [c.c_void_p, _EXIT_HANDLER, c.c_void_p]
    lib.XSetIOErrorHandler(_IGNORE_IO)
    lib.XSetErrorHandler(_IGNORE_ERROR)
    return lib
