"""Canonical JSON (RFC 8785): the one sequence of bytes that stands for a value."""

from collections.abc import Mapping
from typing import Any

import rfc8785


def canonical(value: Mapping[str, Any]) -> bytes:
    """The canonical bytes of a JSON object; raises `ValueError` for what JSON cannot hold exactly."""
    try:
        return rfc8785.dumps(dict(value))
    except rfc8785.CanonicalizationError as error:
        raise ValueError(str(error)) from error
