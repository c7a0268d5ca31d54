"""Ways to spoil what the house handed out, each a function from a good bundle to the bytes of a file."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from handsel_verify.leaves import commitment, entry_hash
from tests.handsel_verify.variants.goods import Content, Facts, Good

EARLY = "0001-01-01T00:00:00+00:00"
Spoil = Callable[[Good], bytes]


@dataclass(frozen=True)
class Variant:
    """A file made from a good one, and a part of what both verifiers say against it, if anything."""

    name: str
    spoil: Spoil
    why: str | None = None
    of: str = "plain"
    suffix: str = "zip"

    def tells(self, faults: list[str]) -> bool:
        """Whether these faults are those that should be told."""
        if self.why is None:
            return not faults
        return any(self.why in fault for fault in faults)


def record(change: Callable[[bytes], bytes]) -> Spoil:
    """A bundle with other bytes for its entries, for which the house has signed."""
    return lambda good: good.signed(good.content | {"entries.jsonl": change(good.content["entries.jsonl"])})


def entry(number: int, change: Callable[[Facts], Facts | str]) -> Spoil:
    """The same, where one entry is written otherwise."""

    def lines(data: bytes) -> bytes:
        rows = data.splitlines(keepends=True)
        changed = change(json.loads(rows[number - 1]))
        rows[number - 1] = (changed if isinstance(changed, str) else _line(changed)).encode() + b"\n"
        return b"".join(rows)

    return record(lines)


def texts(number: int, old: str, new: str) -> Spoil:
    """The same, where a text in the line of an entry is another."""

    def changed(fields: Facts) -> str:
        assert old in _line(fields), f"{old} in {_line(fields)}"
        return _line(fields).replace(old, new, 1)

    return entry(number, changed)


def anew(content: Facts, first: int = 1, **header: Any) -> Spoil:
    """A bundle where an entry says something else, sealed and signed anew from there on, and in no log."""

    def spoil(good: Good) -> bytes:
        entries = good.entries
        entries[first - 1] |= {"content": content}
        entries[first - 1]["header"] |= header
        return sealed_anew(good, good.content, entries, first, made_at=good.manifest["made_at"])

    return spoil


def stated(kind: str, change: Callable[[Facts], object], *, now: str = "") -> Spoil:
    """A bundle where the first entry of a kind states something else, or is of another, all sealed anew."""

    def spoil(good: Good) -> bytes:
        entries = good.entries
        first = next(row["header"]["number"] for row in entries if row["header"]["kind"] == kind)
        change(entries[first - 1]["content"])
        entries[first - 1]["header"]["kind"] = now or kind
        return sealed_anew(good, good.content, entries, first)

    return spoil


def sealed_anew(
    good: Good, content: Content, entries: list[Facts], first: int, *, made_at: str = EARLY
) -> bytes:
    """A bundle with other entries from one on, which are in no log; unless it is said, not late."""
    head = entries[first - 2]["hash"] if first > 1 else bytes(32).hex()
    for fields in entries[first - 1 :]:
        committed = commitment(bytes.fromhex(fields["salt"]), fields["content"]).hex()
        fields["header"] |= {"previous": head, "commitment": committed}
        head = entry_hash(fields["header"]).hex()
        fields |= {"leaf": None, "hash": head}
    data = "".join(f"{_line(fields)}\n" for fields in entries).encode()
    return good.signed(content | {"entries.jsonl": data}, head=head, made_at=made_at)


def manifest(change: Callable[[Facts], Facts | bytes]) -> Spoil:
    """A bundle with another manifest, for which the house has signed."""

    def spoil(good: Good) -> bytes:
        changed = change(good.manifest)
        return good.signed(
            good.content, changed if isinstance(changed, bytes) else json.dumps(changed).encode()
        )

    return spoil


def member(name: str, change: Callable[[bytes], bytes]) -> Spoil:
    """A bundle with another member, for which nobody has signed."""
    return lambda good: good.zipped(good.content | {name: change(good.content.get(name, b""))})


def checkpoint(change: Callable[[list[str]], list[str]]) -> Spoil:
    """A bundle with another checkpoint, for which the house has signed."""

    def spoil(good: Good) -> bytes:
        lines = good.content["checkpoint.txt"].decode().split("\n")[:3]
        text = "".join(f"{line}\n" for line in change(lines))
        return good.zipped(good.content | {"checkpoint.txt": good.note(text)})

    return spoil


def proof(change: Callable[[Facts], Facts | str | bytes]) -> Spoil:
    """The proof of an entry, written otherwise."""

    def spoil(good: Good) -> bytes:
        changed = change(json.loads(json.dumps(good.proof)))
        text = changed if isinstance(changed, str | bytes) else json.dumps(changed)
        return text if isinstance(text, bytes) else text.encode()

    return spoil


def _line(fields: Facts) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
