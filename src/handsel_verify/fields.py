"""The fields of what devices sign: each is read, or refused with `Malformed`."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from handsel_verify.strict_json import Malformed

Part = TypeVar("Part")

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def members_from(value: Any, names: set[str], what: str) -> dict[str, Any]:
    """An object with exactly these names."""
    if not isinstance(value, dict) or value.keys() != names:
        raise Malformed(f"{what} has other fields")
    return value


def part_from(fields: Mapping[str, Any], name: str, read: Callable[..., Part], *limits: Any) -> Part:
    """A part of what was signed, read; `Malformed` says which part is wrong."""
    try:
        return read(fields[name], *limits)
    except Malformed as fault:
        raise Malformed(f"{name}: {fault}") from None


def uuid_from(text: Any) -> UUID:
    """An identifier in small letters."""
    require(isinstance(text, str) and bool(_UUID.fullmatch(text)), "an identifier in it is none")
    return UUID(text)


def text_from(text: Any, most: int) -> str:
    """A text of at most so many characters."""
    if not isinstance(text, str) or len(text) > most or "\0" in text:
        raise Malformed(f"a text in it is none, or longer than {most} characters")
    return text


def line_from(text: Any, most: int) -> str:
    """A text on one line, without characters that control how it is shown."""
    require(not _CONTROL.search(text_from(text, most)), "a text in it has control characters")
    return str(text)


def is_whole(value: Any, most: int = 2**53 - 1) -> bool:
    """Whether a value is a whole number from 0 on."""
    return type(value) is int and 0 <= value <= most


def require(holds: bool, otherwise: str) -> None:
    """Raise `Malformed` unless something holds."""
    if not holds:
        raise Malformed(otherwise)
