"""Why an act on a job may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class JobClosed(Refusal):
    """The job is closed."""

    what = gettext_noop("This job is closed.")
    way_out = gettext_noop("You can still read and write in the Workroom. For more work, award a new job.")


class InvalidState(Refusal):
    """The job's stage does not allow this."""

    what = gettext_noop("This cannot be done at this stage of the job.")
    way_out = gettext_noop("Open the job to see what comes next.")


class ReasonMissing(Refusal):
    """An act that needs a reason came without one."""

    what = gettext_noop("A reason is missing.")
    way_out = gettext_noop("Please give a reason. You both see it in the record.")
