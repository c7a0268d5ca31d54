"""The life cycles of a week, of a timesheet and of a block in review (rules: hourly week 1, 3 and 4)."""

from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class WeekStage(StrEnum):
    """The stages of a week's money.

    A funded week is short again where a change makes it dearer. One whose timesheet is reopened is funded or
    short again, by what is held.
    """

    PLANNED = "planned"
    SHORT = "short"
    FUNDED = "funded"
    SETTLING = "settling"
    CLOSED = "closed"
    DROPPED = "dropped"


_W = WeekStage

WEEK_LABELS: dict[WeekStage, str] = {
    _W.PLANNED: gettext_noop("Not funded"),
    _W.SHORT: gettext_noop("Needs money"),
    _W.FUNDED: gettext_noop("Funded"),
    _W.SETTLING: gettext_noop("In review"),
    _W.CLOSED: gettext_noop("Closed"),
    _W.DROPPED: gettext_noop("Removed"),
}
"""The label of each stage of a week."""

WEEK_STAGES: dict[WeekStage, frozenset[WeekStage]] = {
    _W.PLANNED: frozenset({_W.FUNDED, _W.SHORT, _W.DROPPED}),
    _W.SHORT: frozenset({_W.FUNDED, _W.SETTLING, _W.DROPPED}),
    _W.FUNDED: frozenset({_W.SHORT, _W.SETTLING, _W.DROPPED}),
    _W.SETTLING: frozenset({_W.CLOSED, _W.FUNDED, _W.SHORT}),
    _W.CLOSED: frozenset(),
    _W.DROPPED: frozenset(),
}

TO_WORK = frozenset({_W.PLANNED, _W.SHORT, _W.FUNDED})
"""Before a week's timesheet is in review: it may be funded, and terms may change it."""

ENDED = frozenset(stage for stage, following in WEEK_STAGES.items() if not following)
"""Final stages of a week."""


def funded_stage(stage: WeekStage, *, held: int, needed: int) -> WeekStage:
    """The stage of a week before its review, by what is held; one that was asked for in vain stays short.

    A supplement that needs nothing, since nothing is left of the limit, is not funded.
    """
    if held and held >= needed:
        return WeekStage.FUNDED
    return WeekStage.SHORT if held or stage is WeekStage.SHORT else WeekStage.PLANNED


class SheetStage(StrEnum):
    """The stages of a timesheet."""

    OPEN = "open"
    HELD = "held"
    NOTHING = "nothing"
    SUBMITTED = "submitted"
    REOPENED = "reopened"
    DUE = "due"
    SHORT = "short"
    PAID = "paid"


_S = SheetStage

SHEET_LABELS: dict[SheetStage, str] = {
    _S.OPEN: gettext_noop("Open"),
    _S.HELD: gettext_noop("Held back"),
    _S.NOTHING: gettext_noop("No hours"),
    _S.SUBMITTED: gettext_noop("In review"),
    _S.REOPENED: gettext_noop("Reopened"),
    _S.DUE: gettext_noop("Being settled"),
    _S.SHORT: gettext_noop("Payment incomplete"),
    _S.PAID: gettext_noop("Paid"),
}
"""The label of each stage of a timesheet."""

SHEET_STAGES: dict[SheetStage, frozenset[SheetStage]] = {
    _S.OPEN: frozenset({_S.SUBMITTED, _S.HELD, _S.NOTHING}),
    _S.HELD: frozenset({_S.SUBMITTED}),
    _S.NOTHING: frozenset(),
    _S.SUBMITTED: frozenset({_S.REOPENED, _S.DUE}),
    _S.REOPENED: frozenset({_S.SUBMITTED, _S.NOTHING}),
    _S.DUE: frozenset({_S.PAID, _S.SHORT}),
    _S.SHORT: frozenset({_S.PAID}),
    _S.PAID: frozenset(),
}


class BlockStage(StrEnum):
    """The stages of a block in review."""

    COUNTED = "counted"
    REJECTED = "rejected"
    CONTESTED = "contested"
    DISPUTED = "disputed"
    PAID = "paid"
    DROPPED = "dropped"
    SPLIT = "split"


_B = BlockStage

BLOCK_LABELS: dict[BlockStage, str] = {
    _B.COUNTED: gettext_noop("Counted"),
    _B.REJECTED: gettext_noop("Rejected"),
    _B.CONTESTED: gettext_noop("Contested"),
    _B.DISPUTED: gettext_noop("Disputed"),
    _B.PAID: gettext_noop("Paid"),
    _B.DROPPED: gettext_noop("Not paid"),
    _B.SPLIT: gettext_noop("Split"),
}
"""The label of each stage of a block."""

BLOCK_STAGES: dict[BlockStage, frozenset[BlockStage]] = {
    _B.COUNTED: frozenset({_B.REJECTED, _B.DISPUTED, _B.PAID}),
    _B.REJECTED: frozenset({_B.CONTESTED, _B.DROPPED}),
    _B.CONTESTED: frozenset({_B.DISPUTED, _B.PAID}),
    _B.DISPUTED: frozenset({_B.PAID, _B.DROPPED, _B.SPLIT}),
    _B.PAID: frozenset(),
    _B.DROPPED: frozenset(),
    _B.SPLIT: frozenset(),
}

FROZEN = frozenset({_B.REJECTED, _B.CONTESTED, _B.DISPUTED})
"""Neither paid nor given up: the money of such a block waits."""
