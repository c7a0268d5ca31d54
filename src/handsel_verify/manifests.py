"""The manifest of a bundle: its members, files and contents left out, and the end of the chain."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from handsel_verify.strict_json import Malformed, hex_from, instant_from, json_from

FORMAT = "handsel-bundle/1"
ENTRIES, READABLE = "entries.jsonl", "index.html"
SEGMENTS, SEEDS = "time/segments.jsonl", "time/seeds.jsonl"
"""Members that the site signs for; the last two are there where time was tracked."""
FILES = "files/"
"""The folder of files in a bundle, each named by its SHA-256."""

_NAMES = {ENTRIES, READABLE, SEGMENTS, SEEDS}
_FILE = re.compile(FILES + "[0-9a-f]{64}")
_DIGEST_BYTES = sha256().digest_size


@dataclass(frozen=True)
class Manifest:
    """Each member with its SHA-256, each file left out with the reason, and the end of the chain.

    `withheld` are the numbers of entries whose content whoever got the bundle may not read, each with why.
    """

    members: Mapping[str, str]
    left_out: Mapping[str, str]
    entries: int
    head: str
    made_at: datetime
    withheld: Mapping[str, str]

    @property
    def files(self) -> set[str]:
        """The SHA-256 of files in the bundle."""
        return {name.removeprefix(FILES) for name in self.members if name.startswith(FILES)}


def manifest_from(data: bytes) -> Manifest:
    """Parse a manifest, ignoring unknown fields; raises `Malformed`."""
    value = json_from(data)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise Malformed("it names another format")
    entries, head = value.get("entries"), value.get("head")
    if not isinstance(entries, int) or isinstance(entries, bool):
        raise Malformed("it does not say how many entries there are")
    hex_from(head, _DIGEST_BYTES)
    members, left_out = _texts(value.get("members")), _texts(value.get("left_out"))
    for digest in (*members.values(), *left_out):
        hex_from(digest, _DIGEST_BYTES)
    for name in members:
        if name not in _NAMES and not _FILE.fullmatch(name):
            raise Malformed("it names a member that no bundle has")
    withheld = _texts(value.get("withheld", {}))
    return Manifest(members, left_out, entries, str(head), instant_from(value.get("made_at")), withheld)


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise Malformed("it does not say what is there and what is left out")
    return value
