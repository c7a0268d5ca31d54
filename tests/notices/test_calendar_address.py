"""The address of a calendar: made, made anew and removed, on the record without the address itself."""

import pytest

from handsel.config.rebuild import TABLES
from handsel.notices.calendar_address import make_address, remove_address
from handsel.notices.models import CalendarFeed
from handsel.record.actions import Actor
from handsel.record.models import Chain, Entry
from tests.replaying import differences

pytestmark = pytest.mark.usefixtures("frozen_clock")


def changes():
    return [
        entry.facts["is_open"]
        for entry in Entry.objects.filter(kind="person.calendar_changed").order_by("number")
    ]


def test_an_address_made_anew_is_another(ben):
    make_address(Actor(ben.pk))
    first = CalendarFeed.objects.get().token
    make_address(Actor(ben.pk))
    assert CalendarFeed.objects.get().token != first
    assert changes() == [True, True]
    assert first not in str([entry.facts for entry in Entry.objects.all()])
    assert any(table.model is CalendarFeed for table in TABLES)
    assert differences(Chain.Kind.PERSON) == []


def test_a_removed_one_is_gone_and_removing_it_again_does_nothing(ben):
    make_address(Actor(ben.pk))
    for _ in range(2):
        remove_address(Actor(ben.pk))
    assert not CalendarFeed.objects.exists()
    assert changes() == [True, False]
    assert differences(Chain.Kind.PERSON) == []


def test_a_form_sent_twice_makes_one(ben):
    key = Actor(ben.pk).key
    make_address(Actor(ben.pk, key=key))
    first = CalendarFeed.objects.get().token
    make_address(Actor(ben.pk, key=key))
    assert CalendarFeed.objects.get().token == first
