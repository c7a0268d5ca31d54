"""Why an act on a dispute may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class ExceedsFree(Refusal):
    """The amount is zero, or more than what is in escrow and not disputed yet."""

    what = gettext_noop("You can dispute what is in escrow for the milestone and not disputed yet.")
    way_out = gettext_noop("Enter an amount above zero and at most that.")


class ExceedsDisputed(Refusal):
    """An offer is below zero, or more than what is disputed."""

    what = gettext_noop("An offer can be at most what is disputed.")
    way_out = gettext_noop("Enter an amount from zero to what is disputed.")


class AlreadyDisputed(Refusal):
    """The side has an open dispute about the milestone."""

    what = gettext_noop("You have an open dispute about this milestone.")
    way_out = gettext_noop("Open that dispute to see what comes next.")


class DisputeDropped(Refusal):
    """The side withdrew a dispute about this delivery."""

    what = gettext_noop("You withdrew a dispute about this milestone, which ended it for good.")
    way_out = gettext_noop(
        "You can dispute it again after a new delivery. You can propose a split at any time."
    )


class EvidenceUnknown(Refusal):
    """Evidence names an entry that the record of the job does not have."""

    what = gettext_noop("The record of this job has no entry with one of these numbers.")
    way_out = gettext_noop("Enter numbers of entries as the Workroom shows them, such as 12, 15.")


class AlreadySealed(Refusal):
    """The side has sealed its number in this round."""

    what = gettext_noop("Your offer of this round is sealed already.")
    way_out = gettext_noop("Wait until the other side seals one, or the round is over.")


class RoundOver(Refusal):
    """The other number of the round came too late."""

    what = gettext_noop("This round of sealed offers is over.")
    way_out = gettext_noop("Seal an offer of the next round in a moment.")


class RoundsUsed(Refusal):
    """All rounds of sealed offers are over."""

    what = gettext_noop("All three rounds of sealed offers are over.")
    way_out = gettext_noop("Make an open offer, or wait for the operator.")


class SealingOff(Refusal):
    """One side keeps the site, so that nothing is sealed from it."""

    what = gettext_noop("There are no sealed offers in a dispute of an operator of this site.")
    way_out = gettext_noop("Make an open offer.")


class NotRead(Refusal):
    """An operator decides without having opened the dispute."""

    what = gettext_noop("You have not opened this dispute yet.")
    way_out = gettext_noop("Open it, which both sides see, and read the record first.")


class OwnDecision(Refusal):
    """An operator decides an appeal against their own decision."""

    what = gettext_noop("You made the decision that is appealed.")
    way_out = gettext_noop("Another operator decides the appeal. Without one, your decision stands.")


class WithArbiter(Refusal):
    """An operator decides what the outside arbiter was asked to decide."""

    what = gettext_noop("The outside arbiter decides this dispute, and nobody else.")
    way_out = gettext_noop("You can read it. Both sides are told of the decision.")


class DisputeClosed(Refusal):
    """The dispute is over, or at a step that does not allow this."""

    what = gettext_noop("This cannot be done at this step of the dispute.")
    way_out = gettext_noop("Open the dispute to see what comes next.")


class StepOver(Refusal):
    """The deadline of the step has passed, and the house moves the dispute on."""

    what = gettext_noop("The deadline of this step has passed: the dispute moves on.")
    way_out = gettext_noop("Open the dispute in a moment to see what comes next.")


class ClaimLate(Refusal):
    """The days in which a payment may be claimed are over."""

    what = gettext_noop("The time in which this payment could be claimed is over.")
    way_out = gettext_noop("Ask the freelancer for a refund in the Workroom.")


class ClaimedBefore(Refusal):
    """The payment was claimed before, or a dispute settled it."""

    what = gettext_noop("This payment was claimed before, or a dispute settled it, and that is final.")
    way_out = gettext_noop("Ask the freelancer for a refund in the Workroom.")


class ClaimAmount(Refusal):
    """Nothing is claimed, or more than is left of the payment."""

    what = gettext_noop("You can claim what was paid and not refunded yet.")
    way_out = gettext_noop("Enter an amount above zero and at most that.")
