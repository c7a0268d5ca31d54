"""What an act on terms may be refused for."""

from handsel.kernel.refusals import Refusal, Stale


class TermsChanged(Stale):
    """The version that a person looked at is not the one that is open now."""

    what = "The terms were changed while you were reading."
    kept = "Nothing was agreed or proposed."
    way_out = "Read the newest version, then agree, decline or propose."


class OutOfReach(Refusal):
    """A change touches money that was paid, or a milestone that is closed."""

    what = "The change touches what is paid or closed."
    kept = "Nothing was proposed."
    way_out = "Leave paid and closed milestones as they are, and change the others."


class SameTerms(Refusal):
    """A proposal that changes nothing."""

    what = "This is the same as the version that stands."
    kept = "Nothing was proposed."
    way_out = "Change something, or agree to the version that is open."


class TermsIncomplete(Refusal):
    """Terms without what they need."""

    what = "The terms are not complete."
    kept = "Nothing was proposed."
    way_out = "Fill in what is missing, then propose."


class NobodyThere(Refusal):
    """The invited person has not come yet."""

    what = "The person you invited has not joined yet."
    way_out = "They can answer once they have opened the link in the invitation."


class AwardToOneself(Refusal):
    """A job has two sides."""

    what = "You cannot award a job to yourself."
    kept = "Nothing was awarded."
    way_out = "Choose another person, or write another e-mail address."
