"""Why an act on a milestone may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class ExceedsHeld(Refusal):
    """The amount is zero, or more than what is held and not disputed."""

    what = gettext_noop("The amount must be above zero and at most what is in escrow and not disputed.")
    way_out = gettext_noop("Check how much is in escrow for the milestone, and enter at most that.")


class NotDelivered(Refusal):
    """Changes can only be asked for on a delivery."""

    what = gettext_noop("This milestone has not been delivered.")
    way_out = gettext_noop(
        "Write in the Workroom what you need. You can ask for changes once it is delivered."
    )


class DeliveryDisputed(Refusal):
    """All that is held for a delivery is disputed, so that the dispute decides about it."""

    what = gettext_noop("The money of this delivery is in dispute.")
    way_out = gettext_noop("Say in the dispute what you need, or make an offer there.")


class NotErasable(Refusal):
    """An entry without content that could be erased."""

    what = gettext_noop("Only the content of a message or report can be erased, and only once.")
    kept = gettext_noop("Nothing was erased.")
    way_out = gettext_noop(
        "Enter the number of a message or report. Agreements and payments cannot be erased."
    )


class DeliveryWithoutWords(Refusal):
    """A milestone at 100% needs a delivery or a statement of what was delivered."""

    what = gettext_noop("A milestone at 100% needs a file or a description of what was delivered.")
    kept = gettext_noop("The report was not sent, and nothing was delivered.")
    way_out = gettext_noop("Attach or describe the delivery, then send the report again.")


class ReportOutOfTime(Refusal):
    """A report can be sent for the current week, or for the last one if that has none."""

    what = gettext_noop("You can report on this week, or on last week if it has no report yet.")
    way_out = gettext_noop("Choose one of the weeks on the report page.")


class ReleaseDue(Refusal):
    """The release timer of a delivery has run out: it can only be released."""

    what = gettext_noop("The deadline has passed: this milestone is being released to the freelancer.")
    way_out = gettext_noop("Check Billing & Invoices in a moment.")


class RefundDue(Refusal):
    """A refund request went unanswered to its deadline: it can only be granted."""

    what = gettext_noop("The deadline has passed: the refund is being approved.")
    way_out = gettext_noop("Check Billing & Invoices in a moment.")


class ReturnDue(Refusal):
    """The days after the client's ending are over: what is held can only be returned."""

    what = gettext_noop(
        "The deadline to deliver or object has passed: the escrow is being refunded to the client."
    )
    way_out = gettext_noop("Check Billing & Invoices in a moment.")


class RequestClosed(Refusal):
    """A request or proposal was already answered, withdrawn or superseded."""

    what = gettext_noop("This was already answered, withdrawn or replaced.")
    way_out = gettext_noop("Open Billing & Invoices to see the current state.")


class AlreadyAsked(Refusal):
    """Only one open request of a kind at a time."""

    what = gettext_noop("This milestone already has an open request.")
    way_out = gettext_noop("Wait for the answer, or withdraw it first.")
