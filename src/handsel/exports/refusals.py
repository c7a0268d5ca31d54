"""Why an export is refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class ExportUnderWay(Refusal):
    """Asking for an export while one is being made."""

    what = gettext_noop("Your data is being put together already.")
    kept = gettext_noop("No second archive was begun.")
    way_out = gettext_noop("Wait for it: you are mailed when it is ready.")


class ExportAskedLately(Refusal):
    """Asking for an export again within the hour."""

    what = gettext_noop("You asked for your data less than an hour ago.")
    kept = gettext_noop("No archive was begun, and one that is there was left.")
    way_out = gettext_noop("Ask again when the hour is over.")


class NoRoomForExport(Refusal):
    """A disk that cannot take the archive."""

    what = gettext_noop("The house has no room for the archive.")
    kept = gettext_noop("It was not made.")
    way_out = gettext_noop("It is tried again by itself. If it stays so, tell the operator.")
