"""Requests to the house, over a connection that is checked, with errors in words."""

import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from threading import Event, Timer
from typing import Any
from urllib.parse import urlsplit

from handsel_tracker import PROGRAM
from handsel_tracker.spool.texts import short

TIMEOUT_SECONDS, ANSWER_SECONDS_MAX = 20, 60
ANSWER_BYTES_MAX = 4 * 1024 * 1024
UNREADABLE = "unreadable"
"""The code of an error that is not in the words of a house."""
TOO_LARGE = 413
NO_HOUSE = "Something answered that is no Handsel house."

_PORTS = {"http": 80, "https": 443}
_NO_ADDRESS = "{} is no address of a house. Write it as https://house.example.org."


class AddressRefused(Exception):
    """An address to which nothing is sent; the message says why."""


class HouseAway(Exception):
    """The house did not answer, or not as a house does; the message says what happened."""


class SignedOut(Exception):
    """The house no longer knows this device: it was disconnected, or never signed in."""


@dataclass
class HouseRefused(Exception):
    """The house answered with an error: its code, and what is wrong in its words."""

    status: int
    code: str
    what: str
    way_out: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.way_out}".strip()

    @property
    def is_passing(self) -> bool:
        """Whether the same request may be taken later: also what no house said, but something on the way."""
        is_foreign = self.code == UNREADABLE and self.status != TOO_LARGE
        return self.status == 429 or self.status >= 500 or is_foreign


@dataclass(frozen=True)
class HouseAnswer:
    """What the house answered."""

    status: int
    body: bytes

    @property
    def data(self) -> Any:
        """Its JSON; raises `HouseAway` if it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise HouseAway(NO_HOUSE) from None


def house_address(text: str) -> str:
    """The address of a house as people write it; raises `AddressRefused` if nothing may be sent there.

    Without a scheme it is https, and http on this device itself.
    """
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        if "://" not in text and _is_loopback(parts.hostname or ""):
            parts = parts._replace(scheme="http")
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        raise AddressRefused(_NO_ADDRESS.format(short(text))) from None
    if parts.scheme not in _PORTS or not host or parts.username or port == 0:
        raise AddressRefused(_NO_ADDRESS.format(short(text)))
    if parts.scheme == "http" and not _is_loopback(host):
        raise AddressRefused(
            f"{short(text)} is not encrypted: everybody on the way could read it."
            " Nothing was sent. Use https."
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, _PORTS[parts.scheme]) else "")


@dataclass(frozen=True)
class HouseClient:
    """Sends requests to a house at an address, each over a connection of its own."""

    address: str

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> HouseAnswer:
        """Send a request; raises `HouseAway` if there is no whole answer."""
        parts = urlsplit(self.address)
        make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = make(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(method, path, body, {"User-Agent": PROGRAM, **headers})
            with _in_time(connection):
                response = connection.getresponse()
                content = response.read(ANSWER_BYTES_MAX + 1)
            is_cut = bool(response.length) and len(content) <= ANSWER_BYTES_MAX
        except ssl.SSLCertVerificationError as error:
            raise HouseAway(
                f"The certificate of {parts.hostname} is not right: {error.verify_message}. Nothing was sent."
            ) from error
        except (OSError, HTTPException) as error:
            raise HouseAway(f"{parts.hostname} cannot be reached: {_reason(error)}.") from error
        finally:
            connection.close()
        if is_cut:
            raise HouseAway(f"{parts.hostname} broke off its answer.")
        if len(content) > ANSWER_BYTES_MAX:
            raise HouseAway(f"{parts.hostname} answered with more than a house does.")
        return HouseAnswer(response.status, content)


def checked(answer: HouseAnswer) -> HouseAnswer:
    """An answer that is a success; raises `SignedOut`, or `HouseRefused` with the words of the house."""
    if answer.status < 300:
        return answer
    if answer.status == 401:
        raise SignedOut
    try:
        error = json.loads(answer.body)["error"]
        words = [short(error[name]) for name in ("code", "what", "way_out")]
        raise HouseRefused(answer.status, *words)
    except (ValueError, KeyError, TypeError, RecursionError):
        what = f"The site answered with status {answer.status}."
        raise HouseRefused(answer.status, UNREADABLE, what) from None


@contextmanager
def _in_time(connection: HTTPConnection) -> Iterator[None]:
    """Break off an answer that takes long, even if a byte of it comes now and then; raises `HouseAway`."""
    late = Event()
    timer = Timer(ANSWER_SECONDS_MAX, _break_off, (connection.sock, late))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if late.is_set():
            raise HouseAway(f"{connection.host} took more than {ANSWER_SECONDS_MAX} seconds to answer.")


def _break_off(connected: socket.socket, late: Event) -> None:
    late.set()
    with suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {TIMEOUT_SECONDS} seconds"
    return short(getattr(error, "strerror", None) or error) or type(error).__name__
