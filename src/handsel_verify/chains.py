"""Walking a chain: every entry in its place, unchanged, and pointing at the one before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handsel_verify.leaves import EMPTY, commitment, entry_hash


@dataclass(frozen=True)
class Link:
    """One entry to check: its header, its stated hash, and salt and content unless they were erased."""

    header: Mapping[str, Any]
    hash: bytes
    salt: bytes | None = None
    content: Mapping[str, Any] | None = None


def faults(links: Iterable[Link]) -> list[str]:
    """What is wrong with a chain given from its first entry on, one sentence each; empty when it holds."""
    found: list[str] = []
    previous = EMPTY
    for place, link in enumerate(links, start=1):
        found += [f"entry {place}: {fault}" for fault in _faults_of(link, place, previous)]
        previous = link.hash
    return found


def _faults_of(link: Link, place: int, previous: bytes) -> list[str]:
    found = []
    if link.header["number"] != place:
        found.append(f"carries number {link.header['number']}")
    if link.header["previous"] != previous.hex():
        found.append("does not point at the entry before it")
    if entry_hash(link.header) != link.hash:
        found.append("its header does not match its hash")
    if not _is_committed(link):
        found.append("its content does not match its commitment")
    return found


def _is_committed(link: Link) -> bool:
    """Whether content, if it is there, is what was committed to; what is no content at all is not."""
    if link.salt is None or link.content is None:
        return True
    try:
        return bytes.fromhex(link.header["commitment"]) == commitment(link.salt, link.content)
    except (TypeError, ValueError):
        return False
