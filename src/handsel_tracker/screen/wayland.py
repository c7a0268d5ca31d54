"""Screenshots under Wayland, from the portal of the desktop (org.freedesktop.portal.Screenshot).

The portal gives the whole desktop or nothing. It may ask the person first, so a permission is asked for once,
when the person says so (`ask`), and a refusal is remembered: a screenshot alone never opens a question.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from jeepney import DBusAddress, HeaderFields, MatchRule

from handsel_tracker.desktop.bus import Bus, BusFailed, header
from handsel_tracker.desktop.files import APP_ID
from handsel_tracker.screen.permission import HOW_TO_ASK, Permission, permission, remember_permission
from handsel_tracker.screen.port import CaptureFailed, Grab, Monitor, Wanted

if TYPE_CHECKING:
    from PIL.Image import Image

TAKE_SECONDS_MAX = 10
ASK_SECONDS_MAX = 110
_DESKTOP, _NAME = "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Desktop"
_PORTAL = DBusAddress(_DESKTOP, _NAME, "org.freedesktop.portal.Screenshot")
_REGISTRY = DBusAddress(_DESKTOP, _NAME, "org.freedesktop.host.portal.Registry")
_REQUEST = "org.freedesktop.portal.Request"
_TAKEN, _CANCELLED = 0, 1


class PortalScreen:
    """The screen of a Wayland desktop."""

    name = "Wayland portal"
    can_choose = False

    def monitors(self) -> list[Monitor]:
        """The portal tells of none."""
        return []

    def grab(self, wanted: Wanted) -> list[Grab]:
        """Take the whole desktop now, if that was permitted."""
        if wanted.monitor is not None or wanted.excluded:
            raise CaptureFailed(
                "Under Wayland a screenshot shows the whole desktop, without leaving out any part of it.",
                "Choose all monitors and exclude nothing, use an X11 session, or turn Work View off.",
            )
        state = permission()
        if state is not Permission.GRANTED:
            raise _refused(state)
        return [Grab(_with_bus(partial(_take, seconds=TAKE_SECONDS_MAX)), 0)]

    def ask(self) -> None:
        """Take one picture and throw it away, so that the desktop asks the person now."""
        _with_bus(partial(_take, seconds=ASK_SECONDS_MAX))
        remember_permission(Permission.GRANTED)


def _with_bus(work: "Callable[[Bus], Image]") -> "Image":
    try:
        bus = Bus()
        try:
            return work(bus)
        finally:
            bus.close()
    except BusFailed as failure:
        raise CaptureFailed(
            f"This desktop has no portal that takes screenshots ({failure}).",
            "Install xdg-desktop-portal and its part for your desktop, or use an X11 session.",
        ) from failure


def _take(bus: Bus, *, seconds: float) -> "Image":
    # Portals before 1.20 have no registry, and know the program by the name of its systemd unit.
    with suppress(BusFailed):
        bus.call(_REGISTRY, "Register", "sa{sv}", (APP_ID, {}))
    token = f"handsel_{uuid4().hex}"
    path = f"{_DESKTOP}/request/{bus.name.lstrip(':').replace('.', '_')}/{token}"
    bus.listen(MatchRule(type="signal", interface=_REQUEST, member="Response", path=path))
    options = {"handle_token": ("s", token), "interactive": ("b", False)}
    bus.call(_PORTAL, "Screenshot", "sa{sv}", ("", options), seconds)
    code, results = _response(bus, path, seconds)
    if code != _TAKEN:
        state = Permission.REFUSED if code == _CANCELLED else Permission.REFUSED_UNASKED
        remember_permission(state)
        raise _refused(state)
    return _read_once(Path(unquote(urlsplit(results["uri"][1]).path)))


def _response(bus: Bus, path: str, seconds: float) -> tuple[int, dict[str, Any]]:
    """What the portal answers; without an answer the question on the screen is taken back.

    Nobody refused then, so that the next screenshot asks the portal again.
    """
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        for message in bus.arrived(left):
            if header(message, HeaderFields.path) == path:
                code, results = message.body
                return code, results
    with suppress(BusFailed):
        bus.call(DBusAddress(path, _NAME, _REQUEST), "Close")
    raise CaptureFailed(
        f"The portal did not answer within {seconds:g} seconds.", "Look whether it asks for permission."
    )


def _read_once(place: Path) -> "Image":
    """The pixels of a file that others could read: it is gone before they are looked at."""
    from PIL.Image import open as open_image

    try:
        with place.open("rb") as file:
            place.unlink()
            with open_image(file, formats=["PNG"]) as image:
                return image.convert("RGB")
    except OSError as error:
        raise CaptureFailed(
            f"The portal took a picture that cannot be read: {error}.", "Run “handsel-tracker doctor”."
        ) from error


def _refused(state: Permission) -> CaptureFailed:
    if state is Permission.UNKNOWN:
        reason = "The desktop has not been asked for permission to take screenshots."
        return CaptureFailed(reason, HOW_TO_ASK, is_refusal=True)
    if state is Permission.REFUSED:
        return CaptureFailed("Permission to take screenshots was refused.", HOW_TO_ASK, is_refusal=True)
    return CaptureFailed(
        "The desktop refused screenshots without a question: its window had no focus, another program was "
        "refused before, or this desktop cannot ask.",
        f"Allow screenshots for Handsel Tracker in the settings of the desktop. {HOW_TO_ASK}",
        is_refusal=True,
    )
