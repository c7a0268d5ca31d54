"""When the database is away, as while its server restarts: how that is known, and how long to wait for it."""

from django.db import InterfaceError, OperationalError
from psycopg import Error as PostgreSQLError

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal

PAUSES_SECONDS = (0.1, 0.2, 0.4, 0.8, 1.6, 1.9)
"""The pauses between tries: five seconds in all."""
_CONNECTION_LOST = "08"
_SERVER_STOPS_OR_STARTS = {"57P01", "57P02", "57P03"}


class DatabaseAway(Refusal):
    """The database did not answer, however often it was asked."""

    what = gettext_noop("This site cannot reach its records at this moment.")
    kept = gettext_noop("Nothing was changed and no money moved.")
    way_out = gettext_noop("Try again in a few seconds.")


class OutcomeUnknown(DatabaseAway):
    """The connection was lost when something may have been done; the form has a key, so it is done once."""

    kept = gettext_noop("Whether it was done is not known. Sending it again is safe: it is done only once.")


class OutcomeUnseen(DatabaseAway):
    """The same, of a form without a key."""

    kept = gettext_noop("Whether it was done is not known.")
    way_out = gettext_noop("Open the page again in a few seconds, and look before you send it again.")


def is_database_away(error: BaseException | None) -> bool:
    """Whether PostgreSQL could not be reached, or the connection to it was lost."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    if not isinstance(cause, PostgreSQLError):
        return False
    state = cause.sqlstate
    return state is None or state.startswith(_CONNECTION_LOST) or state in _SERVER_STOPS_OR_STARTS
