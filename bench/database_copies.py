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


def keep_writes(folder: Path, steps: Sequence[Callable[[], None]]) -> list[set[str]]:
    """Take the steps of a run, and keep which rows each inserted (`new`), changed and deleted (`gone`).

    They are kept in files of COPY, or in a database to select from, named by what they are and their table;
    gives the names for each step.
    """
    with connection.cursor() as cursor:
        kept = [_keep_step(cursor, folder, number, step) for number, step in enumerate(steps)]
    if connection.vendor == "sqlite":
        copy_database("turn", "ran")
    return kept


def _keep_step(cursor: Any, folder: Path, number: int, step: Callable[[], None]) -> set[str]:
    for table in KEYS:
        cursor.execute(f"CREATE TABLE before_{table} AS SELECT * FROM {table}")
    step()
    kept = set()
    for table, key in KEYS.items():
        for what, differing in _differences(cursor, table, key).items():
            name = f"{what}_{number}_{table}"
            cursor.execute(f"CREATE TABLE {name} AS {differing}")
            cursor.execute(f"SELECT 1 FROM {name} LIMIT 1")
            if cursor.fetchone():
                kept.add(name)
                _export(cursor, folder, name)
        cursor.execute(f"DROP TABLE before_{table}")
    return kept


def _differences(cursor: Any, table: str, key: str) -> dict[str, str]:
    """Queries of how a table differs from what it was before."""
    before = f"before_{table}"
    cursor.execute(f"CREATE INDEX key_of_{before} ON {before} ({key})")
    now, was = (", ".join(f"{row}.{column}" for column in _columns(cursor, table)) for row in ("n", "b"))
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    return {
        "new": f"SELECT * FROM {table} WHERE {key} NOT IN (SELECT {key} FROM {before})",
        "changed": f"SELECT n.* FROM {table} n JOIN {before} b ON b.{key} = n.{key}"
        f" WHERE ({now}) {differs} ({was})",
        "gone": f"SELECT * FROM {before} WHERE {key} NOT IN (SELECT {key} FROM {table})",
    }


def _export(cursor: Any, folder: Path, name: str) -> None:
    """On PostgreSQL, write rows that are kept to a file."""
    if connection.vendor == "postgresql":
        out = f"COPY {name} TO STDOUT (FORMAT BINARY)"
        with (folder / name).open("wb") as file, cursor.copy(out) as copy:
            for block in copy:
                file.write(block)


def _columns(cursor: Any, table: str) -> list[str]:
    return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def write_again(folder: Path, kept: Sequence[set[str]]) -> None:
    """Write what the run wrote, as fast as the database can: a transaction for each step."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            ran = Path(connection.settings_dict["NAME"]).with_name("ran")
            cursor.execute(f"ATTACH '{ran}' AS ran")
        for number, names in enumerate(kept):
            with transaction.atomic():
                for table, key in KEYS.items():
                    _write_table(cursor, folder, table, key, f"{number}_{table}", names)


def _write_table(cursor: Any, folder: Path, table: str, key: str, step: str, names: set[str]) -> None:
    """Delete, insert and update the rows of a table that one step deleted, inserted and changed."""
    if f"gone_{step}" in names:
        gone = _rows(cursor, folder, table, f"gone_{step}")
        cursor.execute(f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {gone})")
    if f"new_{step}" in names:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO main.{table} SELECT * FROM ran.new_{step}")
        else:
            _copy(cursor, table, folder / f"new_{step}")
    if f"changed_{step}" in names:
        changed = _rows(cursor, folder, table, f"changed_{step}")
        sets = ", ".join(f"{column} = fresh.{column}" for column in _columns(cursor, table) if column != key)
        cursor.execute(f"UPDATE {table} SET {sets} FROM {changed} AS fresh WHERE {table}.{key} = fresh.{key}")


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
