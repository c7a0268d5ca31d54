"""Whole numbers in requests: 12.0 is one, as JSON knows no other kind of number, and a text is none."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from handsel_verify.canonical import WHOLE_MAX


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


WholeNumber = Annotated[int, Field(strict=True, ge=0, le=WHOLE_MAX), BeforeValidator(_whole)]
"""A number from 0 to 2^53-1."""
