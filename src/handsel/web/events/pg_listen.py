"""LISTEN for new entries in PostgreSQL: one connection for each process, outside any pool.

Where that is not possible (SQLite, or a transaction pooler), the broadcaster polls every second.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection

from handsel.record.change_signal import CHANNEL

RETRY_SECONDS = 30
_DJANGOS = {"context", "cursor_factory"}

log = logging.getLogger(__name__)


async def hear(heard: Callable[[], None]) -> None:
    """Call back whenever a chain grew, until cancelled; on SQLite, never."""
    if connection.vendor != "postgresql":
        return
    while True:
        try:
            await _listen(heard)
        except (psycopg.Error, OSError) as error:
            log.warning("entries are looked for every second: %s", str(error).partition("\n")[0])
        await asyncio.sleep(RETRY_SECONDS)


async def _listen(heard: Callable[[], None]) -> None:
    line = await psycopg.AsyncConnection.connect(**_address(), autocommit=True)
    async with line:
        await line.execute(f"LISTEN {CHANNEL}")
        async for _ in line.notifies():
            heard()


def _address() -> dict[str, Any]:
    params = connection.get_connection_params()
    return {name: value for name, value in params.items() if name not in _DJANGOS}
