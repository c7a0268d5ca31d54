"""The signing key of the log and its last checkpoint, in a folder outside the backups."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from handsel.record.log import keyfiles
from handsel.record.log.keyfiles import KeyBroken, Signer
from handsel_verify.notes import SIGNATURE, Note

__all__ = ["KeyBroken", "Signer", "last_signed", "remember", "require_sound", "signer"]

_KEY_FILE, _LAST_FILE = "signing-key", "last-checkpoint"


def signer(*, make: bool = False) -> Signer:
    """The signer of the log; `make` creates the first key, named after the site's URL.

    Raises `KeyBroken` if there is no valid key.
    """
    place = _folder() / _KEY_FILE
    if make and not place.exists():
        _make(place)
    if not place.exists():
        raise KeyBroken(f"{place} is not there; the house signs with it, so put it back")
    return keyfiles.signer_from(place, SIGNATURE)


def require_sound() -> None:
    """Raise `KeyBroken` if there is a key that cannot be used, or none beside what it signed."""
    try:
        if any((_folder() / name).exists() for name in (_KEY_FILE, _LAST_FILE)):
            signer()
            last_signed()
    except KeyBroken as error:
        raise KeyBroken(
            f"{error}. Nothing was begun, as nothing could be signed: put the folder of the key back "
            "from its copy, or see HANDSEL_LOG_KEY_DIR."
        ) from error


def last_signed() -> Note | None:
    """The last signed checkpoint; raises `KeyBroken` if the key did not sign it."""
    place = _folder() / _LAST_FILE
    note = keyfiles.checkpoint_in(place)
    if note and note.signed_by(signer().key) is None:
        raise KeyBroken(f"{place}: the checkpoint is not signed with the key beside it")
    return note


def remember(note: Note) -> None:
    """Store a signed note on disk before it is published."""
    keyfiles.write(_folder() / _LAST_FILE, str(note))


def _folder() -> Path:
    folder = Path(settings.LOG_KEY_DIR)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise KeyBroken(f"{folder} cannot hold the key: {error.strerror}") from error
    return folder


def _make(place: Path) -> None:
    if (place.parent / _LAST_FILE).exists():
        raise KeyBroken(f"{place} is not there, but the checkpoint it signed is; put the key back")
    address = urlsplit(settings.BASE_URL)
    keyfiles.make(place, f"{address.netloc}{address.path.rstrip('/')}/log", SIGNATURE)
