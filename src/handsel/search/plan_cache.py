"""Make PostgreSQL plan each search for its own words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def planned_afresh() -> Iterator[None]:
    """Don't prepare statements in this block, so that each is planned with its own values.

    A common word is best found by walking back in time, a rare one by the text index; a generic plan is a
    hundred times too slow for one of them.
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
