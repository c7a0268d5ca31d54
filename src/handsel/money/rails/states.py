"""States of deposits and payouts, and the ways in which money comes in."""

from enum import StrEnum


class TransferState(StrEnum):
    """The state of a deposit or payout. Only a settled deposit is in the wallet."""

    PENDING = "pending"
    SETTLED = "settled"
    FAILED = "failed"
    RETURNED = "returned"


NEXT_STATES: dict[TransferState, frozenset[TransferState]] = {
    TransferState.PENDING: frozenset({TransferState.SETTLED, TransferState.FAILED}),
    TransferState.SETTLED: frozenset({TransferState.RETURNED}),
    TransferState.FAILED: frozenset(),
    TransferState.RETURNED: frozenset(),
}


class Method(StrEnum):
    """How money comes in."""

    CARD = "card"
    BANK = "bank"
