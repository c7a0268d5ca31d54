"""Why an act of conduct may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class AlreadyReported(Refusal):
    """The side has a report about this job that waits for its decision."""

    what = gettext_noop("You have reported the other side already, and an operator has not decided yet.")
    kept = gettext_noop("No other report was made.")
    way_out = gettext_noop("Wait for the decision: you are told of it.")


class NobodyToReport(Refusal):
    """The other side has not joined."""

    what = gettext_noop("Nobody has joined this job on the other side yet.")
    kept = gettext_noop("Nothing was reported.")
    way_out = gettext_noop("Withdraw the award if it went to the wrong address.")


class EntryUnknown(Refusal):
    """A report names an entry that the record of the job does not have."""

    what = gettext_noop("The record of this job has no entry with one of these numbers.")
    kept = gettext_noop("Nothing was reported.")
    way_out = gettext_noop("Enter numbers of entries as the Workroom shows them, such as 12, 15.")


class WordsMissing(Refusal):
    """A report or a decision has no words of whoever makes it."""

    what = gettext_noop("Say in your own words what it is about.")
    kept = gettext_noop("Nothing was sent.")
    way_out = gettext_noop("Write a sentence or two, and send it again.")


class GroundUnfit(Refusal):
    """The reason does not go with the decision."""

    what = gettext_noop("This reason does not go with this decision.")
    kept = gettext_noop("Nothing was decided.")
    way_out = gettext_noop("Choose a reason that fits: what is dismissed broke no rule.")


class EndNotAhead(Refusal):
    """A suspension has no end, or one that has passed or is too far."""

    what = gettext_noop("A suspension needs a last day: tomorrow at the soonest, and within a year.")
    kept = gettext_noop("Nothing was decided.")
    way_out = gettext_noop("Enter the last day of the suspension.")


class CaseDecided(Refusal):
    """Somebody decided the case already."""

    what = gettext_noop("This case was decided already.")
    kept = gettext_noop("The first decision holds. Nothing was changed.")
    way_out = gettext_noop("Open the case to read the decision.")


class NotAppealable(Refusal):
    """The decision was appealed before, or does nothing to the person."""

    what = gettext_noop("This decision cannot be appealed, or it was already.")
    way_out = gettext_noop("Open the page of the decision to see what comes next.")


class AppealOver(Refusal):
    """The days of the appeal, or of its answer, are over."""

    what = gettext_noop("The deadline has passed: the decision stands.")
    way_out = gettext_noop("Open the page of the decision to see what it means.")


class NoAppeal(Refusal):
    """There is no appeal that waits for an answer."""

    what = gettext_noop("No appeal waits for an answer here.")
    way_out = gettext_noop("Open the case to see where it stands.")


class AppealOfOwn(Refusal):
    """An operator answers an appeal against their own decision."""

    what = gettext_noop("You made the decision that is appealed.")
    way_out = gettext_noop("Another operator decides the appeal. Without one, your decision stands.")
