"""Weeks with tracked time by chance are protected, billed and paid as plain integers say."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from handsel.config.audit import checks
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from handsel.work.hours.deciding import DROP_BLOCK
from handsel.work.hours.evidence import verdicts_each, verdicts_of
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import JobWeek, Shot, Timesheet
from handsel.work.hours.planning import SUBMIT
from handsel.work.hours.recording import record_time
from handsel.work.hours.rejecting import counted_blocks
from handsel.work.hours.review_timer import PAY
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.shots.receiving import THUMBNAIL
from handsel.work.hours.shots.storage import thumbnail_of, write
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.balances import earnings, escrow, wallet
from tests.conftest import MONDAY_NOON, FrozenClock, costly
from tests.record.evidence import time_faults
from tests.recorded_people import record
from tests.simulated_tracker import SimulatedTracker
from tests.work.hours.as_shown import reject
from tests.work.hours.shots.test_image import webp

pytestmark = pytest.mark.django_db

FIRST, BLOCK = MONDAY_NOON + timedelta(hours=2), timedelta(minutes=12)
THIRD = 240
"""A block has a part of each of two devices and one by hand, each in a third of its 720 seconds."""
PICTURE = webp()
RICH = 1_000_000
"""What the client begins with, in dollars."""


@dataclass(frozen=True)
class DevicePart:
    """What a device tracked in a third of a block: what became of its screenshot, and idle time it kept."""

    seconds: int
    shot: str
    kept_idle: int


SECONDS = st.one_of(st.sampled_from([1, 10, 15, 29, 30, THIRD]), st.integers(1, THIRD))
SHOTS = ("kept", "kept", "kept", "none", "off", "deleted", "awaited")
PARTS = st.builds(DevicePart, SECONDS, st.sampled_from(SHOTS), st.sampled_from([0, 0, 1_800, 1_801]))
BLOCKS = st.tuples(st.none() | PARTS, st.none() | PARTS, st.just(0) | st.just(0) | SECONDS)
Block = tuple[DevicePart | None, DevicePart | None, int]


@dataclass(frozen=True)
class ChanceWeek:
    """The terms of a week, whether it is funded, its blocks, and the one that the client rejects, if any."""

    rate: int
    limit_hours: int
    is_required: bool
    is_funded: bool
    blocks: list[Block]
    rejects: int | None


WEEKS = st.builds(
    ChanceWeek,
    st.integers(1, 99_999),
    st.sampled_from([1, 1, 40]),
    st.booleans(),
    st.sampled_from([True, True, True, False]),
    st.lists(BLOCKS, min_size=1, max_size=9),
    st.none() | st.integers(0, 8),
)


class _ExampleOver(Exception):
    """Ends an example without a trace in the database."""


@costly
@given(WEEKS)
def test_a_week_pays_what_its_seconds_come_to(
    frozen_clock: FrozenClock, ada: Person, ben: Person, week: ChanceWeek
) -> None:
    with suppress(_ExampleOver), transaction.atomic():
        frozen_clock(MONDAY_NOON)
        record(ada, ben)
        job = _worked(frozen_clock, ada, ben, week)
        weeks = list(JobWeek.objects.all())
        one_by_one = {row.pk: verdicts_of(row, row.spans.select_related("segment")) for row in weeks}
        assert verdicts_each(weeks) == one_by_one
        _let_pass(frozen_clock, days=7)
        rejected = _review(ada, job, week)
        _let_pass(frozen_clock, days=21)
        _check_money(ada, ben, job, week, rejected)
        assert [fault for check in checks() for fault in check.faults] == []
        assert time_faults(job.uuid) == []
        raise _ExampleOver


def _let_pass(frozen_clock: FrozenClock, *, days: int) -> None:
    """Let days pass, and then do what the weekly run has to do."""
    frozen_clock.passes(days=days)
    while work({kind: TASK_HANDLERS[kind] for kind in (SUBMIT, DROP_BLOCK, PAY)}):
        pass
    assert [task.last_error for task in Task.objects.exclude(last_error="")] == []


def _worked(frozen_clock: FrozenClock, ada: Person, ben: Person, week: ChanceWeek) -> Job:
    """The job whose first week has this time, before it is submitted."""
    factories.rich(ada, RICH)
    view = WorkView.REQUIRED if week.is_required else WorkView.OFFERED
    terms = factories.hourly_terms(week.rate / 100, week.limit_hours, work_view=view, auto_fund=False)
    job = factories.hourly_bound(ada, ben, terms)
    if week.is_funded:
        factories.week_funded(ada, factories.week_of(job))
    devices = [tracker_of(ben, name) for name in ("Laptop", "Desk")]
    frozen_clock(FIRST + timedelta(hours=3))
    for number, (*tracked, by_hand) in enumerate(week.blocks):
        for device, part, place in zip(devices, tracked, range(2), strict=True):
            if part is not None:
                _track(device, job, number, place * THIRD, part)
        if by_hand:
            start = FIRST + number * BLOCK + timedelta(seconds=2 * THIRD)
            end = start + timedelta(seconds=by_hand)
            record_time(Actor(ben.pk), job, start=start, end=end, memo="Sketches.")
    _read_pictures()
    return job


def _read_pictures() -> None:
    """Do what the worker does with each picture, all of which are one, without a process for each."""
    for row in Shot.objects.filter(state=ShotState.ARRIVED):
        write(thumbnail_of(row.commitment), PICTURE)
    Shot.objects.filter(state=ShotState.ARRIVED).update(state=ShotState.KEPT)
    Task.objects.filter(kind=THUMBNAIL).delete()


def _track(device: SimulatedTracker, job: Job, number: int, start: int, part: DevicePart) -> None:
    """Let a device send its part of a block, and what there is of its screenshot."""
    block, has_shot = FIRST + number * BLOCK, part.shot in ("kept", "deleted", "awaited")
    shot = device.shoots_when_due(str(job.uuid), block, PICTURE, start=start, seconds=part.seconds)
    idle = {"at": block.isoformat(), "kind": "kept", "seconds": part.kept_idle}
    segment = device.segment(
        str(job.uuid),
        block,
        start=start,
        seconds=part.seconds,
        work_view={"state": "off" if part.shot == "off" else "on", "reason": ""},
        shots=[shot.announced] if has_shot else [],
        events=[idle] if part.kept_idle else [],
    )
    assert device.sends(segment).status == 200
    if has_shot and part.shot != "awaited":
        assert device.uploads(shot).status == 200
    if part.shot == "deleted":
        row = Shot.objects.get(commitment=shot.announced["commitment"])
        delete_shot(Actor(row.job.freelancer.person_id), row)


def _review(ada: Person, job: Job, week: ChanceWeek) -> tuple[int, int]:
    """The seconds and the price of the block that the client rejects, if one of those not protected is."""
    sheet = Timesheet.objects.filter(job=job, stage="submitted").select_related("job").first()
    if sheet is None or week.rejects is None:
        return 0, 0
    blocks = [block for block in counted_blocks(sheet) if not block.is_protected]
    if not blocks:
        return 0, 0
    block = blocks[week.rejects % len(blocks)]
    reject(Actor(ada.pk), sheet, numbers=[block.number], reason="Not for this job.")
    return block.seconds, block.amount


# What is right, in plain integers and by nothing of the product.


def _price(seconds: int, rate: int) -> int:
    """Seconds times the rate of an hour, rounded half up."""
    whole, rest = divmod(seconds * rate, 3_600)
    return whole + (rest >= 1_800)


def _seconds(block: Block) -> int:
    *tracked, by_hand = block
    return by_hand + sum(part.seconds for part in tracked if part)


def _lacks(block: Block) -> str:
    """What a block lacks but for money: its first fault, or nothing."""
    *rest, by_hand = block
    tracked = [part for part in rest if part]
    if by_hand:
        return "by hand"
    if any(part.shot == "off" for part in tracked):
        return "work view"
    if any(part.shot in ("deleted", "awaited") for part in tracked):
        return "screenshot"
    if _seconds(block) >= 30:
        bare = [part for part in tracked if part.shot == "none"]
        if any(part.seconds >= 30 for part in bare) or len(bare) == len(tracked):
            return "screenshot"
    return "input" if any(part.kept_idle > 1_800 for part in tracked) else ""


def _paid_seconds(week: ChanceWeek) -> tuple[int, int, int]:
    """The seconds of a week: all that were worked, and those paid of protected and of other blocks."""
    protected = other = 0
    for block in week.blocks:
        lacks = _lacks(block)
        if week.is_required and lacks in ("work view", "screenshot"):
            continue
        if week.is_funded and not lacks:
            protected += _seconds(block)
        else:
            other += _seconds(block)
    limit = week.limit_hours * 3_600
    first = min(protected, limit)
    return sum(_seconds(block) for block in week.blocks), first, min(other, limit - first)


def _check_money(ada: Person, ben: Person, job: Job, week: ChanceWeek, rejected: tuple[int, int]) -> None:
    """The timesheet, and what both have and what is held, are what the seconds come to."""
    worked, protected, other = _paid_seconds(week)
    sheet = Timesheet.objects.get(job=job, week__monday="2026-03-02")
    assert (sheet.seconds, sheet.protected, sheet.unprotected) == (worked, protected, other)
    less, off = rejected
    assert less <= min(other, 720)
    assert abs(3_600 * off - less * week.rate) <= 3_600
    costs = _price(protected + other, week.rate) - off
    paid = costs if week.is_funded else 0
    assert (sheet.missing, earnings(ben).minor) == (costs - paid, paid)
    assert (wallet(ada).minor, escrow().minor) == (100 * RICH - paid, 0)
