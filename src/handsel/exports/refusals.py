"""Refusals of exports."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class ExportUnderWay(Refusal):
    """An export is in progress already."""

    what = gettext_noop("Your data archive is already being prepared.")
    kept = gettext_noop("A second archive was not started.")
    way_out = gettext_noop("Please wait: we will email you when it is ready.")


class ExportAskedLately(Refusal):
    """An export was requested less than an hour ago."""

    what = gettext_noop("You asked for your data less than an hour ago.")
    kept = gettext_noop("No new archive was started. Any existing archive was kept.")
    way_out = gettext_noop("Try again in an hour.")


class NoRoomForExport(Refusal):
    """The disk has no space for the archive."""

    what = gettext_noop("There is not enough storage for the archive.")
    kept = gettext_noop("It was not created.")
    way_out = gettext_noop("It will be retried automatically. If the problem continues, contact support.")
