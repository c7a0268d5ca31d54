"""Check that the protected blocks of timesheets can be: tracked, funded, and with a screenshot at its moment.

Rules: hourly time 5. That the bytes of a screenshot arrived is not in a bundle.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handsel_verify.chains import FAULTS_MAX
from handsel_verify.moments import SeededDay, day_of, is_at, moment_of
from handsel_verify.notes import Key
from handsel_verify.recorded_time import ProtectedTime, RecordedTime
from handsel_verify.segments import BLOCK, Segment
from handsel_verify.time_members import BundledSeed
from handsel_verify.timesheets import TimePart

SHOT_FREE_SECONDS, KEPT_SECONDS_MAX = 30, 30 * 60

Seeds = Mapping[tuple[str, date], SeededDay]


@dataclass(frozen=True)
class _Evidence:
    """The segments of a bundle, the seeds of their days, and which of them the record says are back-dated."""

    segments: Mapping[str, Segment]
    seeds: Seeds
    backdated: set[str]

    def has_shot(self, segment: Segment) -> bool:
        """Whether a screenshot is announced at the moment that was drawn for a segment."""
        moment = moment_of(segment, self.seeds.get(_day(segment)))
        return any(is_at(moment, shot) for shot in segment.shots)


def seed_faults(
    bundled: Iterator[BundledSeed], segments: Mapping[str, Segment], key: Key
) -> tuple[Seeds, list[str]]:
    """The seeds of the days on which segments have nonces, and what is wrong with them.

    One may be missing: a device may have a nonce of a day that it never got to commit itself to.
    """
    days = {_day(segment) for segment in segments.values() if segment.nonce is not None}
    seeds: dict[tuple[str, date], SeededDay] = {}
    faults = []
    for row in bundled:
        name = f"seed of {row.day} for device {row.device}"
        if (row.device, row.day) in seeds:
            faults.append(f"{name}: is there twice")
        elif (row.device, row.day) not in days:
            faults.append(f"{name}: no segment needs it")
        if row.note.text.split("\n")[0] != f"{key.name} seed" or row.note.signed_by(key) is None:
            faults.append(f"{name}: is not signed with the site's key")
        seeds[row.device, row.day] = row.seeded
        if len(faults) > FAULTS_MAX:
            break
    return seeds, faults


def protection_faults(time: RecordedTime, segments: Mapping[str, Segment], seeds: Seeds) -> Iterator[str]:
    """The blocks that were protected as their timesheet was submitted, and could not be."""
    evidence = _Evidence(
        segments, seeds, {row.segment.id for row in time.brought if row.segment.is_backdated}
    )
    for row in time.sheets:
        for number, parts in row.blocks.items():
            why = _reason_against(row, number, parts, evidence)
            if why:
                yield f"entry {row.entry}: block {number} is protected, but {why}"


def _reason_against(row: ProtectedTime, number: int, parts: Sequence[TimePart], evidence: _Evidence) -> str:
    """The first reason why a block cannot be protected; empty if there is none."""
    ready = row.sheet.ready_at
    names = [part.segment for part in parts if part.segment is not None]
    tracked = [evidence.segments[name] for name in names if name in evidence.segments]
    if len(tracked) < len(parts):
        return "some of its time was not tracked"
    if ready is None or ready > row.sheet.starts_at + number * BLOCK:
        return "its week was not funded when it began"
    if any(segment.work_view != "on" for segment in tracked):
        return "Work View was off"
    if not row.deleted.isdisjoint(names):
        return "its screenshot was deleted"
    if not evidence.backdated.isdisjoint(names):
        return "some of its time was back-dated"
    seconds, has_shot = [part.seconds for part in parts], [evidence.has_shot(segment) for segment in tracked]
    if lacks_shot(seconds, has_shot):
        return "it has no screenshot at its moment"
    if any(segment.kept_seconds > KEPT_SECONDS_MAX for segment in tracked):
        return "more than 30 minutes without input were kept"
    return ""


def lacks_shot(seconds: Sequence[int], has_shot: Sequence[bool]) -> bool:
    """Whether the parts of a block lack a screenshot; each that is not short needs its own."""
    if sum(seconds) < SHOT_FREE_SECONDS:
        return False
    lacking = [length for length, has in zip(seconds, has_shot, strict=True) if not has]
    return len(lacking) == len(seconds) or any(length >= SHOT_FREE_SECONDS for length in lacking)


def _day(segment: Segment) -> tuple[str, date]:
    return str(segment.device), day_of(segment.block)
