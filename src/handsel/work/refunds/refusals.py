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
