"""Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint and tlog-cosignature)."""

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from handsel_verify.ed25519 import KEY_BYTES, is_signed
from handsel_verify.strict_json import Malformed, base64_from
from handsel_verify.tree import HASH_BYTES

SIGNATURE, COSIGNATURE = 0x01, 0x04
"""Algorithms: a plain Ed25519 signature, and one with the time at which a witness saw the checkpoint."""

_SORTS = {SIGNATURE, COSIGNATURE}
KEY_ID_BYTES, TIME_BYTES = 4, 8
NOTE_BYTES_MAX = 64 * 1024
_LINE = re.compile(r"— ([^\s+]+) (\S+)")
_KEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)\n?")
_UNPRINTED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
"""Forbidden in notes and keys: controls except newline, surrogates, and the BOM."""


class NoteBroken(ValueError):
    """A note, key or signature is invalid; the message says why."""


@dataclass(frozen=True)
class Key:
    """A named public key, written `<name>+<id>+<algorithm and key in base64>`."""

    name: str
    algorithm: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256 over the name, a line end, the algorithm and the key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public).digest()[
            :KEY_ID_BYTES
        ]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.algorithm]) + self.public).decode()}"


@dataclass(frozen=True)
class Signature:
    """A signature line of a note: name, key id and signature."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"— {self.name} {b64encode(self.key_id + self.value).decode()}"


@dataclass(frozen=True)
class Note:
    """A text ending in a newline, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{line}\n" for line in self.signatures)

    def signed_by(self, key: Key) -> Signature | None:
        """The valid signature of a key, if any."""
        for line in self.signatures:
            if (line.name, line.key_id) == (key.name, key.id) and _holds(key, self.text, line.value):
                return line
        return None


@dataclass(frozen=True)
class Checkpoint:
    """A log's name, its number of leaves and their root."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def key_from(text: str) -> Key:
    """Parse a key, with or without a newline; raises `NoteBroken`."""
    match = _KEY.fullmatch(text)
    data = _decoded(match[3]) if match else b""
    if match is None or _UNPRINTED.search(text) or len(data) != 1 + KEY_BYTES or data[0] not in _SORTS:
        raise NoteBroken("the key is not an Ed25519 key as <name>+<id>+<base64>")
    key = Key(match[1], data[0], data[1:])
    if key.id.hex() != match[2]:
        raise NoteBroken("the key does not match its id")
    return key


def log_key_from(text: str) -> Key:
    """Parse the key of a log; raises `NoteBroken`, also for the key of a witness."""
    key = key_from(text)
    if key.algorithm != SIGNATURE:
        raise NoteBroken(f"{key.name} is not the key of a log")
    return key


def note_from(text: str) -> Note:
    """Parse a note; raises `NoteBroken`."""
    if _UNPRINTED.search(text):
        raise NoteBroken("the note has a letter that no note has")
    if len(text.encode()) > NOTE_BYTES_MAX:
        raise NoteBroken(f"the note is longer than {NOTE_BYTES_MAX:,} bytes")
    body, gap, below = text.rpartition("\n\n")
    if not gap or not below.endswith("\n"):
        raise NoteBroken("the note has no signatures under an empty line")
    return Note(f"{body}\n", tuple(signature_from(line) for line in below[:-1].split("\n")))


def signed_checkpoint(text: str, key: Key) -> tuple[Note, Checkpoint]:
    """Parse a checkpoint and verify that the log's key signed it; raises `NoteBroken`."""
    note = note_from(text)
    checkpoint = checkpoint_from(note.text)
    if note.signed_by(key) is None:
        raise NoteBroken("the checkpoint is not signed with the site's key")
    if checkpoint.origin != key.name:
        raise NoteBroken(f"the checkpoint is one of {checkpoint.origin}, the key is one of {key.name}")
    return note, checkpoint


def checkpoint_from(text: str) -> Checkpoint:
    """Parse the checkpoint in a note's text; raises `NoteBroken`."""
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0] or not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]):
        raise NoteBroken("the checkpoint has no origin and size")
    return Checkpoint(lines[0], int(lines[1]), hash_from(lines[2]))


def hash_from(text: str) -> bytes:
    """Decode a hash from base64; raises `NoteBroken`."""
    data = _decoded(text)
    if len(data) != HASH_BYTES:
        raise NoteBroken(f"a hash has not {HASH_BYTES} bytes")
    return data


def signature_from(line: str) -> Signature:
    """Parse a signature line; raises `NoteBroken`."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise NoteBroken("a line under the note is no signature")
    data = _decoded(match[2])
    if len(data) <= KEY_ID_BYTES:
        raise NoteBroken("a signature under the note is empty")
    return Signature(match[1], data[:KEY_ID_BYTES], data[KEY_ID_BYTES:])


def cosigned_text(text: str, seconds: int) -> bytes:
    """The text that a witness signs, with the time in seconds since 1970."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def time_of(cosignature: Signature) -> int:
    """When a witness signed, in seconds since 1970."""
    return int.from_bytes(cosignature.value[:TIME_BYTES], "big")


def with_signatures(note: Note, more: Iterable[Signature]) -> Note:
    """The note with more signatures, without duplicates."""
    return Note(note.text, tuple(dict.fromkeys([*note.signatures, *more])))


def _holds(key: Key, text: str, value: bytes) -> bool:
    if key.algorithm == SIGNATURE:
        return is_signed(text.encode(), value, key.public)
    seconds, signature = int.from_bytes(value[:TIME_BYTES], "big"), value[TIME_BYTES:]
    return is_signed(cosigned_text(text, seconds), signature, key.public)


def _decoded(text: str) -> bytes:
    try:
        return base64_from(text)
    except Malformed as error:
        raise NoteBroken(str(error)) from None
