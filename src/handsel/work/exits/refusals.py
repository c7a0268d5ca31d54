"""Why an act about an exit may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class ExitProposed(Refusal):
    """A proposal of one of both waits for an answer."""

    what = gettext_noop("One of you has proposed this already.")
    kept = gettext_noop("Nothing was proposed again.")
    way_out = gettext_noop("Open “Leave by agreement” of your jobs with each other to see it.")


class ExitAgreed(Refusal):
    """Both agreed already, in one of their jobs."""

    what = gettext_noop("You both have agreed to this already.")
    kept = gettext_noop("Nothing changed, and nothing was paid again.")
    way_out = gettext_noop("You may work elsewhere. There is nothing more to do.")


class ExitFeeShort(Refusal):
    """The client's wallet cannot pay the fee now."""

    what = gettext_noop("The client’s wallet cannot pay the fee now.")
    kept = gettext_noop("Nothing was agreed, and no money moved.")
    way_out = gettext_noop("Once the client has added funds, agree again. The proposal stays open.")
