"""The files of phrases."""

import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def table(name: str, folder: str = "phrases") -> dict[str, Any]:
    """What a file of phrases holds: `shared`, or a language."""
    return tomllib.loads((_FOLDER / folder / f"{name}.toml").read_text(encoding="utf-8"))
