"""A search is planned with its own words, however often others asked before."""

from typing import Any

import pytest
from django.db import connection

from handsel.search.plan_cache import planned_afresh


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL keeps plans")
def test_a_statement_is_not_kept_prepared(db: Any) -> None:
    for _ in range(9):
        with planned_afresh(), connection.cursor() as cursor:
            cursor.execute("SELECT %s::int + 40404", [1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%40404%'")
        assert cursor.fetchone()[0] == 0


def test_what_comes_after_is_prepared_as_before(db: Any) -> None:
    before = getattr(connection.connection, "prepare_threshold", None)
    with pytest.raises(ValueError, match="harm"), planned_afresh():
        raise ValueError("harm")
    assert getattr(connection.connection, "prepare_threshold", None) == before
