"""The secret key of an embedded installation: created once, stored beside its data."""

import os
import secrets
from pathlib import Path

from handsel.config.wrong_setting import WrongSetting

KEY_BYTES = 48
CHARACTERS_MIN = 40


def load_or_create(path: Path) -> str:
    """The key in a file that only its owner can read; the first of any concurrent calls creates it.

    Raises `WrongSetting` for a file that holds no key, and never makes another in its place.
    """
    if not path.exists():
        _create(path)
    try:
        key = path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError:
        key = ""
    if len(key) < CHARACTERS_MIN:
        raise WrongSetting(
            f"{path} holds no secret key; nothing was begun. Put it back from a backup, or remove the file: "
            "then a new key is made, everybody signs in again, and links that were mailed no longer open."
        )
    return key


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(KEY_BYTES) + "\n")
    try:
        os.link(part, path)
    except FileExistsError:
        return
    finally:
        part.unlink()
