"""How much was worked in weeks, summed by the database."""

import json
from collections.abc import Sequence

from django.db import connection

from handsel.kernel.named_sql import named_statements


def worked_seconds(weeks: Sequence[int]) -> dict[int, int]:
    """The seconds of the time that was recorded in each of these weeks; those without time are not in it."""
    statement = named_statements(__file__, connection.vendor, "worked")["worked"]
    values = list(weeks) if connection.vendor == "postgresql" else json.dumps(list(weeks))
    with connection.cursor() as cursor:
        cursor.execute(statement, {"weeks": values})
        return dict(cursor.fetchall())
