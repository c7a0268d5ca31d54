"""Signing in by a code."""

import json
from typing import Any

import pytest

from handsel_tracker.house.client import HouseAnswer, HouseAway, SignedOut
from handsel_tracker.house.sign_in import (
    DeviceCode,
    SignInRefused,
    Tokens,
    ask_code,
    poll_code,
    refresh,
)

CODE = DeviceCode("ABCD-EFGH", "https://h/?code=ABCD", "secret", 5, 600)
ASKED = {
    "user_code": "ABCD-EFGH",
    "verification_uri": "https://h/",
    "verification_uri_complete": "https://h/?code=ABCD",
    "device_code": "secret",
    "interval": 5,
    "expires_in": 600,
}
GIVEN = {"access_token": "a", "refresh_token": "r"}


class Saying:
    """A house that says one thing."""

    address = "https://h"

    def __init__(self, status: int, data: Any) -> None:
        self.status, self.data = status, data

    def send(self, *_: Any) -> HouseAnswer:
        """Say it."""
        return HouseAnswer(self.status, json.dumps(self.data).encode())


def test_the_code_is_for_the_person() -> None:
    assert ask_code(Saying(200, ASKED), name="Laptop", public_key="00") == CODE
    with pytest.raises(SignInRefused, match="gave no code: too many codes"):
        ask_code(Saying(429, {"error_description": "\x1b\ntoo many codes"}), name="Laptop", public_key="00")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "https://other/?code=ABCD",
        "http://h/?code=ABCD",
        "https://h:444/",
        "https://h@other/",
        "https://h/\x1b[2J",
        "javascript:alert(1)",
        "//h/",
        "h/?code=ABCD",
    ],
)
def test_no_page_is_opened_that_is_not_of_the_house(address: str) -> None:
    with pytest.raises(SignInRefused, match="not its own"):
        ask_code(Saying(200, ASKED | {"verification_uri_complete": address}), name="Laptop", public_key="00")


@pytest.mark.parametrize(
    ("interval", "expires", "kept"), [(-1, 10**9, (1, 1800)), (0, 5, (1, 5)), (9999, 9, (60, 9))]
)
def test_the_house_chooses_no_wait_without_measure(
    interval: int, expires: int, kept: tuple[int, int]
) -> None:
    data = ASKED | {"interval": interval, "expires_in": expires}
    code = ask_code(Saying(200, data), name="Laptop", public_key="00")
    assert (code.interval_seconds, code.expires_seconds) == kept


@pytest.mark.parametrize(
    ("status", "data", "result"),
    [
        (200, GIVEN, (Tokens("a", "r"), 0)),
        (400, {"error": "authorization_pending"}, (None, 5)),
        (400, {"error": "slow_down"}, (None, 10)),
    ],
)
def test_it_asks_again_until_the_code_is_approved(status: int, data: Any, result: Any) -> None:
    assert poll_code(Saying(status, data), CODE) == result


@pytest.mark.parametrize("error", ["access_denied", "expired_token", "invalid_grant", "something"])
def test_a_code_that_is_refused_says_why(error: str) -> None:
    with pytest.raises(SignInRefused):
        poll_code(Saying(400, {"error": error}), CODE)


def test_a_refresh_token_that_does_not_hold_means_signed_out() -> None:
    assert refresh(Saying(200, GIVEN), "r") == Tokens("a", "r")
    with pytest.raises(SignedOut):
        refresh(Saying(400, {"error": "invalid_grant"}), "r")
    for status in (400, 401, 429, 500):
        with pytest.raises(HouseAway):
            refresh(Saying(status, {}), "r")
    with pytest.raises(HouseAway):
        refresh(Saying(200, ["no answer of a house"]), "r")
