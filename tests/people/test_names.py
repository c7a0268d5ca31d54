"""What people were called when they did something."""

from dataclasses import replace
from datetime import timedelta

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.people.profile import change_profile, profile_of
from handsel.record.actions import Actor
from tests.conftest import FrozenClock

COVERS = ("handsel.people.models", "handsel.people.profile")


def rename(person: Person, name: str) -> None:
    """Let somebody take another name."""
    person.refresh_from_db()
    change_profile(Actor(person.pk), replace(profile_of(person), name=name))
    person.refresh_from_db()


def renamed_twice(person: Person, frozen_clock: FrozenClock) -> None:
    """Two other names, two days after each other."""
    for name in ("Ada Byron", "Ada King"):
        frozen_clock.passes(days=2)
        rename(person, name)


def called(person: Person) -> list[str]:
    """What somebody was called three, two, one and no days ago."""
    return [person.name_at(clock.now() - timedelta(days=days)) for days in (3, 2, 1, 0)]


def test_each_name_holds_from_when_it_was_taken(ada: Person, frozen_clock: FrozenClock) -> None:
    renamed_twice(ada, frozen_clock)
    assert called(ada) == ["Ada Vance", "Ada Byron", "Ada Byron", "Ada King"]


def test_who_changed_something_else_keeps_the_name(ada: Person, frozen_clock: FrozenClock) -> None:
    frozen_clock.passes(days=1)
    change_profile(Actor(ada.pk), replace(profile_of(ada), time_zone="Europe/Oslo"))
    ada.refresh_from_db()
    assert ada.former_names == []
