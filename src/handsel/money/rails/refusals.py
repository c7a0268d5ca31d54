"""Refusals of deposits and payouts."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class BankRefused(Refusal):
    """The bank refused the deposit."""

    what = gettext_noop("The test bank refused the deposit.")
    kept = gettext_noop("No money moved.")
    way_out = gettext_noop("Try again, or choose another way for the test to end.")


class NothingToMove(Refusal):
    """The amount is zero."""

    what = gettext_noop("The amount is nothing.")
    way_out = gettext_noop("Write an amount above zero.")


class PayoutWaits(Refusal):
    """The party owes the house after a returned deposit, so payouts from the wallet wait."""

    what = gettext_noop("A deposit of yours was returned by the bank, and part of it is still owed.")
    way_out = gettext_noop("Repay it from the wallet, then withdraw the rest.")
