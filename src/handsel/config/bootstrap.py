"""Prepare a database: migrations, cache table, preset policies and scheduled tasks."""

from django.core.management import call_command

from handsel.money.ledger.rollups import ensure_nightly
from handsel.policy.publishing import ensure_presets
from handsel.work.workroom.file_processing import process_unchecked


def bootstrap(*, verbosity: int = 0) -> None:
    """Bring the database up to this version; does nothing if it already is."""
    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("createcachetable", verbosity=verbosity)
    ensure_presets()
    ensure_nightly()
    process_unchecked()
