"""Check the cosignatures of witnesses (C2SP tlog-cosignature)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from handsel_verify.notes import COSIGNATURE, Key, Note, NoteBroken, key_from, time_of

NAMES_MAX = 16


@dataclass(frozen=True)
class Witnessed:
    """Whether a witness has co-signed a checkpoint."""

    note: Note
    witness: Key

    @property
    def holds(self) -> bool:
        """Whether the witness validly co-signed."""
        return self.note.signed_by(self.witness) is not None

    @property
    def sentence(self) -> str:
        """The result as a sentence, with the time of the cosignature."""
        line = self.note.signed_by(self.witness)
        if line is None:
            return f"{self.witness.name} has not co-signed the checkpoint: it may be shown to you alone"
        return f"{self.witness.name} saw this checkpoint {_at(time_of(line))}, and co-signed it"


def witness_from(text: str) -> Key:
    """Parse the key of a witness; raises `NoteBroken`, also for the key of a log."""
    key = key_from(text)
    if key.algorithm != COSIGNATURE:
        raise NoteBroken(f"{key.name} is the key of a log, not of a witness")
    return key


def cosigners(note: Note, site: Key) -> str:
    """The unverified names of other signers of a checkpoint, escaped for printing."""
    names = dict.fromkeys(line.name for line in note.signatures if line.key_id != site.id)
    return ", ".join(ascii(name)[1:-1][:120] for name in list(names)[:NAMES_MAX])


def _at(seconds: int) -> str:
    try:
        return f"on {datetime.fromtimestamp(seconds, UTC):%Y-%m-%d at %H:%M:%S} UTC"
    except (OverflowError, OSError, ValueError):
        return "at a time that no calendar has"
