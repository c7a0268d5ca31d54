"""Run pgbench: the server's throughput without client cost.

Statements use the simple protocol, pgbench's default.
"""

import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.db import connection

from tests.postgres import binary

_TPS = re.compile(rb"^tps = ([\d.]+) \(without", re.MULTILINE)


def rate(script: str, clients: int, seconds: float, **variables: int) -> float:
    """Transactions per second of a script, or of a built-in one by name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "script.sql"
        path.write_text(script)
        source = ["-f", path] if " " in script else ["-b", script]
        defined = [part for name, value in variables.items() for part in ("-D", f"{name}={value}")]
        options = ["-n", "-c", clients, "-j", min(clients, 4), "-T", max(1, round(seconds))]
        printed = _pgbench(*options, *defined, *source)
    match = _TPS.search(printed)
    assert match is not None, printed
    return float(match[1])


def initialise(scale: int) -> None:
    """Create the tables of pgbench's built-in scripts."""
    _pgbench("-i", "-q", "-s", scale)


def _pgbench(*arguments: Any) -> bytes:
    settings = connection.settings_dict
    place = [
        "-h",
        settings["HOST"],
        "-U",
        settings["USER"],
        *(["-p", settings["PORT"]] if settings["PORT"] else []),
    ]
    command = [binary("pgbench"), *place, *map(str, arguments), settings["NAME"]]
    done = subprocess.run(command, check=False, capture_output=True)
    if done.returncode:
        raise SystemExit(f"pgbench failed:\n{done.stderr.decode()}")
    return done.stdout
