"""An entry as it leaves the house: header, hash, content with its salt, and its place in the log."""

import json
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handsel_verify.chains import Link
from handsel_verify.leaves import leaf_data
from handsel_verify.notes import Checkpoint
from handsel_verify.tree import HASH_BYTES, includes, leaf_hash

ENTRY_BYTES_MAX = 16 * 1024 * 1024
PROOF_LENGTH_MAX = 64
HEADER = {"id", "chain", "number", "previous", "kind", "actor", "at", "commitment"}


class EntryBroken(ValueError):
    """Bytes are no entry; the message says why."""


@dataclass(frozen=True)
class Place:
    """Where an entry is in the log: its leaf, the salt that hides it, and what leads to the root."""

    index: int
    salt: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True)
class Sealed:
    """An entry with its place; without one it is newer than the checkpoint."""

    link: Link
    place: Place | None

    @property
    def number(self) -> int:
        """Its number in its chain."""
        return int(self.link.header["number"])

    @property
    def at(self) -> datetime:
        """When it was done, as its header says; raises `EntryBroken`."""
        return instant(self.link.header["at"])

    @property
    def is_erased(self) -> bool:
        """Whether its content is gone."""
        return self.link.content is None

    @property
    def files(self) -> dict[str, str]:
        """The names of the files that it brought, by SHA-256."""
        return dict(files_in(self.link.content))

    @property
    def erases(self) -> int | None:
        """The number of the entry whose content this one erased."""
        erased = (self.link.content or {}).get("entry")
        return erased if self.link.header["kind"] == ERASURE and isinstance(erased, int) else None

    def fault_in(self, checkpoint: Checkpoint) -> str:
        """What is wrong with its place in the log that a checkpoint is over; empty when it is there."""
        if self.place is None:
            return "it is not in the log yet"
        leaf = leaf_hash(leaf_data(self.place.salt, self.link.hash))
        if includes(leaf, self.place.index, checkpoint.size, self.place.proof, checkpoint.root):
            return ""
        return "its proof does not lead to the signed checkpoint"


ERASURE = "content.erased"
"""The kind of the entry that says whose content was erased, by whom and why."""


def instant(written: object) -> datetime:
    """A time with its zone, as the record writes it; raises `EntryBroken`."""
    try:
        found = datetime.fromisoformat(str(written))
    except ValueError:
        raise EntryBroken("a time in it is none") from None
    if found.tzinfo is None:
        raise EntryBroken("a time in it has no zone")
    return found


def sealed_from(data: bytes) -> Sealed:
    """The entry that bytes stand for; raises `EntryBroken`."""
    if len(data) > ENTRY_BYTES_MAX:
        raise EntryBroken(f"it is longer than {ENTRY_BYTES_MAX:,} bytes")
    try:
        return _sealed(json.loads(data, parse_constant=_refuse, parse_float=_refuse))
    except RecursionError:
        raise EntryBroken("it is nested too deeply") from None
    except (KeyError, TypeError, ValueError, Error) as error:
        raise EntryBroken(f"it is not written as an entry ({type(error).__name__}: {error})") from None


def _sealed(said: Any) -> Sealed:
    header, content = said["header"], said["content"]
    if set(header) != HEADER or not isinstance(header["number"], int):
        raise ValueError("its header has other fields than it should")
    if not isinstance(content, dict | None) or (said["salt"] is None) != (content is None):
        raise ValueError("its content and salt do not go together")
    salt = None if content is None else bytes.fromhex(said["salt"])
    return Sealed(Link(header, _hash(said["hash"]), salt, content), _place(said["leaf"]))


def _place(said: Any) -> Place | None:
    if said is None:
        return None
    index, proof = said["index"], said["proof"]
    if not isinstance(index, int) or len(proof) > PROOF_LENGTH_MAX:
        raise ValueError("its place in the log is none")
    return Place(index, _hash(said["salt"]), tuple(b64decode(step, validate=True) for step in proof))


def _hash(text: str) -> bytes:
    data = bytes.fromhex(text)
    if len(data) != HASH_BYTES:
        raise ValueError(f"a hash has {HASH_BYTES} bytes")
    return data


def _refuse(text: str) -> None:
    raise ValueError(f"a record has no number like {text[:20]}")


def files_in(value: Any) -> Iterator[tuple[str, str]]:
    """Every file that is named anywhere in a content, by its fingerprint and name."""
    if isinstance(value, Mapping):
        if isinstance(value.get("sha256"), str) and "size" in value:
            yield value["sha256"], str(value.get("name", ""))
        for inner in value.values():
            yield from files_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from files_in(inner)
