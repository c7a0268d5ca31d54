"""Ways to spoil what a bundle says of tracked time; the house has signed for each."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

import rfc8785

from handsel_verify.segments import digest_of
from tests.handsel_verify.variants.goods import Facts, Good
from tests.handsel_verify.variants.spoiling import Spoil, Variant, sealed_anew, stated
from tests.witnessing import witness_signer

SEGMENTS, SEEDS = "time/segments.jsonl", "time/seeds.jsonl"


def case(name: str, spoil: Spoil, why: str | None = None) -> Variant:
    """A variant of the bundle with a tracked week."""
    return Variant(f"tracked time: {name}", spoil, why, "tracked")


def written(rows: list[Facts]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def rows(change: Callable[[list[Facts]], Any], name: str = SEGMENTS) -> Spoil:
    """A bundle with other lines in a member about time."""

    def spoil(good: Good) -> bytes:
        changed = good.rows(name)
        change(changed)
        return good.signed(good.content | {name: written(changed)})

    return spoil


def data(change: Callable[[bytes], bytes], name: str = SEGMENTS) -> Spoil:
    """The same, with other bytes."""
    return lambda good: good.signed(good.content | {name: change(good.content[name])})


def other_byte(place: float, name: str) -> Variant:
    """One byte of a member is another, at a part of its length."""

    def change(content: bytes) -> bytes:
        at = min(int(place * len(content)), len(content) - 1)
        return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]

    return case(f"another byte at {place:.3f} of {name}", data(change, name), "")


def content(**changes: Any) -> Spoil:
    """A bundle whose first segment says something else, which its device did not sign."""

    def change(lines: list[Facts]) -> None:
        fields = json.loads(lines[0]["content"]) | changes
        lines[0]["content"] = rfc8785.dumps(fields).decode()

    return rows(change)


def forged(change: Callable[[Facts], Any], place: int = 0) -> Spoil:
    """A bundle where a segment says something else, signed by its device and the house, and sealed anew."""

    def spoil(good: Good) -> bytes:
        assert good.week is not None
        lines, entries = good.rows(SEGMENTS), good.entries
        fields = json.loads(lines[place]["content"])
        change(fields)
        text = rfc8785.dumps(fields).decode()
        key = {tracker.device: tracker.key for tracker in (good.week.laptop, good.week.desk)}[
            fields["device"]
        ]
        name = str(uuid5(UUID(fields["device"]), f"{fields['job']} {fields['block']}"))
        digest, received_at = digest_of(text.encode()), lines[place]["receipt"].split("\n")[3]
        receipt = good.note(f"{good.house.name} receipt\n{name}\n{digest}\n{received_at}\n").decode()
        lines[place] |= {"content": text, "signature": key.sign(text.encode()).hex(), "receipt": receipt}
        for entry in entries:
            facts = entry["content"]
            if entry["header"]["kind"] == "time.tracked" and facts["segment"] == name:
                facts["digest"] = digest
        return sealed_anew(good, good.content | {SEGMENTS: written(lines)}, entries, 1)

    return spoil


def receipt(change: Callable[[list[str]], Any], *, other: bool = False) -> Spoil:
    """A bundle with another receipt for its first segment, signed by the house or by another."""

    def spoil(good: Good) -> bytes:
        lines = good.rows(SEGMENTS)
        text = lines[0]["receipt"].split("\n")[:4]
        change(text)
        signer = witness_signer("north.example") if other else good.house
        lines[0]["receipt"] = good.note("".join(f"{line}\n" for line in text), signer).decode()
        return good.signed(good.content | {SEGMENTS: written(lines)})

    return spoil


def seed(change: Callable[[list[str]], Any], *, other: bool = False) -> Spoil:
    """A bundle with another note for the seed of the laptop, signed by the house or by another."""

    def spoil(good: Good) -> bytes:
        assert good.week is not None
        device = good.week.laptop.device
        lines = sorted(good.rows(SEEDS), key=lambda line: device not in line["note"])
        text = lines[0]["note"].split("\n")[:7]
        change(text)
        signer = witness_signer("north.example") if other else good.house
        lines[0]["note"] = good.note("".join(f"{line}\n" for line in text), signer).decode()
        return good.signed(good.content | {SEEDS: written(lines)})

    return spoil


def put(place: int, value: Any) -> Callable[[list[Any]], None]:
    def change(lines: list[Any]) -> None:
        lines[place] = value

    return change


def without(*names: str) -> Spoil:
    """A bundle for which the house signed without some members."""

    def spoil(good: Good) -> bytes:
        kept = {name: digest for name, digest in good.manifest["members"].items() if name not in names}
        content = {name: value for name, value in good.content.items() if name not in names}
        return good.signed(content, rfc8785.dumps(good.manifest | {"members": kept}))

    return spoil


def sheet(change: Callable[[Facts], Any]) -> Spoil:
    return stated("timesheet.submitted", change)


def tracked(change: Callable[[Facts], Any]) -> Spoil:
    return stated("time.tracked", change)


def with_member(name: str) -> Spoil:
    """A bundle of a job without tracked time, with a member about it."""

    def spoil(good: Good) -> bytes:
        members = good.manifest["members"] | {name: digest_of(b"")}
        return good.signed(good.content | {name: b""}, rfc8785.dumps(good.manifest | {"members": members}))

    return spoil


def protected(number: int, seconds: int) -> Spoil:
    """A timesheet on which another block is protected, with all that follows from it."""

    def change(facts: Facts) -> None:
        rows = facts["sheet"]
        rows["protected_blocks"] = sorted([*rows["protected_blocks"], number])
        rows["protected"] += seconds
        rows["unprotected"] -= seconds

    return sheet(change)
