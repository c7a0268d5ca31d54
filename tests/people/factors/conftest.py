"""Somebody with an authenticator app and recovery codes."""

from dataclasses import dataclass, field

import pytest

from handsel.kernel import clock
from handsel.people.factors.acts import add_app, make_codes
from handsel.people.factors.totp import code_at, new_secret, step_of
from handsel.people.models import Person
from handsel.record.actions import Actor


@dataclass
class Phone:
    """An authenticator app on a phone, and the recovery codes on paper beside it."""

    person: Person
    secret: str = field(default_factory=new_secret)
    codes: list[str] = field(default_factory=list)

    def code(self, later: int = 0) -> str:
        """The code that the app shows, or will show some steps later."""
        return code_at(self.secret, step_of(clock.now()) + later)


@pytest.fixture
def phone(proved: Person) -> Phone:
    """Ben's phone, which was set up a while ago."""
    return set_up(proved)


def set_up(person: Person) -> Phone:
    """Set up an app and recovery codes for somebody."""
    phone = Phone(person)
    add_app(Actor(person.pk), phone.secret, step=step_of(clock.now()) - 9)
    phone.codes = make_codes(Actor(person.pk))
    return phone
