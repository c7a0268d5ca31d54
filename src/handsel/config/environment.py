"""Reading settings from the environment: each reader knows one type, and says in a sentence what is wrong."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AnyUrl, Field, TypeAdapter, UrlConstraints, ValidationError

from handsel.config.wrong_setting import WrongSetting
from handsel.record.clamd import Address
from handsel_verify.notes import COSIGNATURE, Key, key_from

PREFIX = "HANDSEL_"
T = TypeVar("T")


def text(name: str, default: str = "") -> str:
    """The text of a setting; one that is empty counts as not set."""
    return os.environ.get(PREFIX + name, "").strip() or default


def boolean(name: str, *, default: bool) -> bool:
    """Yes or no."""
    return _parse(TypeAdapter(bool), name, str(default), "yes or no")


def whole(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    number = TypeAdapter[int](Annotated[int, Field(ge=least, le=most)])
    return _parse(number, name, str(default), f"a whole number from {least} to {most}")


def choice(name: str, options: Sequence[str], default: str) -> str:
    """One of the words in `options`."""
    written = text(name, default)
    if written not in options:
        refuse(name, f"{', '.join(options[:-1])} or {options[-1]}")
    return written


def listed(name: str, default: Sequence[str] = ()) -> list[str]:
    """Words between commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def zone(name: str, default: str) -> str:
    """The name of a time zone."""
    return _parse(TypeAdapter(ZoneInfo), name, default, "a time zone such as Europe/Oslo").key


def url(name: str, default: str, *, schemes: Sequence[str]) -> str:
    """An address whose scheme is one of `schemes`, without a slash at its end."""
    expected = f"an address such as {schemes[0]}://house.example.org"
    address = _parse(_address(*schemes), name, default, expected)
    if any((address.username, address.password, address.query, address.fragment, address.path != "/")):
        refuse_secret(name, expected)
    return str(address).rstrip("/")


def scanner(name: str) -> Address | None:
    """Where clamd listens; nowhere, where nothing is set."""
    try:
        parts = urlsplit(text(name))
        if parts.scheme == "unix" and parts.path:
            return Address(path=parts.path)
        if parts.scheme == "tcp" and parts.hostname and parts.port:
            return Address(host=parts.hostname, port=parts.port)
    except ValueError:
        pass
    if text(name):
        refuse(name, "unix:/run/clamav/clamd.ctl or tcp://scanner.example.org:3310")
    return None


def witnesses(name: str) -> dict[str, Key]:
    """Addresses of witnesses, each with its key after a space, between commas."""
    try:
        keys = [_witness(word) for word in listed(name)]
    except ValueError:
        refuse(name, "an address and the key of a witness, such as https://witness.example NAME+ID+KEY")
    if len({key.name for _, key in keys}) != len(keys) or len(dict(keys)) != len(keys):
        refuse(name, "each witness once")
    return dict(keys)


def secret(name: str, default: str = "") -> str:
    """A setting that is never shown; it may instead be read from the file that NAME_FILE names."""
    kept = text(name + "_FILE")
    if not kept:
        return text(name, default)
    if text(name):
        raise WrongSetting(f"{PREFIX}{name} and {PREFIX}{name}_FILE are both set; expected one of them.")
    if not Path(kept).is_file():
        refuse_secret(name + "_FILE", "the name of a text file that can be read")
    try:
        return Path(kept).read_text(encoding="utf-8").strip() or default
    except (OSError, UnicodeDecodeError):
        refuse_secret(name + "_FILE", "the name of a text file that can be read")


def secret_url(name: str, default: str, read: Callable[[SplitResult], T], *, expected: str) -> T:
    """What `read` makes of a secret address; a `ValueError` from it becomes a sentence without the secret."""
    try:
        return read(urlsplit(secret(name, default)))
    except ValueError:
        refuse_secret(name, expected)


def refuse_secret(name: str, expected: str) -> NoReturn:
    """Stop the start without showing what a setting holds."""
    raise WrongSetting(
        f"{PREFIX}{name} holds something else (not shown, as it may be secret); expected {expected}."
    )


def refuse(name: str, expected: str) -> NoReturn:
    """Stop the start: say which setting, what it holds, and what is expected."""
    holds = f"holds {text(name)!r}" if text(name) else "is not set"
    raise WrongSetting(f"{PREFIX}{name} {holds}; expected {expected}.")


def _parse(kind: TypeAdapter[T], name: str, default: str, expected: str) -> T:
    try:
        return kind.validate_python(text(name, default))
    except ValidationError:
        refuse(name, expected)


def _address(*schemes: str) -> TypeAdapter[AnyUrl]:
    return TypeAdapter(Annotated[AnyUrl, UrlConstraints(allowed_schemes=list(schemes))])


def _witness(written: str) -> tuple[str, Key]:
    address, _, text = written.partition(" ")
    key = key_from(text.strip())
    if key.algorithm != COSIGNATURE:
        raise ValueError(written)
    return str(_address("https", "http").validate_python(address)).rstrip("/"), key
