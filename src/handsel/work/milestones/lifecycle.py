"""The life cycle of a milestone, as one table (rules: fixed price 3)."""

from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class Stage(StrEnum):
    """The stages of a milestone. A planned one may be delivered before it is funded: then its timer waits."""

    PLANNED = "planned"
    PART_FUNDED = "part funded"
    FUNDED = "funded"
    DELIVERED = "delivered"
    RELEASED = "released"
    REFUNDED = "refunded"
    SETTLED = "settled"
    DROPPED = "dropped"


_S = Stage

LABELS: dict[Stage, str] = {
    _S.PLANNED: gettext_noop("Not funded"),
    _S.PART_FUNDED: gettext_noop("Part funded"),
    _S.FUNDED: gettext_noop("Funded"),
    _S.DELIVERED: gettext_noop("In review"),
    _S.RELEASED: gettext_noop("Paid"),
    _S.REFUNDED: gettext_noop("Refunded"),
    _S.SETTLED: gettext_noop("Settled"),
    _S.DROPPED: gettext_noop("Removed"),
}
"""The label of each stage."""

_ENDS = frozenset({_S.RELEASED, _S.REFUNDED, _S.SETTLED})

NEXT_STAGES: dict[Stage, frozenset[Stage]] = {
    _S.PLANNED: frozenset({_S.PART_FUNDED, _S.FUNDED, _S.DELIVERED, _S.REFUNDED, _S.DROPPED}),
    _S.PART_FUNDED: _ENDS | {_S.PLANNED, _S.FUNDED, _S.DELIVERED},
    _S.FUNDED: _ENDS | {_S.PART_FUNDED, _S.DELIVERED},
    _S.DELIVERED: _ENDS | {_S.PART_FUNDED, _S.FUNDED},
    _S.RELEASED: frozenset(),
    _S.REFUNDED: frozenset(),
    _S.SETTLED: frozenset(),
    _S.DROPPED: frozenset(),
}

CLOSED = frozenset(stage for stage, following in NEXT_STAGES.items() if not following)
"""Final stages."""

OPEN = frozenset(NEXT_STAGES) - CLOSED
"""Stages that are not final."""

HOLDING = frozenset({_S.PART_FUNDED, _S.FUNDED, _S.DELIVERED})
"""Stages in which money is held."""


def funded_stage(*, funded: int, missing: int, delivered: bool) -> Stage:
    """The stage of a milestone by what is funded, what is missing, and whether it is delivered."""
    if missing:
        return Stage.PART_FUNDED if funded else Stage.PLANNED
    return Stage.DELIVERED if delivered else Stage.FUNDED


def last_stage(*, released: int, refunded: int) -> Stage:
    """The final stage of a milestone, by where its money went; dropped if there was none."""
    if released and refunded:
        return Stage.SETTLED
    if released:
        return Stage.RELEASED
    return Stage.REFUNDED if refunded else Stage.DROPPED
