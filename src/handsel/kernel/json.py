"""Values that the record may hold: JSON without floats."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]
Facts = dict[str, Any]
"""The content of an entry or a request."""


def plain(value: Any) -> Json:
    """A value as JSON: identifiers and times as text, amounts and dataclasses as objects."""
    if value is None or isinstance(value, bool | int | str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return _plain_object(value)


def _plain_object(value: Any) -> Json:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "facts"):
        return plain(value.facts())
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    raise ValueError(f"not a shape of the record: {type(value).__name__}")
