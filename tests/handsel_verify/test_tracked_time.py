"""What is said of tracked time is checked to the byte, and by sums that are worked out anew."""

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handsel.work.hours.pay import amount, paid_time, sheet_amounts
from handsel.work.hours.protection import BlockEvidence, ShotEvidence, TrackedPart, shot_fault
from handsel_verify.bundles import FAULTS_MAX, check
from handsel_verify.chains import Link
from handsel_verify.entries import Sealed
from handsel_verify.protected_blocks import lacks_shot
from handsel_verify.recorded_time import BroughtTime, RecordedTime
from handsel_verify.time_facts import NamedSegment, SubmittedSheet
from handsel_verify.timesheets import amount_of, blocks_of, sheet_faults
from handsel_verify.tracked_time import DEVICES_MAX, device_remarks
from tests.handsel_verify.variants.goods import tracked_good
from tests.handsel_verify.variants.spoiling_time import SEEDS, SEGMENTS

COVERS = (
    "handsel_verify.protected_blocks",
    "handsel_verify.recorded_time",
    "handsel_verify.shot_facts",
    "handsel_verify.time_facts",
    "handsel_verify.time_members",
    "handsel_verify.timesheets",
)
START = datetime(2026, 3, 2, 5, tzinfo=UTC)
BYTES_TRIED = 150


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen_clock")
def test_any_other_byte_about_time_is_named_though_the_house_signed_it(tmp_path: Path) -> None:
    good, chance, place = tracked_good(tmp_path), random.Random(7), tmp_path / "spoiled.zip"
    assert check(_put(place, good.bundle)).faults == []
    for name in (SEGMENTS, SEEDS):
        content = good.content[name]
        for at in chance.sample(range(len(content)), BYTES_TRIED):
            other = content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]
            faults = check(_put(place, good.signed(good.content | {name: other}))).faults
            assert faults, f"byte {at} of {name}"


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen_clock")
def test_a_hundred_thousand_hostile_segments_are_soon_done(tmp_path: Path) -> None:
    good = tracked_good(tmp_path)
    lines = good.content[SEGMENTS].splitlines(keepends=True)[0] * 100_000
    began = time.process_time()
    faults = check(_put(tmp_path / "spoiled.zip", good.signed(good.content | {SEGMENTS: lines}))).faults
    assert 0 < len(faults) <= FAULTS_MAX
    assert time.process_time() - began < 10


def _put(place: Path, content: bytes) -> Path:
    place.write_bytes(content)
    return place


def span(start: int, seconds: int, **fields: Any) -> dict[str, Any]:
    """Time as an entry states it, so many seconds after the week began."""
    first = START + timedelta(seconds=start)
    return {
        "span": f"span {start}",
        "week": "2026-03-02",
        "supplement": 0,
        "started_at": first.isoformat(),
        "ended_at": (first + timedelta(seconds=seconds)).isoformat(),
        "seconds": seconds,
        "source": "by hand",
        "memo": "Sketches.",
        "segment": None,
    } | fields


def noted(*entries: tuple[str, dict[str, Any] | None]) -> RecordedTime:
    """The time of a record of these entries, by their kinds and contents."""
    record = RecordedTime()
    for number, (kind, content) in enumerate(entries, start=1):
        record.note(Sealed(Link({"kind": kind, "number": number}, b"", content=content), None, START))
    return record


def added(*spans: dict[str, Any], removed: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"spans": list(spans), "removed": list(removed)}


@given(some.lists(some.tuples(some.integers(0, 5_000), some.integers(1, 900)), max_size=12))
def test_an_overlap_is_named_exactly_where_there_is_one(times: list[tuple[int, int]]) -> None:
    times = list({start: (start, length) for start, length in times}.values())
    record = noted(*(("time.recorded", added(span(*time))) for time in times))
    seconds = [second for start, length in times for second in range(start, start + length)]
    assert (record.faults == []) == (len(set(seconds)) == len(seconds))


def test_time_that_was_changed_leaves_room_for_other_time() -> None:
    first = span(0, 600)
    changed = added(span(0, 300, span="changed"), removed=(first,))
    record = noted(("time.recorded", added(first)), ("time.changed", changed))
    assert record.faults == []
    record = noted(("time.recorded", added(first)), ("time.changed", changed), ("time.removed", changed))
    assert record.faults == [
        "entry 3: takes off time that is not there",
        "entry 3: adds time that is there already",
    ]


@pytest.mark.parametrize(
    ("kind", "content", "why"),
    [
        ("time.recorded", None, "it was erased"),
        ("time.guessed", {}, "it is of no known kind"),
        ("time.recorded", added(span(0, 60, segment=str(UUID(int=1)))), "a source of another sort"),
        ("time.recorded", added(span(0, 1) | {"seconds": True}), "another length"),
        ("timesheet.submitted", {"sheet": {}, "after": {}}, "a number of its timesheet is none"),
    ],
)
def test_what_cannot_be_read_of_time_may_be_read_by_a_newer_verifier(
    kind: str, content: dict[str, Any] | None, why: str
) -> None:
    (fault,) = noted((kind, content)).faults
    assert why in fault
    assert fault.endswith("a newer handsel-verify may read it")


def test_other_entries_say_nothing_of_time() -> None:
    assert noted(("message.posted", None), ("job.timed", {"words": "time"})).faults == []


SHEET = SubmittedSheet(
    "2026-03-02 0", START, START + timedelta(days=7), START, 2_000, 3_600, 3_600, 0, 0, 0, 0, [], []
)


@given(
    some.lists(some.integers(1, 1_500), min_size=1, max_size=9),
    some.sets(some.integers(0, 20)),
    some.sets(some.integers(0, 20)),
    some.integers(0, 6_000),
    some.integers(0, 20_000),
)
def test_a_timesheet_is_what_the_house_would_make_of_its_time(
    lengths: list[int], safe: set[int], unbilled: set[int], limit: int, rate: int
) -> None:
    rows = [span(place * 1_500, length) for place, length in enumerate(lengths)]
    record = noted(("time.recorded", added(*rows)))
    spans = list(record.spans_of("2026-03-02 0"))
    blocks = blocks_of(SHEET, spans)
    seconds = {number: sum(part.seconds for part in parts) for number, parts in blocks.items()}
    protected, other = sorted(safe & blocks.keys()), sorted((unbilled - safe) & blocks.keys())
    paid = paid_time(
        protected=sum(seconds[number] for number in protected),
        unprotected=sum(seconds.values()) - sum(seconds[number] for number in [*protected, *other]),
        limit=limit,
    )
    sheet = replace(
        SHEET,
        rate=rate,
        limit=limit,
        payable=limit,
        seconds=sum(lengths),
        protected=paid.protected,
        unprotected=paid.unprotected,
        amount=sheet_amounts(paid, rate).whole,
        protected_blocks=protected,
        unbilled_blocks=other,
    )
    assert list(sheet_faults(sheet, spans)) == []
    assert len(list(sheet_faults(replace(sheet, amount=sheet.amount + 1), spans))) == 1
    assert len(list(sheet_faults(replace(sheet, seconds=sheet.seconds - 1), spans))) == 1
    assert len(list(sheet_faults(replace(sheet, protected=sheet.protected + 1), spans))) >= 1


@given(some.lists(some.tuples(some.integers(1, 90), some.booleans()), min_size=1, max_size=5))
def test_a_block_needs_the_screenshots_that_the_house_asks_for(parts: list[tuple[int, bool]]) -> None:
    shot = (ShotEvidence(is_there=True),)
    tracked = [TrackedPart(seconds, True, shot if has else (), 0) for seconds, has in parts]
    fault = shot_fault(BlockEvidence(0, 0, tuple(tracked), was_ready=True))
    assert lacks_shot(*zip(*parts, strict=True)) == (fault is not None)


@given(some.integers(0, 700_000), some.integers(0, 10**9))
def test_amounts_are_rounded_as_the_house_rounds_them(seconds: int, rate: int) -> None:
    assert amount_of(seconds, rate) == amount(seconds, rate)


@pytest.mark.parametrize("more", [0, 3])
def test_the_keys_of_many_devices_are_not_all_listed_and_that_is_said(more: int) -> None:
    signed = [
        NamedSegment("", str(number), bytes(32), 1, "", is_backdated=False)
        for number in range(DEVICES_MAX + more)
    ]
    remarks = device_remarks(BroughtTime(1, START, segment, [], is_tracked=True) for segment in signed)
    last = "3 more devices signed: ask the site for their keys"
    assert len(remarks) == DEVICES_MAX + bool(more)
    assert (remarks[-1] == last) == bool(more)
