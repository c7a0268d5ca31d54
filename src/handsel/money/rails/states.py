"""States of deposits and payouts, and the options of test transfers."""

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
    """How test money comes in."""

    CARD = "card"
    BANK = "bank"


class Outcome(StrEnum):
    """The chosen outcome of a test."""

    SETTLES = "settles"
    STAYS = "stays"
    FAILS = "fails"
    RETURNS = "returns"


class SettlementSpeed(StrEnum):
    """How long test money takes to settle."""

    AT_ONCE = "at once"
    MINUTE = "a minute"
    BANK_DAYS = "2 business days"
