"""Why a step of an act that takes two operators may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class AlreadyProposed(Refusal):
    """The same is proposed and waits."""

    what = gettext_noop("This was proposed already, and is still to be done.")
    kept = gettext_noop("Nothing else was proposed.")
    way_out = gettext_noop("Open it in the console, under Two operators.")


class ActClosed(Refusal):
    """It was done or withdrawn in the meantime."""

    what = gettext_noop("This was done or withdrawn in the meantime.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("Open it again to see what became of it.")


class AlreadyConfirmed(Refusal):
    """A second operator confirmed it."""

    what = gettext_noop("Another operator has confirmed this already.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("Open it again to see when it is done.")


class TookPart(Refusal):
    """Who decided the appeal against it confirms it."""

    what = gettext_noop("You decided the appeal in this matter, so you cannot be the second operator.")
    kept = gettext_noop("It was not confirmed.")
    way_out = gettext_noop("Another operator confirms it, or it is done when its time comes.")


class OwnProposal(Refusal):
    """Who proposed it confirms it."""

    what = gettext_noop("You proposed this yourself: it takes two operators.")
    kept = gettext_noop("It was not confirmed.")
    way_out = gettext_noop("Another operator confirms it, or you withdraw it.")
