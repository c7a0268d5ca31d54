"""A Wayland desktop that nobody sees: sway without a screen, and the portal that takes its pictures."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.private_bus import message_daemon
from tests.waiting import until

PROGRAMS = ("sway", "grim", "wtype", "pipewire", "wireplumber", "dbus-daemon", "setpriv")
PORTALS = [
    Path("/usr/libexec") / name
    for name in (
        "xdg-permission-store",
        "xdg-desktop-portal-wlr",
        "xdg-desktop-portal-gtk",
        "xdg-desktop-portal",
    )
]
PACKAGES = "sway grim wtype pipewire wireplumber xdg-desktop-portal-wlr xdg-desktop-portal-gtk dbus-daemon"
NOBODY = 65534


def is_installed() -> bool:
    """Whether this computer has what such a desktop needs."""
    return all(shutil.which(program) for program in PROGRAMS) and all(portal.exists() for portal in PORTALS)


@contextmanager
def sway(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a program on this desktop. Sway runs as nobody, for it refuses to run as root."""
    with ExitStack() as stack:
        bus = stack.enter_context(message_daemon())
        environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        environment |= {
            "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CURRENT_DESKTOP": "sway", "DBUS_SESSION_BUS_ADDRESS": bus.address,
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/none",
            "WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1",
        }  # fmt: skip
        configuration = folder / "sway.conf"
        configuration.write_text("")
        command = ["sway", "-c", str(configuration)]
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            folder.chmod(0o700)
            command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
        stack.enter_context(_running(command, environment))
        assert until(lambda: (folder / "wayland-1").exists())
        environment["WAYLAND_DISPLAY"] = "wayland-1"
        for program in (["pipewire"], ["wireplumber"], *([str(portal)] for portal in PORTALS)):
            stack.enter_context(_running(program, environment))
        yield environment


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet) as process:
        try:
            yield
        finally:
            process.kill()
