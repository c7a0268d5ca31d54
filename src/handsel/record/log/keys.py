"""The key with which the house signs for its log, and what it signed last: a folder outside the backups."""

import os
from base64 import b64decode, b64encode
from binascii import Error
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from handsel_verify.notes import (
    SIGNATURE,
    Checkpoint,
    Key,
    Note,
    NoteBroken,
    Signature,
    checkpoint_from,
    note_from,
)

_PRIVATE = "PRIVATE+KEY"
_KEY_FILE, _LAST_FILE = "signing-key", "last-checkpoint"


class KeyBroken(Exception):
    """The file of the key, or of the last checkpoint, does not hold what it should; the message says why."""


@dataclass(frozen=True)
class Signer:
    """Who signs: the name of the log, and the private key."""

    name: str
    private: Ed25519PrivateKey

    @property
    def key(self) -> Key:
        """The public key, by which everybody can check."""
        return Key(self.name, SIGNATURE, self.private.public_key().public_bytes_raw())

    def signed(self, checkpoint: Checkpoint) -> Note:
        """The checkpoint as a signed note."""
        text = str(checkpoint)
        return Note(text, (Signature(self.name, self.key.id, self.private.sign(text.encode())),))


def signer(*, make: bool = False) -> Signer:
    """The house's signer; with `make`, its first key is made, and named after the house's address.

    Raises `KeyBroken` when there is no key, or what is there is none.
    """
    place = _folder() / _KEY_FILE
    if make and not place.exists():
        _make(place)
    if not place.exists():
        raise KeyBroken(f"{place} is not there; the house signs with it, so put it back")
    return _signer_from(place)


def last_signed() -> Note | None:
    """The checkpoint that was signed last; raises `KeyBroken` when the file holds none of the key's."""
    place = _folder() / _LAST_FILE
    if not place.exists():
        return None
    try:
        note = note_from(place.read_text())
        checkpoint_from(note.text)
    except (NoteBroken, UnicodeDecodeError) as error:
        raise KeyBroken(f"{place}: {error}") from error
    if note.signed_by(signer().key) is None:
        raise KeyBroken(f"{place}: the checkpoint is not signed with the key beside it")
    return note


def remember(note: Note) -> None:
    """Keep what was signed, on the disk before anybody can see it."""
    _write(_folder() / _LAST_FILE, str(note))


def _folder() -> Path:
    folder = Path(settings.LOG_KEY_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _make(place: Path) -> None:
    if (place.parent / _LAST_FILE).exists():
        raise KeyBroken(f"{place} is not there, but the checkpoint it signed is; put the key back")
    address = urlsplit(settings.BASE_URL)
    made = Signer(f"{address.netloc}{address.path.rstrip('/')}/log", Ed25519PrivateKey.generate())
    data = bytes([SIGNATURE]) + made.private.private_bytes_raw()
    draft = place.with_name(f"{place.name}.{uuid4().hex}")
    _write(draft, f"{_PRIVATE}+{made.name}+{made.key.id.hex()}+{b64encode(data).decode()}\n")
    with suppress(FileExistsError):
        place.hardlink_to(draft)
    draft.unlink()


def _signer_from(place: Path) -> Signer:
    text = place.read_text().strip()
    prefix, _, rest = text.partition(f"{_PRIVATE}+")
    name, _, written = rest.partition("+")
    key_id, _, secret = written.partition("+")
    try:
        data = b64decode(secret, validate=True)
        found = Signer(name, Ed25519PrivateKey.from_private_bytes(data[1:]))
    except (Error, ValueError) as error:
        raise KeyBroken(f"{place} holds no signing key: {error}") from error
    if prefix or data[0] != SIGNATURE or found.key.id.hex() != key_id:
        raise KeyBroken(f"{place} holds no signing key: its id does not match")
    return found


def _write(place: Path, text: str) -> None:
    """Write a file for its owner alone, whole or not at all, and let it reach the disk."""
    part = place.with_name(f"{place.name}.part")
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
