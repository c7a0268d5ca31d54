"""Signing in by a code that the person approves in a browser (RFC 8628), and new access tokens."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from handsel_tracker.house.client import AddressRefused, HouseAway, HouseClient, SignedOut, house_address
from handsel_tracker.spool.texts import short

CLIENT, SCOPE = "handsel-tracker", "tracker"
_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_SLOWER_SECONDS = 5
INTERVAL_SECONDS_MAX, EXPIRES_SECONDS_MAX = 60, 1800


class SignInRefused(Exception):
    """The house gives no tokens; the message says why, and what to do."""


@dataclass(frozen=True)
class DeviceCode:
    """A code for the person, and the one by which the device asks whether it was approved."""

    user_code: str
    address: str
    device_code: str
    interval_seconds: int
    expires_seconds: int


@dataclass(frozen=True)
class Tokens:
    """The token of each request, and the one that gives another."""

    access: str
    refresh: str


_REFUSED = {
    "access_denied": "The device was refused in the browser. Nothing was connected.",
    "expired_token": "The code ran out before it was approved. Sign in again.",
    "invalid_grant": "The code was used before, or ran out. Sign in again.",
}


def ask_code(client: HouseClient, *, name: str, public_key: str) -> DeviceCode:
    """Begin to sign in; raises `SignInRefused`, `HouseAway`."""
    form = {"client_id": CLIENT, "scope": SCOPE, "device_name": name, "public_key": public_key}
    status, data = _post(client, "/api/oauth/device/code", form)
    if status != 200:
        why = short(data.get("error_description") or data.get("error"))
        raise SignInRefused(f"The site gave no code: {why}.")
    return DeviceCode(
        user_code=short(data["user_code"]),
        address=_own_page(client, str(data.get("verification_uri_complete") or data["verification_uri"])),
        device_code=str(data["device_code"]),
        interval_seconds=min(max(int(data.get("interval", _SLOWER_SECONDS)), 1), INTERVAL_SECONDS_MAX),
        expires_seconds=min(int(data["expires_in"]), EXPIRES_SECONDS_MAX),
    )


def poll_code(client: HouseClient, code: DeviceCode) -> tuple[Tokens | None, int]:
    """The tokens if the code was approved, and after how many seconds to ask again if not.

    Raises `SignInRefused` if it was refused or ran out, `HouseAway`.
    """
    form = {"client_id": CLIENT, "grant_type": _GRANT, "device_code": code.device_code}
    status, data = _post(client, "/api/oauth/token", form)
    if status == 200:
        return _tokens(data), 0
    match data.get("error"):
        case "authorization_pending":
            return None, code.interval_seconds
        case "slow_down":
            return None, code.interval_seconds + _SLOWER_SECONDS
        case error:
            why = f"The site gave no tokens: {short(error)}. Sign in again."
            raise SignInRefused(_REFUSED.get(str(error), why))


def refresh(client: HouseClient, token: str) -> Tokens:
    """A new access token; raises `SignedOut` if the device was disconnected, `HouseAway`."""
    form = {"client_id": CLIENT, "grant_type": "refresh_token", "refresh_token": token}
    status, data = _post(client, "/api/oauth/token", form)
    if data.get("error") == "invalid_grant":
        raise SignedOut
    if status != 200:
        raise HouseAway(f"The site answered with status {status}.")
    return _tokens(data)


def _own_page(client: HouseClient, address: str) -> str:
    """The address of a page of the house, which is opened; raises `SignInRefused` if it is of another."""
    try:
        is_own = house_address(address) == house_address(client.address)
    except AddressRefused:
        is_own = False
    if not is_own or "://" not in address or short(address) != address:
        raise SignInRefused(
            f"The site wants {short(address)} to be opened, which is not its own. Nothing was opened or"
            f" connected. Sign in with the address that the site itself uses."
        )
    return address


def _tokens(data: dict[str, Any]) -> Tokens:
    return Tokens(str(data["access_token"]), str(data["refresh_token"]))


def _post(client: HouseClient, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """The status and the fields of an answer; raises `HouseAway` if it is not one of OAuth's."""
    answer = client.send("POST", path, _FORM, urlencode(form).encode())
    try:
        data = json.loads(answer.body)
    except (ValueError, RecursionError):
        data = None
    if answer.status >= 500 or not isinstance(data, dict):
        raise HouseAway(f"The site answered with status {answer.status} and no reason.")
    return answer.status, data
