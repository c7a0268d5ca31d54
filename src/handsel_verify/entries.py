"""The exported entry: header, hash, content with salt, and its leaf in the log."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handsel_verify.chains import Link
from handsel_verify.leaves import SALT_BYTES, leaf_data
from handsel_verify.notes import Checkpoint
from handsel_verify.strict_json import Malformed, base64_from, hex_from, instant_from, json_from
from handsel_verify.tree import HASH_BYTES, includes, leaf_hash

ENTRY_BYTES_MAX = 16 * 1024 * 1024
PROOF_LENGTH_MAX = 64
ENTRY = {"header", "hash", "salt", "content", "leaf"}
HEADER = {"id", "chain", "number", "previous", "kind", "actor", "at", "commitment"}
LEAF = {"index", "salt", "proof"}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class EntryBroken(ValueError):
    """The bytes are not a valid entry; the message says why."""


@dataclass(frozen=True)
class LeafPlace:
    """The leaf of an entry: its index, its salt and its inclusion proof."""

    index: int
    salt: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True)
class Sealed:
    """An entry with its leaf, or without one if it is newer than the checkpoint."""

    link: Link
    place: LeafPlace | None
    at: datetime

    @property
    def number(self) -> int:
        """The number in the chain."""
        return int(self.link.header["number"])

    @property
    def is_erased(self) -> bool:
        """Whether the content was erased."""
        return self.link.content is None

    @property
    def files(self) -> dict[str, str]:
        """The names of its files, by SHA-256."""
        return dict(files_in(self.link.content))

    @property
    def erases(self) -> int | None:
        """The number of the entry that this one erased, if any."""
        erased = (self.link.content or {}).get("entry")
        return erased if self.link.header["kind"] == ERASURE and _is_whole(erased) else None

    def fault_in(self, checkpoint: Checkpoint) -> str:
        """The fault of its inclusion proof against a checkpoint; empty if it holds."""
        if self.place is None:
            return "it is not in the log yet"
        leaf = leaf_hash(leaf_data(self.place.salt, self.link.hash))
        if includes(leaf, self.place.index, checkpoint.size, self.place.proof, checkpoint.root):
            return ""
        return "its proof does not lead to the signed checkpoint"


ERASURE = "content.erased"
"""The kind of an entry that records an erasure."""


def sealed_from(data: bytes) -> Sealed:
    """Parse an entry; raises `EntryBroken`."""
    if len(data) > ENTRY_BYTES_MAX:
        raise EntryBroken(f"it is longer than {ENTRY_BYTES_MAX:,} bytes")
    try:
        return sealed_of(json_from(data))
    except Malformed as error:
        raise EntryBroken(f"it is not written as an entry: {error}") from None


def sealed_of(value: Any) -> Sealed:
    """The entry in a JSON value; raises `Malformed`."""
    _refuse_other_fields(value, ENTRY, "it")
    header, content = value["header"], value["content"]
    at = _at(header)
    if not isinstance(content, dict | None) or (value["salt"] is None) != (content is None):
        raise Malformed("its content and salt do not go together")
    salt = None if content is None else hex_from(value["salt"], SALT_BYTES)
    return Sealed(
        Link(header, hex_from(value["hash"], HASH_BYTES), salt, content), _leaf_place(value["leaf"]), at
    )


def _at(header: Any) -> datetime:
    """Validate a header; returns its time."""
    _refuse_other_fields(header, HEADER, "its header")
    if not _is_whole(header["number"]) or not isinstance(header["kind"], str):
        raise Malformed("its header has other fields than it should")
    for name in ("id", "chain", "actor"):
        if not isinstance(header[name], str) or not _UUID.fullmatch(header[name]):
            raise Malformed("something that should be an identifier is not")
    for name in ("previous", "commitment"):
        hex_from(header[name], HASH_BYTES)
    return instant_from(header["at"])


def _leaf_place(value: Any) -> LeafPlace | None:
    if value is None:
        return None
    _refuse_other_fields(value, LEAF, "its place in the log")
    index, proof = value["index"], value["proof"]
    if not _is_whole(index) or not isinstance(proof, list) or len(proof) > PROOF_LENGTH_MAX:
        raise Malformed("its place in the log is none")
    return LeafPlace(index, hex_from(value["salt"], SALT_BYTES), tuple(_hash(step) for step in proof))


def _refuse_other_fields(value: Any, fields: set[str], name: str) -> None:
    if not isinstance(value, dict) or set(value) != fields:
        raise Malformed(f"{name} has other fields than it should")


def _is_whole(number: Any) -> bool:
    """Whether a value is an integer and not a bool."""
    return isinstance(number, int) and not isinstance(number, bool)


def _hash(text: object) -> bytes:
    data = base64_from(text)
    if len(data) != HASH_BYTES:
        raise Malformed(f"a hash has not {HASH_BYTES} bytes")
    return data


def files_in(value: Any) -> Iterator[tuple[str, str]]:
    """Every file named anywhere in a content, as SHA-256 and name."""
    if isinstance(value, Mapping):
        if isinstance(value.get("sha256"), str) and "size" in value:
            yield value["sha256"], str(value.get("name", ""))
        for inner in value.values():
            yield from files_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from files_in(inner)
