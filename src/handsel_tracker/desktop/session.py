"""Which kind of desktop this is."""

import os


def is_wayland() -> bool:
    """Whether it is one of Wayland, also where X11 is there for older programs, and sees only those."""
    return bool(os.environ.get("WAYLAND_DISPLAY")) or os.environ.get("XDG_SESSION_TYPE") == "wayland"


def is_x11() -> bool:
    """Whether it is one of X11 alone."""
    return bool(os.environ.get("DISPLAY")) and not is_wayland()
