"""What the rails refuse."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class BankRefused(Refusal):
    """The bank turned the deposit down."""

    what = gettext_noop("The test bank refused the deposit.")
    kept = gettext_noop("No money moved.")
    way_out = gettext_noop("Try again, or choose another way for the test to end.")


class NothingToMove(Refusal):
    """An amount of nothing was asked for."""

    what = gettext_noop("The amount is nothing.")
    way_out = gettext_noop("Write an amount above zero.")


class PayoutWaits(Refusal):
    """The party owes the house after a returned deposit; the wallet pays that first."""

    what = gettext_noop("A deposit of yours was returned by the bank, and part of it is still owed.")
    way_out = gettext_noop("Repay it from the wallet, then withdraw the rest.")
