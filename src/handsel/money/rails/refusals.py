"""What the rails refuse."""

from handsel.kernel.refusals import Refusal


class BankRefused(Refusal):
    """The bank turned the deposit down."""

    what = "The test bank refused the deposit."
    kept = "No money moved."
    way_out = "Try again, or choose another way for the test to end."


class NothingToMove(Refusal):
    """An amount of nothing was asked for."""

    what = "The amount is nothing."
    way_out = "Write an amount above zero."


class PayoutWaits(Refusal):
    """The party owes the house after a returned deposit; the wallet pays that first."""

    what = "A deposit of yours was returned by the bank, and part of it is still owed."
    way_out = "Repay it from the wallet, then withdraw the rest."
