"""Copies of the trial's database, and the rows that the weekly run wrote, kept and written again."""

import shutil
from pathlib import Path

from django.db import connection, transaction

BLOCK = 1 << 16
WRITTEN = (
    "record_entry",
    "record_entrycontent",
    "record_pendingleaf",
    "hours_timesheet",
    "ledger_transfer",
    "ledger_posting",
    "invoices_invoicecounter",
    "invoices_invoice",
    "tasks_task",
)
"""The tables in which the run inserts rows, in the order of their references."""


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


def keep_rows(folder: Path) -> None:
    """Keep what the run wrote: in files of COPY, or in a database to select from."""
    if connection.vendor == "sqlite":
        copy_database("turn", "ran")
        return
    with connection.cursor() as cursor:
        for table in WRITTEN:
            out = f"COPY {table} TO STDOUT (FORMAT BINARY)"
            with (folder / table).open("wb") as file, cursor.copy(out) as copy:
                for block in copy:
                    file.write(block)


def write_rows(folder: Path) -> None:
    """Write the rows that the run wrote, as fast as the database can."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            ran = Path(connection.settings_dict["NAME"]).with_name("ran")
            cursor.execute(f"ATTACH '{ran}' AS ran")
        with transaction.atomic():
            for table in WRITTEN:
                if connection.vendor == "sqlite":
                    cursor.execute(f"INSERT INTO main.{table} SELECT * FROM ran.{table}")
                    continue
                with (
                    (folder / table).open("rb") as file,
                    cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy,
                ):
                    while block := file.read(BLOCK):
                        copy.write(block)
