"""Settling many timesheets: the ledger's batch, against COPY of the same rows."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import cycle

from django.db import connection

from bench import sheets
from bench.peers import hordak_ledger
from bench.peers.plain import posting as plain
from bench.peers.plain.models import PlainAccount, PlainSheet
from bench.trial import Contender, Row, Scale, Trial
from handsel.money.ledger.batch import post_batch

HORDAK_SHEETS = 600
PLAIN_SHEETS = 10_000
RANGES = 10
BLOCK = 1 << 16
_KEEP = "CREATE UNLOGGED TABLE bench_balance AS SELECT id, balance FROM ledger_account"
_RESET = (
    "SET session_replication_role = replica",
    "TRUNCATE ledger_posting, ledger_transfer RESTART IDENTITY",
    "SET session_replication_role = DEFAULT",
    "UPDATE ledger_account AS now SET balance = was.balance FROM bench_balance AS was WHERE was.id = now.id",
    "VACUUM ANALYZE ledger_account",
    "CHECKPOINT",
)
_TABLES = ("ledger_transfer", "ledger_posting")


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _per_second(count: int, do: Callable[[], object], before: Callable[[], None] | None = None) -> float:
    if before:
        before()
    began = time.perf_counter()
    do()
    return count / (time.perf_counter() - began)


def _settle(count: int, payers_at_once: int | None) -> None:
    outcome = post_batch(sheets.rows(), "USD", payers_at_once=payers_at_once)
    assert outcome.posted == count, outcome


def _copy_out() -> dict[str, bytes]:
    with connection.cursor() as cursor:
        out = {}
        for table in _TABLES:
            with cursor.copy(f"COPY (SELECT * FROM {table} ORDER BY 1, 2) TO STDOUT (FORMAT BINARY)") as copy:
                out[table] = b"".join(map(bytes, copy))
        return out


def _copy_in(rows: Mapping[str, bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        for table, content in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
                for start in range(0, len(content), BLOCK):
                    copy.write(content[start : start + BLOCK])
        cursor.execute("COMMIT")


@contextmanager
def _stage(count: int, scale: Scale) -> Iterator[Mapping[str, Contender]]:
    sheets.create_sheets(count)
    _run(_KEEP)
    reset = partial(_run, *_RESET)
    payers = count // sheets.SHEETS_OF_A_CLIENT // RANGES
    reset()
    _settle(count, payers)
    copied = _copy_out()
    yield {
        "in ranges": partial(_per_second, count, partial(_settle, count, payers), reset),
        "at once": partial(_per_second, count, partial(_settle, count, None), reset),
        "copy": partial(_per_second, count, partial(_copy_in, copied), reset),
    }


@contextmanager
def _stage_with_peers(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    hordak = hordak_ledger.create_accounts(1000)
    PlainAccount.objects.bulk_create(PlainAccount(balance=10**15) for _ in range(1000))
    pks = list(PlainAccount.objects.values_list("pk", flat=True))
    with _stage(100_000, scale) as ours:
        weeks = list(PlainSheet.objects.all()[:PLAIN_SHEETS])
        changes = [_changes(week, pks) for week in weeks]
        turns = cycle(weeks)

        def hordak_loop() -> None:
            for _ in range(HORDAK_SHEETS):
                week = next(turns)
                source, target = hordak[week.source_id % 400], hordak[400 + week.target_id % 500]
                hordak_ledger.post_with_fee(source, target, hordak[-1])

        yield {
            **ours,
            "hordak loop": partial(_per_second, HORDAK_SHEETS, hordak_loop),
            "plain bulk": partial(_per_second, PLAIN_SHEETS, partial(plain.post_many, changes)),
        }


def _changes(week: PlainSheet, pks: list[int]) -> list[plain.Change]:
    source, target = pks[week.source_id % 400], pks[400 + week.target_id % 500]
    return [(source, -week.gross), (target, week.gross - week.fee), (pks[-1], week.fee)]


TRIALS = (
    Trial(
        name="settle",
        database="postgresql",
        stage=_stage_with_peers,
        rows=(
            Row("settle 100,000 timesheets in ranges, against COPY", "in ranges", "copy", 0.45),
            Row("settle 100,000 in one transaction, against COPY", "at once", "copy", 0.55),
            Row("settle against a django-hordak loop", "in ranges", "hordak loop", 70),
            Row("settle against the best ORM bulk", "in ranges", "plain bulk", 6),
        ),
    ),
    Trial(
        name="settle-million",
        database="postgresql",
        stage=partial(_stage, 1_000_000),
        rows=(Row("settle 1,000,000 timesheets in ranges, against COPY", "in ranges", "copy", 0.45),),
        in_quick=False,
    ),
)
