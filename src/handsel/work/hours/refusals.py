"""Why an act on a week of an hourly job may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class WeekOver(Refusal):
    """The week has ended: it can no longer be funded."""

    what = gettext_noop("This week is over.")
    way_out = gettext_noop("Fund the current week instead.")


class NotByHand(Refusal):
    """The terms do not allow time by hand."""

    what = gettext_noop("Manual time is not allowed on this job.")
    kept = gettext_noop("No time was recorded.")
    way_out = gettext_noop("Propose terms that allow it, or write in the Workroom.")


class MemoMissing(Refusal):
    """Time by hand without words of what was done."""

    what = gettext_noop("Say in up to %(most)s characters what you worked on.")
    kept = gettext_noop("No time was recorded.")
    way_out = gettext_noop("Write a memo, then try again.")


class SpanTooLong(Refusal):
    """Time that ends before it starts, or lasts longer than a day."""

    what = gettext_noop("Time must end after it starts, and last 24 hours at most.")
    kept = gettext_noop("No time was recorded.")
    way_out = gettext_noop("Check the start and the end, then try again.")


class FutureTime(Refusal):
    """Time that is not over yet."""

    what = gettext_noop("This time is not over yet.")
    kept = gettext_noop("No time was recorded.")
    way_out = gettext_noop("Enter time that has passed.")


class TimeOverlaps(Refusal):
    """Time that is on a job of the same freelancer already."""

    what = gettext_noop("Some of this time is already on “%(job)s”, job %(number)s.")
    kept = gettext_noop("No time was recorded.")
    way_out = gettext_noop("Change that time first, or enter time that does not overlap it.")


class TimeOutside(Refusal):
    """Time in a week that the job does not have."""

    what = gettext_noop("The job has no week at that time.")
    kept = gettext_noop("No time was recorded.")
    way_out = gettext_noop("Enter time after the job’s first week began and before the job ended.")


class TimeSuspended(Refusal):
    """Time of a suspension: by hand since it began, or tracked after the device heard of it."""

    what = gettext_noop("This time is from after your suspension began.")
    kept = gettext_noop("No time was recorded.")
    way_out = gettext_noop(
        "Time from before that counts. Your settings, under Conduct, say until when it lasts."
    )


class TimePaused(Refusal):
    """Time in which the job was paused."""

    what = gettext_noop("The job was paused during some of this time.")
    kept = gettext_noop("No time was recorded.")
    way_out = gettext_noop("Enter only time before the pause or after it.")


class PausedByOther(Refusal):
    """A pause is ended by the side that began it."""

    what = gettext_noop("Only who paused this job can resume it.")
    kept = gettext_noop("The job is still paused.")
    way_out = gettext_noop("Ask the other side in the Workroom.")


class PaymentMissing(Refusal):
    """A job goes on once its timesheets are paid."""

    what = gettext_noop("Money is missing for a timesheet of this job.")
    kept = gettext_noop("The job is still paused.")
    way_out = gettext_noop("The client pays the rest on its page, then it can be resumed.")


class WeekSubmitted(Refusal):
    """Time in a week whose timesheet was submitted."""

    what = gettext_noop("The timesheet of this week was submitted: its time can no longer change.")
    way_out = gettext_noop("Write in the Workroom what is missing.")


class TimerRuns(Refusal):
    """The freelancer's timer runs, on this job or another: its time is not over yet."""

    what = gettext_noop("Your timer runs on “%(job)s”, job %(number)s.")
    kept = gettext_noop("No time was recorded.")
    way_out = gettext_noop("Stop the timer first, then try again.")


class WeekRuns(Refusal):
    """A timesheet is submitted once its week is over."""

    what = gettext_noop("This week is not over yet.")
    kept = gettext_noop("Nothing was submitted.")
    way_out = gettext_noop(
        "Submit it after the week. On Monday at 07:00, site time, it is submitted automatically."
    )


class OtherPeople(Refusal):
    """Time is moved between hourly jobs of the same client and freelancer."""

    what = gettext_noop("Time can be moved only to another hourly job of the same client.")
    kept = gettext_noop("The time stays where it is.")
    way_out = gettext_noop("Choose one of the jobs offered.")


class WeekToCome(Refusal):
    """A week that has not begun has no timesheet."""

    what = gettext_noop("This week has not begun.")
    way_out = gettext_noop("Come back once it has.")


class AlreadyHeld(Refusal):
    """A timesheet is held once."""

    what = gettext_noop("This timesheet is held back already.")
    way_out = gettext_noop("Submit it when it is ready. It is submitted automatically at the time shown.")


class HeldAgain(Refusal):
    """A timesheet that was reopened has its own time to be submitted again."""

    what = gettext_noop("This timesheet was reopened: it cannot be held back.")
    way_out = gettext_noop("Submit it when it is ready. It is submitted automatically at the time shown.")


class SupplementHeld(Refusal):
    """A supplement is submitted on the next business day."""

    what = gettext_noop("A timesheet of time that arrived late cannot be held back.")
    way_out = gettext_noop(
        "It is submitted automatically at the time shown. Remove the time that is not to count."
    )


class TimeRecorded(Refusal):
    """A week with time is not one in which nothing was worked."""

    what = gettext_noop("There is time in this week.")
    kept = gettext_noop("The week is still open.")
    way_out = gettext_noop("Remove the time first, or submit the timesheet.")
