"""Refusals of escrow."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class HoldingShort(Refusal):
    """The holding has less than the amount to pay."""

    what = gettext_noop("There is less in escrow than that.")
    way_out = gettext_noop("Enter an amount up to what is in escrow, then try again.")


class FundingWaits(Refusal):
    """The client owes the house after a returned deposit, so funding waits (rules: money 1)."""

    what = gettext_noop("One of your deposits was returned by the bank, and you still owe part of it.")
    way_out = gettext_noop("Add funds to your wallet. The amount you owe is repaid first; then you can fund.")


class NothingToFund(Refusal):
    """What is to be funded has all its money."""

    what = gettext_noop("This is funded already.")
    kept = gettext_noop("No money moved.")
    way_out = gettext_noop("Open Billing & Invoices to see what is in escrow.")
