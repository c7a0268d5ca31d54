"""Why a bonus may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class BonusAmount(Refusal):
    """A bonus of nothing, or in another currency than the job's."""

    what = gettext_noop("A bonus must be an amount above zero, in the currency of the job.")
    kept = gettext_noop("No money moved.")
    way_out = gettext_noop("Enter another amount, then try again.")
