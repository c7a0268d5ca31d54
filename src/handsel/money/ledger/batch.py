"""Post many transfers as set operations in SQL, for the weekly run."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from handsel.kernel.money import CURRENCIES
from handsel.kernel.named_sql import named_statements
from handsel.kernel.refusals import KeyReused
from handsel.money.ledger.inputs import NoSuchAccount
from handsel.record.lost_races import rerun_lost_races

COLUMNS = ("rank", "key", "kind", "entry", "at", "source_id", "target_id", "fee_id", "gross", "fee")
"""The columns of a row. The source pays `gross`; the target gets it less the `fee`, which `fee_id` gets.
If the source has too little for all its rows, those of the lowest `rank` are paid first.
"""

Rows = QuerySet[Any, Any]
"""A query of payments, with these columns as fields or annotations."""


@dataclass(frozen=True)
class BatchOutcome:
    """The result of a batch: rows posted now, rows posted before, and keys of rows without cover."""

    posted: int = 0
    known: int = 0
    uncovered: frozenset[UUID] = frozenset()

    def __add__(self, other: "BatchOutcome") -> "BatchOutcome":
        return BatchOutcome(
            self.posted + other.posted, self.known + other.known, self.uncovered | other.uncovered
        )


def post_batch(rows: Rows, currency: str, *, payers_at_once: int | None = 10_000) -> BatchOutcome:
    """Post a query of payments in one currency, one transaction per range of payers.

    It may be stopped and started again: rows posted before are skipped. If a payer lacks cover, the first
    uncovered row and all after it are skipped and reported.
    Raises `KeyReused` and `NoSuchAccount`; the current range is then rolled back.
    """
    if currency not in CURRENCIES:
        raise ValueError(f"no such currency: {currency!r}")
    outcome = BatchOutcome()
    for some in _ranges(rows, payers_at_once):
        outcome += rerun_lost_races(partial(_posted, some, currency))
    return outcome


def _ranges(rows: Rows, payers_at_once: int | None) -> Iterator[Rows]:
    """Split the rows by payers, so that each account is locked and summed once."""
    if payers_at_once is None:
        yield rows
        return
    payers = list(rows.order_by("source_id").values_list("source_id", flat=True).distinct())
    for first in range(0, len(payers), payers_at_once):
        span = payers[first : first + payers_at_once]
        yield rows.filter(source_id__gte=span[0], source_id__lte=span[-1])


def _posted(rows: Rows, currency: str) -> BatchOutcome:
    with transaction.atomic(durable=True):
        return _batch_outcome(_run(rows, currency))


def _run(rows: Rows, currency: str) -> dict[str, list[Any]]:
    """Run the statements of a batch; returns the rows of each, or its row count."""
    query, values = rows.order_by().values_list(*COLUMNS).query.get_compiler(connection=connection).as_sql()
    answers: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            connection.connection.create_function("sha256", 1, _sha256, deterministic=True)
        for name, statement in named_statements(__file__, connection.vendor, "batch").items():
            parameters = values if "{rows}" in statement else None
            cursor.execute(statement.replace("{rows}", query).replace("{currency}", currency), parameters)
            answers[name] = cursor.fetchall() if cursor.description else [(cursor.rowcount,)]
    return answers


def _batch_outcome(answers: dict[str, list[Any]]) -> BatchOutcome:
    if answers["accounts"][0][0]:
        raise NoSuchAccount("a row of the batch names an account that does not exist or is of another sort")
    if any(differs for (differs,) in answers["known"]):
        raise KeyReused
    uncovered = frozenset(UUID(str(key)) for (key,) in answers["uncovered"])
    return BatchOutcome(answers["transfers"][0][0], len(answers["known"]), uncovered)


def _sha256(text: str) -> bytes:
    return sha256(text.encode()).digest()
