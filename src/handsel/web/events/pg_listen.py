"""Hearing from PostgreSQL that chains grew: one connection of its own for each process, outside any pool.

Where that is not possible (on SQLite, or behind a pooler of transactions), the watch looks every second.
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
    """Call whenever PostgreSQL says that a chain grew, until cancelled; SQLite says nothing."""
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
