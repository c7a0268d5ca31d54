"""Why an act on a week of an hourly job may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class WeekOver(Refusal):
    """The week has ended: it can no longer be funded."""

    what = gettext_noop("This week is over.")
    way_out = gettext_noop("Fund the current week instead.")
