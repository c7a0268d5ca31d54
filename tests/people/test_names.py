"""What people were called when they did something."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

from django.apps import apps

from handsel.config import person as people
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.people.profile import change_profile, profile_of
from handsel.record.deeds import By
from tests.conftest import Told

COVERS = ("handsel.people.models", "handsel.people.profile")


def rename(person: Person, name: str) -> None:
    """Let somebody take another name."""
    person.refresh_from_db()
    change_profile(By(person.pk), replace(profile_of(person), name=name))
    person.refresh_from_db()


def renamed_twice(person: Person, told: Told) -> None:
    """Two other names, two days after each other."""
    for name in ("Ada Byron", "Ada King"):
        told.passes(days=2)
        rename(person, name)


def called(person: Person) -> list[str]:
    """What somebody was called three, two, one and no days ago."""
    return [person.name_at(clock.now() - timedelta(days=days)) for days in (3, 2, 1, 0)]


def test_each_name_holds_from_when_it_was_taken(ada: Person, told: Told) -> None:
    renamed_twice(ada, told)
    assert called(ada) == ["Ada Vance", "Ada Byron", "Ada Byron", "Ada King"]


def test_who_changed_something_else_keeps_the_name(ada: Person, told: Told) -> None:
    told.passes(days=1)
    change_profile(By(ada.pk), replace(profile_of(ada), time_zone="Europe/Oslo"))
    ada.refresh_from_db()
    assert ada.former_names == []


def test_names_of_before_are_read_from_the_record_once(told: Told, db: None) -> None:
    people.main("ada@example.org", "Ada Vance", operator=False)
    ada = Person.objects.get()
    renamed_twice(ada, told)
    Person.objects.update(former_names=[])
    import_module("handsel.people.migrations.0002_former_names").tell_former_names(apps, None)
    ada.refresh_from_db()
    assert called(ada) == ["Ada Vance", "Ada Byron", "Ada Byron", "Ada King"]
