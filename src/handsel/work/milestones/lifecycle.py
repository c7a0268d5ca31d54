"""The life cycle of a milestone, as one table (RULES, Fixed price)."""

from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class Stage(StrEnum):
    """Where a milestone stands. A planned one may be delivered before it is funded: then its clock waits."""

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
    _S.DROPPED: gettext_noop("Dropped"),
}
"""What people see of each stage."""

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
"""Where nothing follows."""

OPEN = frozenset(NEXT_STAGES) - CLOSED
"""Where something may follow."""

HOLDING = frozenset({_S.PART_FUNDED, _S.FUNDED, _S.DELIVERED})
"""Where money is held."""


def funded_stage(*, funded: int, missing: int, delivered: bool) -> Stage:
    """Where a milestone stands by what was funded, what is missing, and whether it was delivered."""
    if missing:
        return Stage.PART_FUNDED if funded else Stage.PLANNED
    return Stage.DELIVERED if delivered else Stage.FUNDED


def last_stage(*, released: int, refunded: int) -> Stage:
    """How a milestone ended, by where its money went; dropped when there never was any."""
    if released and refunded:
        return Stage.SETTLED
    if released:
        return Stage.RELEASED
    return Stage.REFUNDED if refunded else Stage.DROPPED
