"""Whether the keyring of the system is there and open, without making it ask the person."""

import sys
from enum import StrEnum

from jeepney import DBusAddress

from handsel_tracker.desktop.bus import Bus, BusFailed

_SECRETS = "org.freedesktop.secrets"
_DEFAULT = DBusAddress(
    "/org/freedesktop/secrets/aliases/default", _SECRETS, "org.freedesktop.Secret.Collection"
)


class KeyringState(StrEnum):
    """What is known of the keyring."""

    OPEN = "open"
    LOCKED = "locked"
    MISSING = "missing"


def keyring_state() -> KeyringState:
    """Of Linux as the Secret Service says; macOS and Windows have one that is open while one is signed in."""
    if sys.platform in {"darwin", "win32"}:
        return KeyringState.OPEN
    try:
        bus = Bus()
    except BusFailed:
        return KeyringState.MISSING
    try:
        return KeyringState.LOCKED if bus.read_property(_DEFAULT, "Locked") else KeyringState.OPEN
    except BusFailed:
        return KeyringState.MISSING
    finally:
        bus.close()
