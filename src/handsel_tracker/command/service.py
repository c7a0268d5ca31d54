"""Starting the daemon as the person signs in to the desktop."""

import argparse
import subprocess

from handsel_tracker.control.client import daemon_command
from handsel_tracker.desktop.files import (
    UNIT,
    autostart_path,
    desktop_entry,
    install_entry,
    unit_path,
    unit_text,
)


def run(options: argparse.Namespace) -> int:
    """Install or remove the unit of systemd for this person, or a file that starts it without systemd."""
    path, autostart = unit_path(), autostart_path()
    if options.act == "remove":
        _systemctl("disable", "--now", UNIT)
        path.unlink(missing_ok=True)
        autostart.unlink(missing_ok=True)
        print("The daemon no longer starts by itself.")
        return 0
    install_entry(daemon_command()[:-1])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(unit_text(daemon_command()), encoding="utf-8")
    if _systemctl("daemon-reload") and _systemctl("enable", UNIT):
        print(f"The daemon starts as you sign in. Its unit is {path}.")
        return 0
    autostart.parent.mkdir(parents=True, exist_ok=True)
    autostart.write_text(desktop_entry(daemon_command(), autostart=True), encoding="utf-8")
    print(f"systemd did not take the unit, so {autostart} starts the daemon as you sign in.")
    return 0


def _systemctl(*words: str) -> bool:
    """Whether systemd did it."""
    try:
        done = subprocess.run(["systemctl", "--user", *words], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
