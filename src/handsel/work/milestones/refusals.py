"""Why an act on a milestone may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class NothingToFund(Refusal):
    """The milestone is funded in full."""

    what = gettext_noop("This milestone is funded already.")
    kept = gettext_noop("No money moved.")
    way_out = gettext_noop("Open Billing & Invoices to see what is in escrow.")


class ExceedsHeld(Refusal):
    """The amount is zero, or more than what is held."""

    what = gettext_noop("The amount must be above zero and at most what is in escrow.")
    way_out = gettext_noop("Look at what is held for the milestone, and choose an amount up to that.")


class NotDelivered(Refusal):
    """Changes can only be asked for on a delivery."""

    what = gettext_noop("This milestone has not been delivered.")
    way_out = gettext_noop(
        "Write in the Workroom what you would like to see; ask for changes once it is delivered."
    )


class NotErasable(Refusal):
    """An entry without content that could be erased."""

    what = gettext_noop("Only what a message or a report says can be erased, and only once.")
    kept = gettext_noop("Nothing was erased.")
    way_out = gettext_noop("Give the number of a message or a report; agreements and money stay.")


class ReasonMissing(Refusal):
    """An act that needs a reason came without one."""

    what = gettext_noop("A reason is missing.")
    way_out = gettext_noop("Say in a line why; it goes on the record for both of you.")


class DeliveryWithoutWords(Refusal):
    """A milestone at 100% needs a delivery or a statement of what was delivered."""

    what = gettext_noop("A milestone at 100% needs a file, or a line that says what was delivered.")
    kept = gettext_noop("The report was not sent, and nothing was delivered.")
    way_out = gettext_noop("Attach the delivery or describe it, then send the report again.")


class ReportOutOfTime(Refusal):
    """A report can be sent for the current week, or for the last one if that has none."""

    what = gettext_noop("A report is for this week, or for last week if it has none yet.")
    way_out = gettext_noop("Choose one of the weeks that the report page offers.")


class ReleaseDue(Refusal):
    """The release timer of a delivery has run out: it can only be released."""

    what = gettext_noop("The time to answer is over: this milestone is being released to the freelancer.")
    way_out = gettext_noop("Open Billing & Invoices in a moment: it is released by then.")


class RefundDue(Refusal):
    """A refund request went unanswered to its deadline: it can only be granted."""

    what = gettext_noop("The time to answer is over: the refund that was asked for is being granted.")
    way_out = gettext_noop("Open Billing & Invoices in a moment: it is granted by then.")


class ReturnDue(Refusal):
    """The days after the client's ending are over: what is held can only be returned."""

    what = gettext_noop("The time to deliver or object is over: what is held is going back to the client.")
    way_out = gettext_noop("Open Billing & Invoices in a moment: it has returned by then.")


class RequestClosed(Refusal):
    """A request or proposal was already answered, withdrawn or superseded."""

    what = gettext_noop("This was answered, withdrawn or overtaken already.")
    way_out = gettext_noop("Open Billing & Invoices to see how the money stands now.")


class AlreadyAsked(Refusal):
    """Only one open request of a kind at a time."""

    what = gettext_noop("There is an open request on this milestone already.")
    way_out = gettext_noop("Wait for the answer, or withdraw it first.")
