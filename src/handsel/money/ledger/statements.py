"""The named statements of a file in `sql/<vendor>/`, each under a line `-- name: what it does`."""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "sql"
_NAME = re.compile(r"^-- name: (.+)\n", re.MULTILINE)


@cache
def statements(vendor: str, file: str) -> dict[str, str]:
    """The statements of `sql/<vendor>/<file>.sql` by name, in the order of the file."""
    _, *parts = _NAME.split((_FOLDER / vendor / f"{file}.sql").read_text())
    return dict(zip(parts[::2], (part.strip().rstrip(";") for part in parts[1::2]), strict=True))
