"""How long a confirmation lasts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import SessionBase

from handsel.people.confirming import confirm, is_confirmed
from tests.conftest import MONDAY_NOON


@pytest.mark.parametrize(("minutes", "lasts"), [(-1, False), (0, True), (14.9, True), (15, False)])
def test_a_confirmation_lasts_a_quarter_of_an_hour(minutes: float, lasts: bool) -> None:
    session = SessionBase()
    confirm(session, MONDAY_NOON)
    assert is_confirmed(session, MONDAY_NOON + timedelta(minutes=minutes)) is lasts


def test_a_session_that_was_never_confirmed_is_not() -> None:
    assert not is_confirmed(SessionBase(), MONDAY_NOON)
