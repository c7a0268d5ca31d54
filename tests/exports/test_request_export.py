"""Asking for one's data: once at a time, and for nobody else's."""

from datetime import timedelta

import pytest

from handsel.exports.models import Export
from handsel.exports.refusals import ExportAskedLately, ExportUnderWay
from handsel.exports.request_export import remove_export, request_export
from handsel.exports.storage import KEPT, MAKE, new_part_of, path_of
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.models import Task
from tests.conftest import FrozenClock
from tests.time_travel import due_at, let_pass

pytestmark = pytest.mark.django_db(transaction=True)


def export_of(person: Person) -> Export:
    return Export.objects.get(person=person)


def kinds(person: Person) -> list[str]:
    entries = Entry.objects.filter(chain__subject=person.pk, kind__startswith="export")
    return list(entries.order_by("number").values_list("kind", flat=True))


def test_it_is_made_kept_for_a_week_and_then_gone(ada: Person, frozen_clock: FrozenClock) -> None:
    request_export(Actor(ada.pk))
    assert not export_of(ada).is_ready
    let_pass(frozen_clock, minutes=1)
    export = export_of(ada)
    assert path_of(export.making).stat().st_size == export.size
    assert path_of(export.making).stat().st_mode & 0o777 == 0o600
    assert export.expires_at == export.asked_at + KEPT
    assert kinds(ada) == ["export.asked", "export.made"]
    let_pass(frozen_clock, days=8)
    assert not Export.objects.exists()
    assert not path_of(export.making).exists()


def test_its_person_is_told_when_it_is_asked_for_and_when_it_is_ready(
    ada: Person, frozen_clock: FrozenClock
) -> None:
    request_export(Actor(ada.pk))
    let_pass(frozen_clock, minutes=1)
    told_of = Notice.objects.of(ada)
    assert [notice.title for notice in told_of] == ["Your data is ready", "You requested a copy of your data"]
    assert told_of[0].href == "/me/data/"
    assert "reset your password" in told_of[1].detail


def test_asked_for_twice_under_one_key_it_is_made_once(ada: Person, frozen_clock: FrozenClock) -> None:
    by = Actor(ada.pk)
    request_export(by)
    request_export(by)
    assert Task.objects.filter(kind=MAKE).count() == 1
    assert kinds(ada) == ["export.asked"]


def test_while_one_is_made_no_other_is_begun(ada: Person, frozen_clock: FrozenClock) -> None:
    request_export(Actor(ada.pk))
    making = export_of(ada).making
    with pytest.raises(ExportUnderWay):
        request_export(Actor(ada.pk))
    assert export_of(ada).making == making


def test_a_new_one_takes_the_place_of_the_old_after_an_hour(ada: Person, frozen_clock: FrozenClock) -> None:
    request_export(Actor(ada.pk))
    let_pass(frozen_clock, minutes=59)
    old = path_of(export_of(ada).making)
    with pytest.raises(ExportAskedLately):
        request_export(Actor(ada.pk))
    assert old.exists()
    let_pass(frozen_clock, minutes=1)
    request_export(Actor(ada.pk))
    assert not old.exists()
    let_pass(frozen_clock, minutes=1)
    assert export_of(ada).is_ready


def test_one_that_the_house_gave_up_is_asked_for_again_at_once(
    ada: Person, frozen_clock: FrozenClock
) -> None:
    request_export(Actor(ada.pk))
    Task.objects.filter(kind=MAKE).update(given_up_at=clock.now(), last_error="OSError: no room")
    request_export(Actor(ada.pk))
    assert due_at(MAKE, export_of(ada).making) == clock.now()


def test_its_person_may_stop_its_making(ada: Person, frozen_clock: FrozenClock) -> None:
    request_export(Actor(ada.pk))
    part = new_part_of(export_of(ada).making)
    part.parent.mkdir(exist_ok=True)
    part.touch()
    remove_export(Actor(ada.pk))
    assert not part.exists()
    assert not Task.objects.filter(kind__startswith="export").exists()


def test_its_person_may_remove_it(ada: Person, frozen_clock: FrozenClock) -> None:
    request_export(Actor(ada.pk))
    let_pass(frozen_clock, minutes=1)
    place = path_of(export_of(ada).making)
    remove_export(Actor(ada.pk))
    assert not place.exists()
    assert not Task.objects.filter(kind__startswith="export").exists()


def test_removing_it_makes_the_hour_no_shorter(ada: Person, frozen_clock: FrozenClock) -> None:
    request_export(Actor(ada.pk))
    remove_export(Actor(ada.pk))
    frozen_clock.passes(minutes=59)
    with pytest.raises(ExportAskedLately):
        request_export(Actor(ada.pk))
    assert kinds(ada) == ["export.asked", "export.removed"]
    frozen_clock.passes(minutes=1)
    request_export(Actor(ada.pk))
    assert not export_of(ada).is_ready


def test_what_is_not_there_cannot_be_removed(ada: Person, ben: Person, frozen_clock: FrozenClock) -> None:
    request_export(Actor(ada.pk))
    with pytest.raises(NotFound):
        remove_export(Actor(ben.pk))
    assert export_of(ada).asked_at == clock.now()
    assert export_of(ada).asked_at + timedelta(hours=1) > clock.now()
