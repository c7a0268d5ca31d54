"""Canonical JSON (RFC 8785): a unique encoding of each value."""

from collections.abc import Callable, Mapping, Sequence
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
    """A value of one of JSON's own types, or of a subclass of one."""
    write = _WRITERS.get(type(value))
    if write is None:
        write = next((writer for kind, writer in _WRITERS.items() if isinstance(value, kind)), None)
    if write is None:
        raise ValueError(f"JSON has no {type(value).__name__}")
    return write(value)


def _object(value: Mapping[Any, Any]) -> str:
    """Members sorted by their names in UTF-16."""
    try:
        plain = "".join(value).isascii()
    except TypeError:
        raise ValueError("a name in JSON is text") from None
    names = sorted(value) if plain else sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join([f"{encode_basestring(name)}:{_text(value[name])}" for name in names]) + "}"


def _array(values: Sequence[Any]) -> str:
    return f"[{','.join(map(_text, values))}]"


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


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    bool: {True: "true", False: "false"}.__getitem__,
    int: _whole,
    type(None): {None: "null"}.__getitem__,
    dict: _object,
    list: _array,
    tuple: _array,
    float: _fraction,
    Mapping: _object,
}
"""How a value of each type is written; the first that fits, since a bool is an int."""
