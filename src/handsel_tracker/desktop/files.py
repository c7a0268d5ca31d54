"""Files by which a desktop knows the Tracker: its entry in the menu, its start at sign-in, and its icon."""

import os
import shlex
from pathlib import Path

from handsel_tracker.desktop.icons import app_icon

APP_ID = "org.handsel.Tracker"
"""By which a portal knows the program, from the entry in the menu or the name of the unit."""
UNIT = f"app-{APP_ID}.service"
"""Portals before 1.20 read the identifier from a unit that is named like this."""


def unit_text(command: list[str]) -> str:
    """The unit of systemd that starts the daemon as its person signs in to the desktop."""
    return f"""[Unit]
Description=Handsel Tracker, which records time for hourly jobs
PartOf=graphical-session.target
After=graphical-session.target

[Service]
ExecStart={_for_systemd(command)}
Restart=on-failure
RestartSec=5
UMask=0077
NoNewPrivileges=yes

[Install]
WantedBy=graphical-session.target
Alias=handsel-tracker.service
"""


def desktop_entry(command: list[str], *, autostart: bool = False) -> str:
    """The entry in the menu, or the file that starts the program at sign-in where there is no systemd."""
    lines = [
        "[Desktop Entry]", "Type=Application", "Name=Handsel Tracker",
        "Comment=Record time for hourly jobs, with screenshots that you see first",
        f"Exec={_for_desktop(command)}", f"Icon={APP_ID}", f"StartupWMClass={APP_ID}", "Terminal=false",
        "Categories=Office;ProjectManagement;",
    ]  # fmt: skip
    if autostart:
        lines += ["NoDisplay=true", "X-GNOME-Autostart-enabled=true"]
    return "\n".join(lines) + "\n"


def unit_path() -> Path:
    """Where systemd looks for units of this person."""
    return _home("XDG_CONFIG_HOME", ".config") / "systemd/user" / UNIT


def autostart_path() -> Path:
    """Where desktops look for what starts at sign-in."""
    return _home("XDG_CONFIG_HOME", ".config") / "autostart" / f"{APP_ID}.desktop"


def install_entry(command: list[str]) -> list[Path]:
    """Put the program into the menu, with its icon; returns what was written."""
    share = _home("XDG_DATA_HOME", ".local/share")
    texts = {
        share / "applications" / f"{APP_ID}.desktop": desktop_entry(command),
        share / "icons/hicolor/scalable/apps" / f"{APP_ID}.svg": app_icon(),
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(texts)


def starts_at_sign_in() -> bool:
    """Whether the program starts by itself."""
    wanted_by = unit_path().parent / "graphical-session.target.wants" / UNIT
    return wanted_by.is_symlink() or autostart_path().exists()


def _home(variable: str, fallback: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / fallback)


def _for_systemd(command: list[str]) -> str:
    return shlex.join(command).replace("%", "%%").replace("$", "$$")


def _for_desktop(command: list[str]) -> str:
    """Words in quotes, as the Desktop Entry Specification escapes them."""
    escaped = [word.replace("\\", "\\\\\\\\").replace("%", "%%") for word in command]
    for sign in '"`$':
        escaped = [word.replace(sign, f"\\\\{sign}") for word in escaped]
    return " ".join(f'"{word}"' for word in escaped)
