"""Keys and tokens: in the system's keyring where there is one, else in a file of its person alone."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from handsel_tracker.places.folders import write_private

TIMEOUT_SECONDS = 10
"""A keyring that is locked waits for its person, who may not be there."""
KEYRING = "HANDSEL_TRACKER_KEYRING"
"""`off` leaves the keyring alone."""


class SecretPlace(StrEnum):
    """Where keys and tokens are."""

    KEYRING = "keyring"
    FILE = "file"


class KeyringLocked(Exception):
    """The keyring has them, and does not answer: it is locked, or not started yet."""


@dataclass
class Secrets:
    """The device key and the tokens, by name; `place` says where they are kept."""

    path: Path
    name: str = "handsel-tracker"
    place: SecretPlace = SecretPlace.FILE
    values: dict[str, str] = field(default_factory=dict)

    def load(self) -> dict[str, str]:
        """Read them; raises `KeyringLocked` if the keyring has them and does not answer."""
        if not self.path.exists():
            return {}
        stored = json.loads(self.path.read_bytes())
        if stored.get("place") == SecretPlace.KEYRING:
            self.place = SecretPlace.KEYRING
            answer = _ask_keyring({"do": "get", "name": self.name})
            if answer is None:
                raise KeyringLocked
            stored = json.loads(answer or "{}")
        self.values = {str(key): str(value) for key, value in stored.items() if key != "place"}
        return self.values

    def store(self, values: dict[str, str]) -> None:
        """Keep these, and no others, in the keyring if it answers."""
        self.values = dict(values)
        content = json.dumps(self.values)
        kept = _ask_keyring({"do": "set", "name": self.name, "value": content}) is not None
        self.place = SecretPlace.KEYRING if kept else SecretPlace.FILE
        rest = {} if kept else self.values
        write_private(self.path, json.dumps({"place": str(self.place), **rest}).encode())

    def forget(self) -> None:
        """Let nothing be left of them."""
        if self.place is SecretPlace.KEYRING:
            _ask_keyring({"do": "delete", "name": self.name})
        self.path.unlink(missing_ok=True)
        self.values = {}


def keyring_command() -> list[str]:
    """How the process is started, also from a bundle, which has no `python -m`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--child", "keyring"]
    return [sys.executable, "-m", "handsel_tracker.places.keyring_child"]


def _ask_keyring(question: dict[str, str]) -> str | None:
    """What the keyring answers, by a process of its own, which may hang; None if it does not."""
    if os.environ.get(KEYRING) == "off":
        return None
    try:
        child = subprocess.run(
            keyring_command(),
            input=json.dumps(question).encode(),
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return child.stdout.decode() if child.returncode == 0 else None
