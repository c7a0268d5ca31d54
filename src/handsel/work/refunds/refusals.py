"""Why a refund after payment may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class RefundAmount(Refusal):
    """Nothing, more than is left of the payment, or another currency than its own."""

    what = gettext_noop(
        "A refund must be above zero, at most what is left of the payment, and in its currency."
    )
    kept = gettext_noop("No money moved.")
    way_out = gettext_noop("Check what is left of the payment, and enter at most that.")


class RefundWaits(Refusal):
    """The freelancer owes after a claim: nothing leaves the earnings before that client has it."""

    what = gettext_noop("A claim on a payment was upheld, and you still owe part of it.")
    kept = gettext_noop("No money moved: what you earn goes to that client first.")
    way_out = gettext_noop("Repay it from your earnings on the Money page, then refund.")
