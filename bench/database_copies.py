"""Copies of the trial's database, and the writes of the weekly run, kept and done again."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction

BLOCK = 1 << 16
KEYS = {
    "record_chain": "id",
    "record_entry": "id",
    "record_entrycontent": "entry_id",
    "record_pendingleaf": "entry_id",
    "ledger_account": "id",
    "escrow_holding": "id",
    "hours_jobweek": "id",
    "hours_timesheet": "id",
    "ledger_transfer": "id",
    "ledger_posting": "transfer_id",
    "invoices_invoicecounter": "id",
    "invoices_invoice": "id",
    "tasks_task": "id",
}
"""The tables in which the run writes, in the order of their references, with their keys.

A posting has no key of one column; all postings of a transfer are inserted with it.
"""


def _use(name: str) -> None:
    """Use another database of this server, or another file of this folder."""
    connection.close()
    here = Path(str(connection.settings_dict["NAME"]))
    connection.settings_dict["NAME"] = str(here.with_name(name))


def copy_database(source: str, target: str) -> None:
    """Copy a database over another, and use the copy."""
    if connection.vendor == "sqlite":
        _use(source)
        here = Path(connection.settings_dict["NAME"])
        shutil.copy(here, here.with_name(target))
    else:
        _use("template1")
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {target}")
            cursor.execute(f"CREATE DATABASE {target} TEMPLATE {source} STRATEGY file_copy")
    _use(target)
    connection.ensure_connection()


def keep_writes(folder: Path, steps: Sequence[Callable[[], None]]) -> None:
    """Take the steps of a run, and keep which rows each inserted, changed and deleted.

    They are kept in files of COPY, or in a database to select from.
    """
    with connection.cursor() as cursor:
        for number, step in enumerate(steps):
            for table in KEYS:
                cursor.execute(f"CREATE TABLE before_{table} AS SELECT * FROM {table}")
            cursor.execute("ANALYZE")
            step()
            for table, key in KEYS.items():
                _compare(cursor, table, key, f"{number}_{table}")
                cursor.execute(f"DROP TABLE before_{table}")
        if connection.vendor == "sqlite":
            copy_database("turn", "ran")
            return
        for kept in _tables_kept(len(steps)):
            with (
                (folder / kept).open("wb") as file,
                cursor.copy(f"COPY {kept} TO STDOUT (FORMAT BINARY)") as copy,
            ):
                for block in copy:
                    file.write(block)


def _tables_kept(steps: int) -> list[str]:
    return [
        f"{what}_{number}_{table}"
        for number in range(steps)
        for table in KEYS
        for what in ("new", "changed", "gone")
    ]


def _compare(cursor: Any, table: str, key: str, name: str) -> None:
    """Keep how a table differs from what it was before."""
    columns = _columns(cursor, table)
    now, was = (", ".join(f"{alias}.{column}" for column in columns) for alias in ("n", "b"))
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    missing = (
        "SELECT {0}.* FROM {1} AS {0} LEFT JOIN {2} AS other ON other.{3} = {0}.{3} WHERE other.{3} IS NULL"
    )
    both = f"SELECT n.* FROM {table} AS n JOIN before_{table} AS b ON b.{key} = n.{key}"
    cursor.execute(f"CREATE INDEX before_key ON before_{table} ({key})")
    cursor.execute(f"CREATE TABLE new_{name} AS {missing.format('n', table, f'before_{table}', key)}")
    cursor.execute(f"CREATE TABLE changed_{name} AS {both} WHERE ({now}) {differs} ({was})")
    cursor.execute(f"CREATE TABLE gone_{name} AS {missing.format('b', f'before_{table}', table, key)}")


def _columns(cursor: Any, table: str) -> list[str]:
    return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def write_again(folder: Path, steps: int) -> None:
    """Write what the run wrote, as fast as the database can: a transaction for each step."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            ran = Path(connection.settings_dict["NAME"]).with_name("ran")
            cursor.execute(f"ATTACH '{ran}' AS ran")
        for number in range(steps):
            with transaction.atomic():
                for table, key in KEYS.items():
                    _write_table(cursor, folder, table, key, f"{number}_{table}")


def _write_table(cursor: Any, folder: Path, table: str, key: str, name: str) -> None:
    """Delete, insert and update the rows of a table that one step deleted, inserted and changed."""
    columns = _columns(cursor, table)
    sets = ", ".join(f"{column} = row.{column}" for column in columns if column != key)
    gone, changed = (_rows(cursor, folder, table, f"{what}_{name}") for what in ("gone", "changed"))
    cursor.execute(f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {gone})")
    if connection.vendor == "sqlite":
        cursor.execute(f"INSERT INTO main.{table} SELECT * FROM ran.new_{name}")
    else:
        _copy(cursor, table, folder / f"new_{name}")
    if sets:
        cursor.execute(f"UPDATE {table} SET {sets} FROM {changed} AS row WHERE {table}.{key} = row.{key}")


def _rows(cursor: Any, folder: Path, table: str, kept: str) -> str:
    """The name of a table with rows that were kept; on PostgreSQL a temporary one, filled by COPY."""
    if connection.vendor == "sqlite":
        return f"ran.{kept}"
    cursor.execute(f"CREATE TEMPORARY TABLE {kept} (LIKE {table}) ON COMMIT DROP")
    _copy(cursor, kept, folder / kept)
    return kept


def _copy(cursor: Any, table: str, file: Path) -> None:
    with file.open("rb") as rows, cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
        while block := rows.read(BLOCK):
            copy.write(block)
