"""The state of each transaction as a badge: the same word and icon as on other pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from handsel.money.escrow.exit_fee import EXIT_FEE
from handsel.money.escrow.returning import FEE_REFUND, PAYMENT_REFUND
from handsel.money.rails.models import Deposit, Payout
from handsel.money.rails.states import TransferState
from handsel.ui.badges import Badge

_OF_KIND: dict[str, tuple[str, str, str]] = {
    "deposit": ("good", "check", gettext_noop("Settled")),
    "return": ("bad", "return", gettext_noop("Returned")),
    "repay": ("good", "check", gettext_noop("Repaid")),
    "claim": ("good", "paid", gettext_noop("Paid")),
    "fund": ("good", "funded", gettext_noop("Funded")),
    "release": ("good", "paid", gettext_noop("Paid")),
    "refund": ("mute", "return", gettext_noop("Refunded")),
    PAYMENT_REFUND: ("mute", "return", gettext_noop("Refunded")),
    FEE_REFUND: ("mute", "return", gettext_noop("Refunded")),
    EXIT_FEE: ("good", "paid", gettext_noop("Paid")),
    "sent back": ("bad", "alert", gettext_noop("Failed")),
    "returned": ("bad", "return", gettext_noop("Returned")),
}
"""The tone, icon and word of each kind of account line that has no payout."""

_OF_TRANSFER: dict[str, tuple[str, str, str]] = {
    TransferState.PENDING: ("busy", "wait", gettext_noop("On its way")),
    TransferState.FAILED: ("bad", "alert", gettext_noop("Failed")),
    TransferState.RETURNED: ("bad", "return", gettext_noop("Returned")),
}
"""Those of each state of a deposit or payout that has not settled, or no longer."""

_ARRIVED = ("good", "paid", gettext_noop("Arrived"))
"""A payout that has settled."""


def line_state(kind: str) -> Badge:
    """The state of an account line by its kind; raises `KeyError` for a kind that has no state."""
    return _badge(_OF_KIND[kind])


def transfer_state(transfer: Deposit | Payout) -> Badge:
    """The state of a deposit or payout."""
    if transfer.state == TransferState.SETTLED:
        return _badge(_OF_KIND["deposit"] if isinstance(transfer, Deposit) else _ARRIVED)
    return _badge(_OF_TRANSFER[transfer.state])


def _badge(sign: tuple[str, str, str]) -> Badge:
    tone, icon, word = sign
    return Badge(tone, icon, _(word))
