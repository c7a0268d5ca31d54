"""Prepare a house: migrations, cache table, preset policies and scheduled tasks; sweep what was left half."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from handsel.config.house_zone import require_same_zone
from handsel.config.wrong_setting import WrongSetting
from handsel.console.books import checking
from handsel.kernel import clock
from handsel.money.ledger import rollups
from handsel.policy.publishing import ensure_presets
from handsel.record.log import keys
from handsel.work.hours.shots import expiry
from handsel.work.workroom import orphans
from handsel.work.workroom.file_processing import process_unchecked


def bootstrap(*, verbosity: int = 0, presets: bool = True) -> None:
    """Bring the database up to this version; does nothing if it already is.

    Without `presets` no policies are published: the sample data does it, in its past.

    Raises `WrongSetting` for a database that was emptied, and for another time zone than its weeks run in.
    """
    _refuse_emptied()
    call_command("migrate", interactive=False, verbosity=verbosity)
    require_same_zone()
    call_command("createcachetable", verbosity=verbosity)
    if presets:
        ensure_presets()
    rollups.ensure_nightly()
    orphans.ensure_nightly()
    expiry.ensure_nightly()
    checking.ensure_nightly()
    orphans.sweep(clock.now())
    process_unchecked()


def _refuse_emptied() -> None:
    """An empty database begins a house, but not beside the key of one that signed for a record."""
    if not connection.introspection.table_names() and keys.last_signed() is not None:
        raise WrongSetting(
            f"the database is empty, but the house signed for a record ({settings.LOG_KEY_DIR}); nothing was "
            "begun. Put the newest backup of the database back; or, for a new house, move that folder aside."
        )
