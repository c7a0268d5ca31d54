"""Refusals of deposits and payouts."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class BankRefused(Refusal):
    """The bank declined %(amount)s."""

    what = gettext_noop("The bank declined %(amount)s.")
    kept = gettext_noop("No money moved.")
    way_out = gettext_noop("Try again, or use another payment method.")


class DepositPending(Refusal):
    """The deposit that was to pay for something has not settled yet."""

    what = gettext_noop("%(added)s is on its way to your wallet.")
    kept = gettext_noop("Nothing was funded.")
    way_out = gettext_noop("Fund the milestone when the money is in your wallet.")


class NothingToMove(Refusal):
    """The amount is zero."""

    what = gettext_noop("The amount is zero.")
    way_out = gettext_noop("Enter an amount above zero.")


class PayoutWaits(Refusal):
    """The party owes the house after a returned deposit, so payouts from the wallet wait."""

    what = gettext_noop("One of your deposits was returned by the bank, and you still owe part of it.")
    way_out = gettext_noop("Repay it from your wallet, then withdraw the rest.")


class ClaimWaits(Refusal):
    """The party owes after a claim on what it earned, so payouts from the earnings wait."""

    what = gettext_noop("A claim on a payment was upheld, and you still owe part of it.")
    way_out = gettext_noop("Repay it from your earnings, then withdraw the rest.")
