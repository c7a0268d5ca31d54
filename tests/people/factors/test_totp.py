"""Codes of apps, by the vectors of RFC 4226 and RFC 6238."""

import base64
from datetime import UTC, datetime

import pytest

from handsel.people.factors.totp import app_address, code_at, matching_step, new_secret, step_of
from tests.conftest import MONDAY_NOON

SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC_4226 = [
    "755224",
    "287082",
    "359152",
    "969429",
    "338314",
    "254676",
    "287922",
    "162583",
    "399871",
    "520489",
]
NOW = step_of(MONDAY_NOON)


@pytest.mark.parametrize(
    ("step", "code"),
    list(enumerate(RFC_4226)),
)
def test_codes_are_those_of_rfc_4226(step: int, code: str) -> None:
    assert code_at(SECRET, step) == code


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")],
)
def test_codes_follow_the_clock_as_in_rfc_6238(seconds: int, code: str) -> None:
    assert code_at(SECRET, step_of(datetime.fromtimestamp(seconds, UTC))) == code


@pytest.mark.parametrize(("ahead", "works"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_ahead_or_behind(ahead: int, works: bool) -> None:
    step = matching_step(SECRET, code_at(SECRET, NOW + ahead), at=MONDAY_NOON, after=0)
    assert step == (NOW + ahead if works else None)


def test_a_code_works_once_and_so_does_none_before_it() -> None:
    for earlier in (NOW - 1, NOW):
        assert matching_step(SECRET, code_at(SECRET, earlier), at=MONDAY_NOON, after=NOW) is None
    assert matching_step(SECRET, code_at(SECRET, NOW + 1), at=MONDAY_NOON, after=NOW) == NOW + 1


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "ein Wort", "\u0661\u0662\u0663\u0664\u0665\u0666"]
)
def test_what_is_no_code_matches_nothing(typed: str) -> None:
    assert matching_step(SECRET, typed, at=MONDAY_NOON, after=0) is None


def test_secrets_are_of_chance_and_as_long_as_the_rfc_asks() -> None:
    assert len({new_secret() for _ in range(50)}) == 50
    assert len(base64.b32decode(new_secret())) == 20


def test_the_address_says_whose_secret_it_is_and_of_which_site() -> None:
    address = app_address("ABC", email="ben+x@example.org", site="A & B")
    assert address == "otpauth://totp/A%20%26%20B:ben%2Bx@example.org?secret=ABC&issuer=A%20%26%20B"
