"""Why an act on a timesheet in review, or on its blocks, may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class ReopeningOpen(Refusal):
    """One request to reopen a timesheet at a time."""

    what = gettext_noop("There is an open request to reopen this timesheet already.")
    way_out = gettext_noop("Open the timesheet again to answer it, or to withdraw it.")


class NoReopening(Refusal):
    """There is no request to answer or take back."""

    what = gettext_noop("There is no open request to reopen this timesheet any more.")
    way_out = gettext_noop("Open the timesheet again to see its current state.")


class BlocksTaken(Refusal):
    """A timesheet of which blocks were rejected or disputed is not reopened: they are decided as they are."""

    what = gettext_noop("Blocks of this timesheet were rejected or disputed: it can no longer be reopened.")
    way_out = gettext_noop("Answer these blocks instead, or write in the Workroom.")


class NotCounted(Refusal):
    """Blocks that have no paid time, or that were rejected or disputed already."""

    what = gettext_noop("Some of these blocks have no paid time, or were rejected or disputed already.")
    way_out = gettext_noop("Open the timesheet again and choose among the blocks it offers.")


class BlockDecided(Refusal):
    """Blocks that do not wait for this answer: another was given, or they are decided."""

    what = gettext_noop("Some of these blocks do not wait for this answer any more.")
    way_out = gettext_noop("Open the timesheet again to see what became of them.")


class AnswerDue(Refusal):
    """The time for an answer has passed: the blocks are being decided."""

    what = gettext_noop("The deadline has passed: these blocks are being decided.")
    way_out = gettext_noop("Open the timesheet again in a moment.")


class PaymentDue(Refusal):
    """The review has ended: the timesheet can only be paid."""

    what = gettext_noop("The review has ended: this timesheet is being paid.")
    way_out = gettext_noop("Check Billing & Invoices in a moment.")


class BlockProtected(Refusal):
    """A protected block is not rejected."""

    what = gettext_noop("Protected time cannot be rejected.")
    kept = gettext_noop("No block was rejected.")
    way_out = gettext_noop(
        "Choose only blocks that are not protected, or dispute it with a reason about the work."
    )
