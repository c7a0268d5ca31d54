"""Making a database ready to serve: tables, the cache's table, the policies of the house, what is due."""

from django.core.management import call_command

from handsel.money.ledger.rollups import ensure_nightly
from handsel.policy.publishing import ensure_presets
from handsel.work.workroom.file_processing import process_unchecked


def bootstrap(*, verbosity: int = 0) -> None:
    """Bring the database up to this version; nothing happens when it is."""
    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("createcachetable", verbosity=verbosity)
    ensure_presets()
    ensure_nightly()
    process_unchecked()
