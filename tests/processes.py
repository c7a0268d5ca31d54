"""Other processes of the house, on the database of the tests, to be killed or told to stop."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

_SETUP = "import django; django.setup()\n"


def address() -> str:
    """The database of this test, as HANDSEL_DATABASE_URL says it; refused to a test that has none."""
    connection.ensure_connection()
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(at['NAME']))}"
    return f"postgresql://{at['USER']}@/{at['NAME']}?host={quote(at['HOST'], safe='')}&port={at['PORT']}"


def environment(**more: str) -> dict[str, str]:
    """What a process needs to be the same house as the test."""
    own = {
        "DJANGO_SETTINGS_MODULE": "handsel.config.settings",
        "HANDSEL_DATA_DIR": str(settings.DATA_DIR),
        "HANDSEL_DATABASE_URL": more.get("HANDSEL_DATABASE_URL") or address(),
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **own, **more}


@contextmanager
def handsel(*arguments: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """The command, running; whatever is left of it at the end is killed."""
    command = [str(Path(sys.executable).with_name("handsel")), *arguments]
    with subprocess.Popen(
        command, env=environment(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: subprocess.Popen[str]) -> str:
    """What a process says first; empty when it ends without a word."""
    assert process.stdout is not None
    return process.stdout.readline()


def killed_while(script: str) -> None:
    """Run a script until it says something, then kill it on the spot."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SETUP + script], env=environment(), stdout=subprocess.PIPE, text=True
    )
    with process:
        assert first_line(process)
        process.kill()
