"""The members of a bundle about tracked time: segments as devices signed them, and seeds of their days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from handsel_verify.archives import Archive
from handsel_verify.ed25519 import SIGNATURE_BYTES
from handsel_verify.fields import members_from, require, text_from, uuid_from
from handsel_verify.manifests import SEEDS, SEGMENTS
from handsel_verify.moments import NONCE_BYTES, SEED_BYTES, SeededDay
from handsel_verify.notes import Note, NoteBroken, note_from
from handsel_verify.receipts import seed_text
from handsel_verify.segments import BYTES_MAX, Segment, segment_from
from handsel_verify.strict_json import Malformed, hex_from, instant_from, json_from

LINE_MAX, NOTE_MAX = 256 * 1024, 4 * 1024
NEWER = "a newer handsel-verify may read it"

T = TypeVar("T")


class TimeBroken(ValueError):
    """A member about tracked time cannot be read; the message says why."""


@dataclass(frozen=True)
class BundledSegment:
    """A segment with its content, signature and receipt."""

    segment: Segment
    content: bytes
    signature: bytes
    receipt: Note


@dataclass(frozen=True)
class BundledSeed:
    """What a device committed to for a day, and the seed it got, as the site signed it."""

    device: str
    day: date
    seeded: SeededDay
    note: Note


def segments_in(archive: Archive) -> Iterator[BundledSegment]:
    """The segments of a bundle, one a line; raises `TimeBroken` and `ArchiveBroken`."""
    return _read(archive, SEGMENTS, "a segment", _segment)


def seeds_in(archive: Archive) -> Iterator[BundledSeed]:
    """The seeds of a bundle, one a line; raises `TimeBroken` and `ArchiveBroken`."""
    return _read(archive, SEEDS, "a seed", _seed)


def _read(archive: Archive, name: str, what: str, reader: Callable[[Any], T]) -> Iterator[T]:
    with archive.open(name) as lines:
        place = 0
        while line := lines.readline(LINE_MAX + 1):
            place += 1
            try:
                require(len(line) <= LINE_MAX, f"it is longer than {LINE_MAX:,} bytes")
                value = reader(json_from(line))
                require(line.endswith(b"\n"), "its line does not end")
            except (Malformed, NoteBroken) as error:
                why = f"{name}, line {place}: it is not written as {what}: {error}; {NEWER}"
                raise TimeBroken(why) from None
            yield value


def _segment(value: Any) -> BundledSegment:
    fields = members_from(value, {"content", "signature", "receipt"}, "it")
    content = text_from(fields["content"], BYTES_MAX).encode()
    signature = hex_from(fields["signature"], SIGNATURE_BYTES)
    receipt = note_from(text_from(fields["receipt"], NOTE_MAX))
    return BundledSegment(segment_from(content), content, signature, receipt)


def _seed(value: Any) -> BundledSeed:
    note = note_from(text_from(members_from(value, {"note"}, "it")["note"], NOTE_MAX))
    origin, *lines = note.text.split("\n")
    require(len(lines) == 7 and origin.endswith(" seed"), "its note is not that of a seed")
    device, day, commitment, received_at, seed, given_at, _ = lines
    hex_from(commitment, NONCE_BYTES)
    hex_from(seed, SEED_BYTES if given_at else 0)
    instant = instant_from(given_at) if given_at else None
    seeded = SeededDay(commitment, instant_from(received_at), seed, instant)
    read = BundledSeed(str(uuid_from(device)), instant_from(f"{day}T00:00:00+00:00").date(), seeded, note)
    text = seed_text(origin.removesuffix(" seed"), device=device, day=read.day, seeded=seeded)
    require(text == note.text, "its note is not that of a seed")
    return read
