"""The states of money on its way in or out, as a bank would have them, and how a test of one ends."""

from enum import StrEnum


class TransferState(StrEnum):
    """Where a deposit or a payout is. Only a settled deposit is in the wallet."""

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
    """How a person chose that a test shall end."""

    SETTLES = "settles"
    STAYS = "stays"
    FAILS = "fails"
    RETURNS = "returns"


class SettlementSpeed(StrEnum):
    """How long test money takes: at once, a minute, or the two business days of a bank."""

    AT_ONCE = "at once"
    MINUTE = "a minute"
    BANK_DAYS = "2 business days"
