"""Codes that are typed: the person's own, in their time, once."""

import threading
from typing import Any

import pytest
from django.db import connection

from handsel.kernel import clock
from handsel.people.factors.checking import check_code
from handsel.people.models import Person
from tests.conftest import FrozenClock
from tests.people.factors.conftest import Phone, set_up
from tests.record.test_actions import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(frozen_clock: FrozenClock) -> FrozenClock:
    """The present, before anything is set up."""
    return frozen_clock


def checks(phone: Phone, typed: str) -> str:
    """The type of the factor whose code it is; empty if it is none."""
    factor = check_code(phone.person, typed, at=clock.now())
    return factor.type if factor else ""


def test_a_code_of_the_app_works_once(now: FrozenClock, phone: Phone) -> None:
    code = phone.code()
    assert checks(phone, f"{code[:3]} {code[3:]}") == "totp"
    assert checks(phone, code) == ""
    now.passes(seconds=30)
    assert checks(phone, code) == ""
    assert checks(phone, phone.code()) == "totp"


def test_a_recovery_code_works_once(now: FrozenClock, phone: Phone) -> None:
    assert checks(phone, phone.codes[0]) == "recovery_codes"
    assert checks(phone, phone.codes[0]) == ""


def test_codes_of_another_time_or_neighbour_are_none(now: FrozenClock, phone: Phone, ada: Any) -> None:
    neighbour = set_up(ada)
    wrong = [phone.code(-2), phone.code(2), neighbour.code(), neighbour.codes[0], "", "000000"]
    assert {checks(phone, code) for code in wrong} == {""}


def test_after_a_new_key_of_the_site_no_code_works_and_nothing_breaks(
    now: FrozenClock, phone: Phone, settings: Any
) -> None:
    settings.SECRET_KEY = "another key, of at least forty characters"
    assert checks(phone, phone.code()) == checks(phone, phone.codes[0]) == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_a_code_that_is_sent_many_times_at_once_works_once(proved: Person, kind: str) -> None:
    phone, answers = set_up(proved), []
    code = phone.code() if kind == "app" else phone.codes[0]

    def use() -> None:
        answers.append(check_code(proved, code, at=clock.now()) is not None)
        connection.close()

    at_once([threading.Thread(target=use) for _ in range(6)])
    assert sorted(answers) == [False] * 5 + [True]
