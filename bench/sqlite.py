"""SQLite with synced commits: a transfer against the plain ORM ledger, a batch against INSERT."""

import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from bench import house, one_transfer, sheets
from bench.peers.plain import posting as plain
from bench.peers.plain.models import PlainAccount
from bench.trial import Contender, Row, Scale, Trial
from handsel.money.ledger.batch import post_batch

ACCOUNTS = 1000
SHEETS = 100_000
_KEEP = (
    "CREATE TABLE bench_transfer AS SELECT * FROM settled.ledger_transfer ORDER BY id",
    "CREATE TABLE bench_posting AS SELECT * FROM settled.ledger_posting ORDER BY transfer_id, leg",
)
_INSERT = (
    "INSERT INTO ledger_transfer SELECT * FROM bench_transfer",
    "INSERT INTO ledger_posting SELECT * FROM bench_posting",
)


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _rate(seconds: float, do: Callable[[], None]) -> float:
    _run("PRAGMA wal_checkpoint(TRUNCATE)")
    began = time.perf_counter()
    done = 0
    while time.perf_counter() - began < seconds:
        do()
        done += 1
    return done / (time.perf_counter() - began)


@contextmanager
def _stage_posts(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    ours = house.create_accounts(ACCOUNTS)
    rich = PlainAccount.objects.bulk_create(PlainAccount(balance=house.RICH) for _ in range(ACCOUNTS))
    pks = [account.pk for account in rich]
    chance, post = random.Random(sheets.SEED), one_transfer.ours()

    def plain_once() -> None:
        source, target = chance.sample(pks, 2)
        plain.post([(source, -100), (target, 100)])

    yield {
        "handsel": partial(_rate, scale.seconds, lambda: post(*chance.sample(ours, 2))),
        "plain": partial(_rate, scale.seconds, plain_once),
    }


class _Fresh:
    """A measurement on a fresh copy of the unsettled database."""

    def __init__(self, do: Callable[[], None]) -> None:
        self.do = do

    def __call__(self) -> float:
        """Timesheets per second."""
        _copy(_file(".start"), _file())
        connection.ensure_connection()
        began = time.perf_counter()
        self.do()
        return SHEETS / (time.perf_counter() - began)


def _file(suffix: str = "") -> Path:
    return Path(f"{connection.settings_dict['NAME']}{suffix}")


def _copy(source: Path, target: Path) -> None:
    connection.close()
    shutil.copy(source, target)


def _settle() -> None:
    outcome = post_batch(sheets.rows(), "USD", payers_at_once=None)
    assert outcome.posted == SHEETS, outcome


@contextmanager
def _stage_batch(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    """Prepare a database with the timesheets, and the rows that settling them makes in side tables."""
    sheets.create_sheets(SHEETS)
    _copy(_file(), _file(".start"))
    _settle()
    _copy(_file(), _file(".settled"))
    _copy(_file(".start"), _file())
    _run(f"ATTACH '{_file('.settled')}' AS settled", *_KEEP, "DETACH settled")
    _copy(_file(), _file(".start"))
    yield {"batch": _Fresh(_settle), "insert": _Fresh(_insert)}


def _insert() -> None:
    with transaction.atomic():
        _run(*_INSERT)


TRIALS = (
    Trial(
        name="sqlite-post",
        database="sqlite",
        stage=_stage_posts,
        rows=(Row("SQLite: one transfer against a plain ORM ledger", "handsel", "plain", 2.3),),
    ),
    Trial(
        name="sqlite-settle",
        database="sqlite",
        stage=_stage_batch,
        rows=(Row("SQLite: settle 100,000 timesheets against INSERT..SELECT", "batch", "insert", 0.35),),
    ),
)
