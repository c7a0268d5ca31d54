"""Other processes of the house, on the database of the tests, to be killed or told to stop."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.conf import settings
from django.db import connection

_SETUP = "import django; django.setup()\n"


def address() -> str:
    """The database of this test, as HANDSEL_DATABASE_URL says it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(at['NAME']))}"
    return f"postgresql://{at['USER']}@/{at['NAME']}?host={quote(at['HOST'], safe='')}&port={at['PORT']}"


def environment(**more: str) -> dict[str, str]:
    """What a process needs to be the same house as the test."""
    own = {
        "DJANGO_SETTINGS_MODULE": "handsel.config.settings",
        "HANDSEL_DATA_DIR": str(settings.DATA_DIR),
        "HANDSEL_DATABASE_URL": address(),
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **own, **more}


def killed_while(script: str) -> None:
    """Run a script until it says something, then kill it on the spot."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SETUP + script], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process:
        assert process.stdout.readline()
        process.kill()
