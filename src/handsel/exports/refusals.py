"""Refusals of exports."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class ExportUnderWay(Refusal):
    """An export is in progress already."""

    what = gettext_noop("Your data is being put together already.")
    kept = gettext_noop("No second archive was begun.")
    way_out = gettext_noop("Wait for it: you are mailed when it is ready.")


class ExportAskedLately(Refusal):
    """An export was requested less than an hour ago."""

    what = gettext_noop("You asked for your data less than an hour ago.")
    kept = gettext_noop("No archive was begun, and one that is there was left.")
    way_out = gettext_noop("Ask again when the hour is over.")


class NoRoomForExport(Refusal):
    """The disk has no space for the archive."""

    what = gettext_noop("The house has no room for the archive.")
    kept = gettext_noop("It was not made.")
    way_out = gettext_noop("It is tried again by itself. If it stays so, tell the operator.")
