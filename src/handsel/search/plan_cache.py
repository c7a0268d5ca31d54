"""Having PostgreSQL plan a search for the words at hand, whatever it planned for others before."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def planned_afresh() -> Iterator[None]:
    """Statements in this block are not prepared, so each is planned with its own values.

    Walking back in time is the way for a word that is everywhere, and the index of words for one that is
    rare; a plan that is kept for both is a hundred times too slow for one of them.
    """
    connection.ensure_connection()
    raw = connection.connection
    if connection.vendor != "postgresql":
        yield
        return
    before, raw.prepare_threshold = raw.prepare_threshold, None
    try:
        yield
    finally:
        raw.prepare_threshold = before
