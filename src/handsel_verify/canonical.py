"""Canonical JSON (RFC 8785): a unique encoding of each value."""

from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

WHOLE_MAX = 2**53 - 1
"""The largest integer that every JSON parser reads exactly."""

POINT_MAX, POINT_MIN = 21, -6
"""Positions of the decimal point up to which a number is written without an exponent."""


def canonical(value: Mapping[str, Any]) -> bytes:
    """Encode a JSON object; raises `ValueError` for values that JSON cannot represent exactly."""
    try:
        return _object(value).encode()
    except RecursionError:
        raise ValueError("the value is nested too deeply") from None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return str(encode_basestring(value))
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    match value:
        case int():
            return _whole(value)
        case float():
            return _fraction(value)
        case Mapping():
            return _object(value)
        case list() | tuple():
            return f"[{','.join(map(_text, value))}]"
    raise ValueError(f"JSON has no {type(value).__name__}")


def _object(value: Mapping[Any, Any]) -> str:
    """Members sorted by their names in UTF-16."""
    if not all(isinstance(name, str) for name in value):
        raise ValueError("a name in JSON is text")
    plain = all(map(str.isascii, value))
    names = sorted(value) if plain else sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join(f"{encode_basestring(name)}:{_text(value[name])}" for name in names) + "}"


def _whole(value: int) -> str:
    if not -WHOLE_MAX <= value <= WHOLE_MAX:
        raise ValueError(f"{value} is larger than JSON holds exactly")
    return str(int(value))


def _fraction(value: float) -> str:
    """A number as ECMAScript writes it: the fewest digits that read back as the same."""
    if not isfinite(value):
        raise ValueError(f"JSON has no {value}")
    if value == 0:
        return "0"
    sign, figures, exponent = Decimal(repr(value)).as_tuple()
    assert isinstance(exponent, int)
    digits = "".join(map(str, figures))
    point = len(digits) + exponent
    return "-" * sign + _with_point(digits.rstrip("0"), point)


def _with_point(digits: str, point: int) -> str:
    """Digits with the decimal point after so many of them."""
    if 0 < point <= POINT_MAX:
        whole, rest = digits[:point].ljust(point, "0"), digits[point:]
        return f"{whole}.{rest}" if rest else whole
    if POINT_MIN < point <= 0:
        return f"0.{'0' * -point}{digits}"
    first, rest = digits[0], digits[1:]
    return f"{first}{'.' if rest else ''}{rest}e{point - 1:+d}"
