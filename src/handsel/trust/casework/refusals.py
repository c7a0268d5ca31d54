"""Why an act on a matter of a queue may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class AlreadyTaken(Refusal):
    """The operator has the matter."""

    what = gettext_noop("You have taken this already.")
    way_out = gettext_noop("Open it again to see who has it.")


class NotTaken(Refusal):
    """The operator does not have the matter."""

    what = gettext_noop("You do not have this: it was handed back, or another operator took it.")
    way_out = gettext_noop("Open it again to see who has it.")
