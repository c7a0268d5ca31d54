"""Files of signing keys and last checkpoints: owner-only, written atomically."""

import os
from base64 import b64decode, b64encode
from binascii import Error
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handsel_verify.notes import (
    SIGNATURE,
    TIME_BYTES,
    Checkpoint,
    Key,
    Note,
    NoteBroken,
    Signature,
    checkpoint_from,
    cosigned_text,
    note_from,
)

_PRIVATE = "PRIVATE+KEY"


class KeyBroken(Exception):
    """The file of a key or of the last checkpoint is invalid; the message says why."""


@dataclass(frozen=True)
class Signer:
    """A name with its private key, for a log or a witness."""

    name: str
    private: Ed25519PrivateKey
    algorithm: int = SIGNATURE

    @property
    def key(self) -> Key:
        """The public key."""
        return Key(self.name, self.algorithm, self.private.public_key().public_bytes_raw())

    def signed(self, checkpoint: Checkpoint) -> Note:
        """The checkpoint as a signed note."""
        return self.note(str(checkpoint))

    def note(self, text: str) -> Note:
        """A text as a signed note."""
        return Note(text, (Signature(self.name, self.key.id, self.private.sign(text.encode())),))

    def cosigned(self, text: str, seconds: int) -> Signature:
        """A witness's signature of a note at a time, in seconds since 1970."""
        value = seconds.to_bytes(TIME_BYTES, "big") + self.private.sign(cosigned_text(text, seconds))
        return Signature(self.name, self.key.id, value)


def make(place: Path, name: str, algorithm: int) -> None:
    """Create a key file; if another process created it meanwhile, keep that one."""
    made = Signer(name, Ed25519PrivateKey.generate(), algorithm)
    data = bytes([algorithm]) + made.private.private_bytes_raw()
    draft = place.with_name(f"{place.name}.{uuid4().hex}")
    write(draft, f"{_PRIVATE}+{made.name}+{made.key.id.hex()}+{b64encode(data).decode()}\n")
    with suppress(FileExistsError):
        place.hardlink_to(draft)
    draft.unlink()


def signer_from(place: Path, algorithm: int) -> Signer:
    """Read the signer from a file; raises `KeyBroken` if it holds no key of that algorithm."""
    text = _text_of(place).strip()
    prefix, _, rest = text.partition(f"{_PRIVATE}+")
    name, _, written = rest.partition("+")
    key_id, _, secret = written.partition("+")
    try:
        data = b64decode(secret, validate=True)
        signer = Signer(name, Ed25519PrivateKey.from_private_bytes(data[1:]), algorithm)
    except (Error, ValueError) as error:
        raise KeyBroken(f"{place} holds no signing key: {error}") from error
    if prefix or data[0] != algorithm or signer.key.id.hex() != key_id:
        raise KeyBroken(f"{place} holds no signing key: its id does not match")
    return signer


def _text_of(place: Path) -> str:
    try:
        return place.read_text()
    except OSError as error:
        raise KeyBroken(f"{place} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KeyBroken(f"{place} holds no signing key: it is no text") from error


def checkpoint_in(place: Path) -> Note | None:
    """Read the checkpoint in a file, None if there is no file; raises `KeyBroken`."""
    if not place.exists():
        return None
    try:
        note = note_from(place.read_text())
        checkpoint_from(note.text)
    except (NoteBroken, UnicodeDecodeError, OSError) as error:
        raise KeyBroken(f"{place}: {error}") from error
    return note


def write(place: Path, text: str) -> None:
    """Write an owner-only file atomically, synced to disk."""
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
