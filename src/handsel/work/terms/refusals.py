"""Why an act on terms may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal, Stale


class TermsChanged(Stale):
    """The version that the person saw is no longer the open one."""

    what = gettext_noop("The terms were changed while you were reading.")
    kept = gettext_noop("Nothing was agreed or proposed.")
    way_out = gettext_noop("Read the newest version, then agree, decline or propose.")


class PolicyChanged(Stale):
    """The policy that the person saw is no longer the current one."""

    what = gettext_noop("The policy of this job was changed while you were reading.")
    kept = gettext_noop("Nothing was agreed.")
    way_out = gettext_noop("Read its fee and days again, then agree, decline or propose.")


class ExceedsPaid(Refusal):
    """A change to money that was paid, or to a milestone that is closed."""

    what = gettext_noop("The change affects paid or closed milestones.")
    kept = gettext_noop("Nothing was proposed.")
    way_out = gettext_noop("Leave paid and closed milestones as they are, and change the others.")


class SameTerms(Refusal):
    """A proposal that changes nothing."""

    what = gettext_noop("This is the same as the current version.")
    kept = gettext_noop("Nothing was proposed.")
    way_out = gettext_noop("Change something, or agree to the open version.")


class TermsIncomplete(Refusal):
    """Terms with something missing."""

    what = gettext_noop("The terms are not complete.")
    kept = gettext_noop("Nothing was sent.")
    way_out = gettext_noop("Fill in what is missing, then try again.")


class UnknownInvitee(Refusal):
    """The invited person has not joined yet."""

    what = gettext_noop("The person you invited has not joined yet.")
    way_out = gettext_noop("They can answer after opening the invitation.")


class SentElsewhere(Refusal):
    """An invitation that went to somebody else's address."""

    what = gettext_noop("This invitation was sent to another email.")
    kept = gettext_noop("You can only accept it with the email it was sent to.")
    way_out = gettext_noop(
        "Sign in with that email, or change your email in Settings, then open the link again."
    )


class OperatorInvited(SentElsewhere):
    """An invitation that an operator opened: its job takes a freelancer."""

    what = gettext_noop("You are an operator here, and operators do not work on jobs.")
    kept = gettext_noop(
        "This invitation is for the freelancer to whose email it was sent. Nothing was changed."
    )
    way_out = gettext_noop(
        "If that is you, ask the client to award the job to another email of yours, and create an account "
        "with it. If it is somebody else, let them open the link."
    )


class AwardLapsed(Refusal):
    """The time of an award is over: it can only be closed."""

    what = gettext_noop("This offer has expired: there was no answer in time.")
    kept = gettext_noop("Nothing was agreed or proposed.")
    way_out = gettext_noop("The client can award the job again.")


class AwardeeRemoved(Refusal):
    """A job is awarded to somebody who was removed from the site."""

    what = gettext_noop("This person was removed from this site and takes no new jobs.")
    kept = gettext_noop("Nothing was awarded.")
    way_out = gettext_noop("Award the job to somebody else.")


class SideRemoved(Refusal):
    """Terms are agreed with somebody who was removed from the site."""

    what = gettext_noop("The other side was removed from this site: nothing new can be agreed with them.")
    kept = gettext_noop("Nothing was agreed.")
    way_out = gettext_noop("Decline the offer, or withdraw the award.")


class AwardToOneself(Refusal):
    """A job needs two sides."""

    what = gettext_noop("You cannot award a job to yourself.")
    kept = gettext_noop("Nothing was awarded.")
    way_out = gettext_noop("Choose another person, or enter another email.")


class TooManyInvitations(Refusal):
    """A client has sent as many invitations as one may in a day."""

    what = gettext_noop("You have invited %(most)s people by email within a day, which is the most.")
    kept = gettext_noop("Nothing was awarded, and no mail was sent.")
    way_out = gettext_noop("Invite this person tomorrow, or now once they have an account here.")


class WantsNoInvitations(Refusal):
    """The owner of an address asked for no more invitations."""

    what = gettext_noop("The owner of this email asked to get no invitations from here.")
    kept = gettext_noop("Nothing was awarded, and no mail was sent.")
    way_out = gettext_noop("Ask them to create an account; then award the job to them.")
