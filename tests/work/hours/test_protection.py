"""When a block is protected, and the first reason why not."""

import pytest

from handsel.web.hours.protection_words import REASONS, SHOT_FAULTS, protection_text
from handsel.work.hours.protection import (
    BlockEvidence,
    BlockVerdict,
    ShotEvidence,
    ShotFault,
    TrackedPart,
    Unprotected,
    as_submitted,
    reason_against,
    verdict,
    week_time,
)

COVERS = ("handsel.web.hours.protection_words",)
U = Unprotected


EARLY = ShotEvidence(is_there=True, is_when_due=False)


def part(
    seconds: int = 720, *shots: bool | ShotEvidence, on: bool = True, kept: int = 0, **fields: bool
) -> TrackedPart:
    """Time of a device, with screenshots that are there, or not, or that were not taken when due."""
    evidence = [ShotEvidence(shot) if isinstance(shot, bool) else shot for shot in shots]
    return TrackedPart(seconds, on, tuple(evidence), kept, **fields)


def block(*parts: TrackedPart, by_hand: int = 0, ready: bool = True) -> BlockEvidence:
    return BlockEvidence(7, by_hand, parts, ready)


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        (block(part(720, True)), None),
        (block(part(720, True, True)), None),
        (block(part(29)), None),
        (block(part(15), part(14)), None),
        (block(part(30)), U.SHOT_MISSING),
        (block(part(15), part(15)), U.SHOT_MISSING),
        (block(part(29, False)), U.SHOT_MISSING),
        (block(part(720, False)), U.SHOT_MISSING),
        (block(part(720, True, False)), U.SHOT_MISSING),
        (block(part(300, True), part(300)), U.SHOT_MISSING),
        (block(part(300, True), part(29)), None),
        (block(part(300, True), part(300, True)), None),
        (block(part(720, EARLY)), U.SHOT_MISSING),
        (block(part(720, EARLY, True)), None),
        (block(part(720, EARLY, False)), U.SHOT_MISSING),
        (block(part(29, EARLY)), None),
        (block(part(15, True), part(15)), None),
        (block(part(15, EARLY), part(15)), U.SHOT_MISSING),
        (block(part(720, True), by_hand=1), U.BY_HAND),
        (block(by_hand=720), U.BY_HAND),
        (block(by_hand=720, ready=False), U.BY_HAND),
        (block(part(720, True), ready=False), U.NOT_READY),
        (block(part(720, on=False), ready=False), U.NOT_READY),
        (block(part(720, on=False)), U.WORK_VIEW_OFF),
        (block(part(29, on=False)), U.WORK_VIEW_OFF),
        (block(part(300, True), part(300, on=False)), U.WORK_VIEW_OFF),
        (block(part(720, True, kept=1_800)), None),
        (block(part(720, True, kept=1_801)), U.NO_INPUT),
        (block(part(720, False, kept=1_801)), U.SHOT_MISSING),
    ],
)
def test_a_block_is_protected_when_all_of_its_seconds_are(
    evidence: BlockEvidence, reason: Unprotected | None
) -> None:
    assert reason_against(evidence) is reason


@pytest.mark.parametrize(
    ("evidence", "billed"),
    [
        (block(part(720, True)), True),
        (block(part(720)), False),
        (block(part(720, on=False)), False),
        (block(by_hand=720), True),
        (block(part(720, True), ready=False), True),
        (block(part(720, on=False), ready=False), False),
        (block(part(720), ready=False), False),
        (block(part(720, False), ready=False), False),
    ],
)
def test_where_work_view_is_required_tracked_time_without_it_is_not_billed(
    evidence: BlockEvidence, billed: bool
) -> None:
    assert verdict(evidence, needs_shots=True).is_billed is billed
    assert verdict(evidence, needs_shots=False).is_billed


@pytest.mark.parametrize(
    ("evidence", "fault"),
    [
        (block(part(720)), ShotFault.ABSENT),
        (block(part(720, has_moment=False)), ShotFault.ABSENT),
        (block(part(720, True, is_backdated=True)), ShotFault.BACKDATED),
        (block(part(20, is_backdated=True)), ShotFault.BACKDATED),
        (block(part(720, True, False)), ShotFault.ABSENT),
        (block(part(720, ShotEvidence(False, is_deleted=True))), ShotFault.DELETED),
        (block(part(300, True), part(300)), ShotFault.ABSENT),
        (block(part(720, EARLY)), ShotFault.NOT_WHEN_DUE),
        (block(part(300, True), part(300, EARLY)), ShotFault.NOT_WHEN_DUE),
        (block(part(720, EARLY, has_moment=False)), ShotFault.NO_MOMENT),
        (block(part(720, EARLY, on=False)), None),
        (block(part(720, True)), None),
    ],
)
def test_what_a_screenshot_lacks_is_told(evidence: BlockEvidence, fault: ShotFault | None) -> None:
    assert verdict(evidence, needs_shots=False).shot_fault is fault


def test_the_time_of_a_week_is_the_sum_of_its_blocks() -> None:
    rows = [
        BlockVerdict(1, 720, None),
        BlockVerdict(2, 600, U.BY_HAND),
        BlockVerdict(3, 500, U.SHOT_MISSING, is_billed=False),
    ]
    time = week_time(rows)
    assert (time.worked, time.protected, time.unprotected) == (1820, 720, 600)


def test_what_held_at_submission_holds_for_good() -> None:
    rows = [BlockVerdict(1, 720, U.SHOT_MISSING), BlockVerdict(2, 720, None), BlockVerdict(3, 60, U.BY_HAND)]
    frozen = as_submitted(rows, protected=[1], unbilled=[3])
    assert [row.reason for row in frozen] == [None, U.SHOT_MISSING, U.BY_HAND]
    assert [row.is_billed for row in frozen] == [True, True, False]


def test_every_reason_has_its_words() -> None:
    assert set(REASONS) == set(Unprotected)
    assert protection_text(BlockVerdict(1, 720, None)) == "protected"
    assert protection_text(BlockVerdict(1, 720, U.SHOT_MISSING)) == "not protected: a screenshot is missing"
    assert set(SHOT_FAULTS) == set(ShotFault)
    unseen = BlockVerdict(1, 720, U.SHOT_MISSING, shot_fault=ShotFault.NOT_WHEN_DUE)
    assert protection_text(unseen) == "not protected: no screenshot at the moment drawn for it"
    off = BlockVerdict(1, 720, U.WORK_VIEW_OFF, is_billed=False)
    assert protection_text(off) == "not billed: Work View was off"


def test_time_without_input_that_was_kept_is_marked() -> None:
    kept = BlockVerdict(1, 720, None, has_kept_time=True)
    assert protection_text(kept) == "protected, no input for part of it"
    long = BlockVerdict(1, 720, U.NO_INPUT, has_kept_time=True)
    assert protection_text(long) == "not protected: no input for more than 30 minutes"
