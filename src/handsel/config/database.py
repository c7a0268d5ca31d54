"""Django's database settings from a URL: SQLite in a file, or PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote

EXPECTED = "sqlite:///path/to/file or postgresql://user:password@host:5432/name"
SQLITE_WAIT_SECONDS = 30
USES_BEFORE_PREPARED = 2
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=0",
    "mmap_size=0",
    "recursive_triggers=ON",
    "secure_delete=ON",
)
"""Without recursive triggers, INSERT OR REPLACE would delete append-only rows without firing theirs. What is
deleted is overwritten: erased words, and sealed offers that did not meet."""
_SERVER_OPTIONS = {
    "statement_timeout": "120s",
    "lock_timeout": "20s",
    "idle_in_transaction_session_timeout": "60s",
}


def database(address: SplitResult) -> dict[str, Any]:
    """Django's settings for a database URL; raises `ValueError` for any other URL."""
    if address.scheme == "sqlite" and not address.netloc and len(address.path) > 1:
        return _sqlite(Path(unquote(address.path[1:])))
    if address.scheme in {"postgresql", "postgres"} and address.path.strip("/"):
        return _postgresql(address)
    raise ValueError("neither SQLite nor PostgreSQL")


def _sqlite(path: Path) -> dict[str, Any]:
    """One writer at a time per process; only the checkpointer of `handsel up` truncates the WAL."""
    place = path.resolve()
    return {
        "ENGINE": "handsel.config.sqlite",
        "NAME": place,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": SQLITE_WAIT_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in _PRAGMAS),
        },
        "TEST": {"NAME": place.with_name(f"test-{place.name}")},
    }


def _postgresql(address: SplitResult) -> dict[str, Any]:
    """Connections live for a minute and are checked before use. Transaction poolers work.

    Prepared statements halve the server time of an action. `?prepare=off` turns them off, for a pooler that
    does not support them.
    """
    options = dict(parse_qsl(address.query))
    host = options.pop("host", unquote(address.hostname or ""))
    prepares = options.pop("prepare", "on") != "off"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.strip("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": host,
        "PORT": options.pop("port", str(address.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "application_name": "handsel",
            "tcp_user_timeout": 30_000,
            "options": " ".join(f"-c {name}={value}" for name, value in _SERVER_OPTIONS.items()),
            "server_side_binding": prepares,
            "prepare_threshold": USES_BEFORE_PREPARED if prepares else None,
            **options,
        },
    }
