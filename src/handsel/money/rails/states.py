"""The states of money on its way in or out, as a bank would have them, and how a test of one ends."""

from enum import StrEnum


class State(StrEnum):
    """Where a deposit or a payout is. Only a settled deposit is in the wallet."""

    PENDING = "pending"
    SETTLED = "settled"
    FAILED = "failed"
    RETURNED = "returned"


NEXT_STATES: dict[State, frozenset[State]] = {
    State.PENDING: frozenset({State.SETTLED, State.FAILED}),
    State.SETTLED: frozenset({State.RETURNED}),
    State.FAILED: frozenset(),
    State.RETURNED: frozenset(),
}


class Method(StrEnum):
    """How test money comes in."""

    CARD = "card"
    BANK = "bank"


class Ending(StrEnum):
    """How a person chose that a test shall end."""

    SETTLES = "settles"
    STAYS = "stays"
    FAILS = "fails"
    RETURNS = "returns"


class Pace(StrEnum):
    """How long test money takes: at once, a minute, or the two business days of a bank."""

    AT_ONCE = "at once"
    MINUTE = "a minute"
    BANK_DAYS = "2 business days"
