"""Instants in answers: to the microsecond, as they are signed; the framework would cut them."""

from datetime import datetime
from typing import Annotated

from pydantic import PlainSerializer, WithJsonSchema

Instant = Annotated[
    datetime,
    PlainSerializer(datetime.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A time in UTC, such as `2026-03-02T17:00:00.099107+00:00`."""
