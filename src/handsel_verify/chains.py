"""Check a chain: every entry in order, unchanged, and linked to the one before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handsel_verify.leaves import EMPTY, commitment, entry_hash

FAULTS_MAX = 100
"""How many faults are reported; a hostile bundle could have millions."""


@dataclass(frozen=True)
class Link:
    """An entry to check: header, stated hash, and salt and content unless erased."""

    header: Mapping[str, Any]
    hash: bytes
    salt: bytes | None = None
    content: Mapping[str, Any] | None = None


@dataclass
class Walk:
    """The state of a check along a chain: entries checked, last hash, and chain id."""

    place: int = 0
    head: bytes = EMPTY
    chain: str = ""

    def faults_of(self, link: Link) -> list[str]:
        """Check the next entry, and move on."""
        self.place += 1
        faults = _faults_of(link, self.place, self.head)
        chain = str(link.header.get("chain"))
        self.chain = self.chain or chain
        if chain != self.chain:
            faults.append("belongs to another chain")
        self.head = link.hash
        return faults

    def faults_along(self, links: Iterable[Link]) -> Iterator[str]:
        """The faults of entries that follow, one sentence each; no link is held."""
        for link in links:
            for fault in self.faults_of(link):
                yield f"entry {self.place}: {fault}"


def _faults_of(link: Link, place: int, previous: bytes) -> list[str]:
    faults = []
    if link.header["number"] != place:
        faults.append(f"carries number {link.header['number']}")
    if link.header["previous"] != previous.hex():
        faults.append("does not point at the entry before it")
    if _hash_of(link) != link.hash:
        faults.append("its header does not match its hash")
    if not _is_committed(link):
        faults.append("its content does not match its commitment")
    return faults


def _hash_of(link: Link) -> bytes | None:
    try:
        return entry_hash(link.header)
    except ValueError:
        return None


def _is_committed(link: Link) -> bool:
    """Whether the content matches its commitment; True if it was erased."""
    if link.salt is None or link.content is None:
        return True
    try:
        return bool(link.header["commitment"] == commitment(link.salt, link.content).hex())
    except (TypeError, ValueError):
        return False
