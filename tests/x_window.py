"""Show a window of one colour: `python x_window.py x y width height colour program [x y width height]`.

The last four are of a second window as menus are: without a class, and not framed by the window manager.
"""

import ctypes
import sys
import time

EXPOSURE_MASK, EXPOSE = 1 << 15, 12
OVERRIDE_REDIRECT, OVERRIDE_PLACE = 1 << 9, 11


def main(x: str, y: str, width: str, height: str, colour: str, program: str, *menu: str) -> None:
    """Show it where it is wanted, say so once it is drawn, and stay."""
    lib = ctypes.CDLL("libX11.so.6")
    lib.XOpenDisplay.restype = ctypes.c_void_p
    lib.XDefaultRootWindow.restype = lib.XCreateSimpleWindow.restype = ctypes.c_ulong
    display = ctypes.c_void_p(lib.XOpenDisplay(None))
    root = ctypes.c_ulong(lib.XDefaultRootWindow(display))
    place = (int(x), int(y), int(width), int(height))
    shade = ctypes.c_ulong(int(colour.lstrip("#"), 16))
    window = ctypes.c_ulong(lib.XCreateSimpleWindow(display, root, *place, 0, shade, shade))
    names = (ctypes.c_char_p * 2)(program.lower().encode(), program.encode())
    lib.XSetClassHint(display, window, names)
    lib.XStoreName(display, window, b"A secret title")
    hints = (ctypes.c_long * 20)(1)
    lib.XSetWMNormalHints(display, window, hints)
    lib.XSelectInput(display, window, ctypes.c_long(EXPOSURE_MASK))
    if menu:
        second = ctypes.c_ulong(lib.XCreateSimpleWindow(display, root, *map(int, menu), 0, shade, shade))
        attributes = (ctypes.c_long * 15)()
        attributes[OVERRIDE_PLACE] = 1
        lib.XChangeWindowAttributes(display, second, ctypes.c_ulong(OVERRIDE_REDIRECT), attributes)
        lib.XMapRaised(display, second)
    lib.XMapWindow(display, window)
    event = (ctypes.c_long * 24)()
    while ctypes.c_int.from_buffer(event).value != EXPOSE:
        lib.XNextEvent(display, event)
    time.sleep(0.2)
    sys.stdout.write("shown\n")
    sys.stdout.flush()
    while True:
        lib.XNextEvent(display, event)


if __name__ == "__main__":
    main(*sys.argv[1:])
