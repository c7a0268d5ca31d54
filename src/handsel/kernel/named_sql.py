"""Named statements of an SQL file, each below a line `-- name: ...`."""

import re
from functools import cache
from pathlib import Path

_NAME = re.compile(r"^-- name: (.+)\n", re.MULTILINE)


@cache
def named_statements(beside: str, vendor: str, name: str) -> dict[str, str]:
    """The statements of `sql/<vendor>/<name>.sql` beside a module, by name, in order."""
    _, *parts = _NAME.split((Path(beside).parent / "sql" / vendor / f"{name}.sql").read_text())
    return dict(zip(parts[::2], (part.strip().rstrip(";") for part in parts[1::2]), strict=True))
