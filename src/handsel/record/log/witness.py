"""A witness: co-signs checkpoints of append-only logs (C2SP tlog-witness), without a database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from handsel.kernel import clock
from handsel.record.log import keyfiles
from handsel.record.log.keyfiles import KeyBroken, Signer
from handsel_verify.notes import (
    COSIGNATURE,
    NOTE_BYTES_MAX,
    SIGNATURE,
    Checkpoint,
    Key,
    Note,
    NoteBroken,
    checkpoint_from,
    hash_from,
    note_from,
)
from handsel_verify.tree import EMPTY_ROOT, extends

STEPS_MAX, SIGNATURES_MAX = 63, 16
BODY_BYTES_MAX = NOTE_BYTES_MAX + 64 * STEPS_MAX
SIZE_TYPE = "text/x.tlog.size"
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
_KEY_FILE, _LAST = "witness-key", ".checkpoint"


@dataclass(frozen=True)
class WitnessResponse:
    """An HTTP response: status, text and content type."""

    status: int
    text: str
    type: str = "text/plain; charset=utf-8"

    @property
    def body(self) -> bytes:
        """The encoded text."""
        return self.text.encode()


@dataclass(frozen=True)
class _AddCheckpoint:
    """A request: a checkpoint to co-sign, and the proof that it extends one of size `old`."""

    old: int
    proof: list[bytes]
    note: Note
    checkpoint: Checkpoint


class Witness:
    """Stores the last checkpoint it co-signed for each known log, in a folder."""

    def __init__(self, folder: Path, logs: Sequence[Key], name: str) -> None:
        """Load the key from the folder, or create it; raises `KeyBroken`."""
        self._folder = folder
        self._keys = {log.name: [key for key in logs if key.name == log.name] for log in logs}
        self._locks = {origin: Lock() for origin in self._keys}
        if any(key.algorithm != SIGNATURE for key in logs):
            raise KeyBroken("a log's key is one that signs checkpoints, not one of a witness")
        self._signer = self._load_signer(name)
        for origin in self._keys:
            self._last(origin)

    @property
    def key(self) -> Key:
        """The public key of its cosignatures."""
        return self._signer.key

    def add_checkpoint(self, body: bytes) -> WitnessResponse:
        """Co-sign the checkpoint in a request, or refuse it."""
        try:
            request = _request_from(body)
        except (NoteBroken, UnicodeDecodeError) as error:
            return WitnessResponse(400, f"{error}\n")
        origin = request.checkpoint.origin
        if origin not in self._keys:
            return WitnessResponse(404, "this witness does not know the log\n")
        if not any(request.note.signed_by(key) for key in self._keys[origin]):
            return WitnessResponse(403, "the checkpoint is not signed with a key of the log\n")
        with self._locks[origin]:
            return self._refused(request) or self._cosigned(request)

    def _refused(self, request: _AddCheckpoint) -> WitnessResponse | None:
        """The refusal if the checkpoint does not extend the last co-signed one."""
        last, new = self._last(request.checkpoint.origin), request.checkpoint
        if request.old != last.size or (new.size == last.size and new.root != last.root):
            return WitnessResponse(409, f"{last.size}\n", SIZE_TYPE)
        if last.size and not extends(last.size, last.root, new.size, new.root, request.proof):
            return WitnessResponse(
                422, "the proof does not lead from the checkpoint co-signed last to this one\n"
            )
        if not last.size and request.proof:
            return WitnessResponse(422, "nothing is to be proven from an empty log on\n")
        return None

    def _cosigned(self, request: _AddCheckpoint) -> WitnessResponse:
        """Store the checkpoint on disk before signing it."""
        keyfiles.write(self._place(request.checkpoint.origin), str(request.note))
        line = self._signer.cosigned(request.note.text, int(clock.now().timestamp()))
        return WitnessResponse(200, f"{line}\n")

    def _last(self, origin: str) -> Checkpoint:
        note = keyfiles.checkpoint_in(self._place(origin))
        if note is None:
            return Checkpoint(origin, 0, EMPTY_ROOT)
        last = checkpoint_from(note.text)
        if last.origin != origin:
            raise KeyBroken(f"{self._place(origin)}: the checkpoint is one of {last.origin}")
        return last

    def _place(self, origin: str) -> Path:
        return self._folder / f"{sha256(origin.encode()).hexdigest()}{_LAST}"

    def _load_signer(self, name: str) -> Signer:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self._folder / _KEY_FILE
        if not place.exists():
            if any(self._folder.glob(f"*{_LAST}")):
                raise KeyBroken(f"{place} is not there, but what it co-signed is; put the key back")
            if not re.fullmatch(r"[^\s+]+", name):
                raise KeyBroken(
                    f"a witness cannot be called {name!r}: no spaces and no plus belong in a name"
                )
            keyfiles.make(place, name, COSIGNATURE)
        return keyfiles.signer_from(place, COSIGNATURE)


def _request_from(body: bytes) -> _AddCheckpoint:
    """Parse a request; raises `NoteBroken` and `UnicodeDecodeError`."""
    if len(body) > BODY_BYTES_MAX:
        raise NoteBroken(f"the request is longer than {BODY_BYTES_MAX:,} bytes")
    head, _, below = body.decode().partition("\n\n")
    first, *steps = head.split("\n")
    old, note = _OLD.fullmatch(first), note_from(below)
    if old is None:
        raise NoteBroken("the request does not begin with `old` and a size")
    if len(steps) > STEPS_MAX or len(note.signatures) > SIGNATURES_MAX:
        raise NoteBroken(f"more than {STEPS_MAX} hashes prove nothing, or the note has too many signatures")
    checkpoint = checkpoint_from(note.text)
    if int(old[1]) > checkpoint.size:
        raise NoteBroken("the checkpoint is smaller than the old size")
    return _AddCheckpoint(int(old[1]), [hash_from(step) for step in steps], note, checkpoint)
