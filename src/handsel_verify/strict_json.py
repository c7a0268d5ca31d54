"""Strict parsing of the record's JSON, bytes and times."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handsel_verify.canonical import WHOLE_MAX

DEPTH_MAX = 100
"""How deep arrays and objects may be nested."""

_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,15}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{6})?\+00:00")


class Malformed(ValueError):
    """Not in the format of the record; the message says what."""


def json_from(data: bytes) -> Any:
    """Parse JSON: UTF-8, no duplicate names, integers only, limited depth.

    Raises `Malformed`.
    """
    try:
        text = data.decode()
        value = json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_whole, parse_constant=_whole
        )
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeError:
        raise Malformed("it is no text in UTF-8") from None
    except RecursionError:
        raise Malformed("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise Malformed(f"it is no JSON: {error}") from None
    _refuse_deep(value)
    return value


def hex_from(text: object, length: int) -> bytes:
    """Decode `length` bytes from lower-case hexadecimal; raises `Malformed`."""
    if not isinstance(text, str) or len(text) != 2 * length or not _HEX.fullmatch(text):
        raise Malformed(f"something that should be {length} bytes in hexadecimal is not")
    return bytes.fromhex(text)


def base64_from(text: object) -> bytes:
    """Decode padded base64 (RFC 4648, 4); raises `Malformed`."""
    try:
        data = b64decode(str(text), validate=True)
    except ValueError:
        data = b""
    if b64encode(data).decode() != text:
        raise Malformed("something that should be base64 is not")
    return data


def instant_from(text: object) -> datetime:
    """Parse a time in UTC, to the second or microsecond; raises `Malformed`."""
    try:
        if isinstance(text, str) and _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        """An impossible date."""
    raise Malformed("a time in it is none")


def _object(members: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(members)
    if len(fields) != len(members):
        raise Malformed("it has a name twice")
    return fields


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text) or abs(int(text)) > WHOLE_MAX:
        raise Malformed(f"a record has no number like {text[:20]}")
    return int(text)


def _refuse_deep(value: Any) -> None:
    """Check the depth level by level, without recursion."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(DEPTH_MAX):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
    if level:
        raise Malformed("it is nested too deeply")
