"""Whether a block is protected, and the first reason why not (rules: hourly time 5).

Over the limit is no reason of a block: the limit cuts the protected time of a week at the second.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

SHOT_FREE_SECONDS = 30
"""Fewer tracked seconds in a block need no screenshot."""
KEPT_SECONDS_MAX = 30 * 60
"""The longest stretch without input that stays protected when it is kept."""


class Unprotected(StrEnum):
    """Why a block is not protected, in the order in which the reasons are told."""

    BY_HAND = "by hand"
    NOT_READY = "not ready"
    WORK_VIEW_OFF = "work view off"
    SHOT_MISSING = "shot missing"
    NO_INPUT = "no input"


class ShotFault(StrEnum):
    """Why a block lacks its screenshot: none is there, one was deleted, none was taken when it was due, or
    that is unknown.

    Of time that is back-dated, it is never known.
    """

    ABSENT = "absent"
    DELETED = "deleted"
    NOT_WHEN_DUE = "not when due"
    NO_MOMENT = "no moment"
    BACKDATED = "backdated"


@dataclass(frozen=True)
class ShotEvidence:
    """An announced screenshot: whether it is there, and was taken at the moment that was drawn for it.

    One that is not there may have been deleted.
    """

    is_there: bool
    is_when_due: bool = True
    is_deleted: bool = False
    is_to_come: bool = False


@dataclass(frozen=True)
class TrackedPart:
    """What a device tracked in a block: whether Work View was on, its screenshots, and idle time kept.

    `has_moment` says whether a moment was drawn for its screenshot that can be checked, `is_backdated`
    whether the device had not signed it when it should.
    """

    seconds: int
    is_work_view_on: bool
    shots: tuple[ShotEvidence, ...]
    kept_seconds: int
    has_moment: bool = True
    is_backdated: bool = False

    @property
    def has_its_shot(self) -> bool:
        """Whether one of its screenshots is there and was taken when it was due."""
        return any(shot.is_there and shot.is_when_due for shot in self.shots)


@dataclass(frozen=True)
class BlockEvidence:
    """The time of one block: by hand, and tracked; `was_ready` as the block began."""

    number: int
    by_hand: int
    tracked: tuple[TrackedPart, ...]
    was_ready: bool

    @property
    def seconds(self) -> int:
        """All of its time."""
        return self.by_hand + sum(part.seconds for part in self.tracked)


def reason_against(block: BlockEvidence) -> Unprotected | None:
    """The first reason why a block is not protected; None if it is."""
    holds = {
        Unprotected.BY_HAND: block.by_hand > 0,
        Unprotected.NOT_READY: not block.was_ready,
        Unprotected.WORK_VIEW_OFF: not all(part.is_work_view_on for part in block.tracked),
        Unprotected.SHOT_MISSING: shot_fault(block) is not None,
        Unprotected.NO_INPUT: any(part.kept_seconds > KEPT_SECONDS_MAX for part in block.tracked),
    }
    return next((reason for reason, is_so in holds.items() if is_so), None)


def shot_fault(block: BlockEvidence) -> ShotFault | None:
    """Why a block lacks its screenshot, if it needs one; each part that is not short needs its own."""
    if any(part.is_backdated for part in block.tracked):
        return ShotFault.BACKDATED
    absent = [shot for part in block.tracked for shot in part.shots if not shot.is_there]
    if absent:
        return ShotFault.DELETED if any(shot.is_deleted for shot in absent) else ShotFault.ABSENT
    if sum(part.seconds for part in block.tracked) < SHOT_FREE_SECONDS:
        return None
    lacking = [part for part in block.tracked if not part.has_its_shot]
    long = [part for part in lacking if part.seconds >= SHOT_FREE_SECONDS]
    if not long and len(lacking) < len(block.tracked):
        return None
    if not all(part.shots for part in long or lacking):
        return ShotFault.ABSENT
    return ShotFault.NOT_WHEN_DUE if all(part.has_moment for part in long or lacking) else ShotFault.NO_MOMENT


@dataclass(frozen=True)
class BlockVerdict:
    """A block with time, whether it is billed, and why it is not protected; None if it is.

    `shot_fault` says more of a screenshot that is missing, `is_awaited` that it is still to come, and
    `has_kept_time` that its person kept time in it that was without input.
    """

    number: int
    seconds: int
    reason: Unprotected | None
    is_billed: bool = True
    shot_fault: ShotFault | None = None
    is_awaited: bool = False
    has_kept_time: bool = False

    @property
    def is_protected(self) -> bool:
        """Whether the client cannot reject it."""
        return self.reason is None


def verdict(block: BlockEvidence, *, needs_shots: bool) -> BlockVerdict:
    """What holds of a block; where the terms require Work View, tracked time without it is not billed."""
    reason = reason_against(block)
    otherwise = reason_against(replace(block, was_ready=True))
    lacks = otherwise in (Unprotected.WORK_VIEW_OFF, Unprotected.SHOT_MISSING)
    fault = shot_fault(block) if reason is Unprotected.SHOT_MISSING else None
    has_kept = any(part.kept_seconds for part in block.tracked)
    awaited = fault is ShotFault.ABSENT and _is_awaited(block)
    is_billed = not (needs_shots and lacks)
    return BlockVerdict(block.number, block.seconds, reason, is_billed, fault, awaited, has_kept)


def _is_awaited(block: BlockEvidence) -> bool:
    """Whether all screenshots that are not there were announced and are still to come."""
    absent = [shot for part in block.tracked for shot in part.shots if not shot.is_there]
    return bool(absent) and all(shot.is_to_come for shot in absent)


def as_submitted(
    verdicts: Iterable[BlockVerdict], *, protected: Collection[int], unbilled: Collection[int]
) -> list[BlockVerdict]:
    """What held of blocks as their timesheet was submitted; what is missing now was there, or is told."""
    return [
        replace(
            block,
            reason=None if block.number in protected else block.reason or Unprotected.SHOT_MISSING,
            is_billed=block.number not in unbilled,
            is_awaited=False,
        )
        for block in verdicts
    ]


@dataclass(frozen=True)
class WeekTime:
    """The seconds of a week: all that was worked, the protected part, and what else is billed."""

    worked: int
    protected: int
    unprotected: int


def week_time(verdicts: Iterable[BlockVerdict]) -> WeekTime:
    """The time of a week by what holds of its blocks."""
    rows = list(verdicts)
    return WeekTime(
        sum(row.seconds for row in rows),
        sum(row.seconds for row in rows if row.is_protected),
        sum(row.seconds for row in rows if not row.is_protected and row.is_billed),
    )
