"""An operator disconnects a device: at once, with a reason, on both records, and its person is told."""

import pytest
from django.core import mail

from handsel.console.people.acts import NothingToEnd, OwnSignIn
from handsel.console.people.devices import disconnect
from handsel.devices.enrolment import enroll
from handsel.devices.models import Device
from handsel.kernel.identifiers import HOUSE
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from tests.api.connected import tracker_of
from tests.replaying import differences
from tests.web.scenario import post_form, signed_in, work_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
REASON = "Ben’s laptop was stolen."


def test_its_tracker_gets_no_answer_any_more(ben: Person, olga: Person) -> None:
    tracker = tracker_of(ben)
    assert tracker.gets("/device").status == 200
    disconnect(Actor(olga.pk), Device.objects.get(), reason=REASON)
    assert tracker.gets("/device").status == 401


def test_it_stands_on_both_records_and_its_person_is_told(ben: Person, olga: Person) -> None:
    tracker_of(ben)
    disconnect(Actor(olga.pk), Device.objects.get(), reason=REASON)
    work_all()
    assert Entry.objects.filter(chain__subject=HOUSE, kind="operator.disconnected_device").exists()
    notice = Notice.objects.filter(person=ben).latest("pk")
    assert notice.title.startswith("An operator disconnected the Tracker on")
    assert (notice.words, "Olga Lind" in notice.detail) == (REASON, True)
    assert any(REASON in str(letter.body) for letter in mail.outbox)
    assert differences() == []


def test_a_device_that_is_disconnected_is_left_as_it_is(ben: Person, olga: Person) -> None:
    tracker_of(ben)
    device = Device.objects.get()
    disconnect(Actor(olga.pk), device, reason=REASON)
    with pytest.raises(NothingToEnd):
        disconnect(Actor(olga.pk), device, reason=REASON)


def test_no_operator_disconnects_their_own_here(olga: Person) -> None:
    enroll(Actor(olga.pk), name="Laptop", public_key="ab" * 32)
    with pytest.raises(OwnSignIn):
        disconnect(Actor(olga.pk), Device.objects.get(), reason=REASON)


def test_the_page_disconnects_a_device_of_that_person_alone(ada: Person, ben: Person, olga: Person) -> None:
    enroll(Actor(ben.pk), name="Laptop", public_key="ab" * 32)
    device = Device.objects.get()
    wrong = post_form(olga, "console-disconnection", ada.pk, device=str(device.pk), reason=REASON)
    assert wrong.status_code == 422
    answer = post_form(olga, "console-disconnection", ben.pk, device=str(device.pk), reason=REASON)
    assert "Disconnected." in answer.content.decode()
    assert Device.objects.get().revoked_at is not None


def test_without_a_reason_it_stays_connected(ben: Person, olga: Person) -> None:
    enroll(Actor(ben.pk), name="Laptop", public_key="ab" * 32)
    answer = post_form(olga, "console-disconnection", ben.pk, device=str(Device.objects.get().pk), reason=" ")
    assert answer.status_code == 422
    assert Device.objects.get().revoked_at is None
    assert "Disconnect a device" in signed_in(olga).get(f"/console/people/{ben.pk}/").content.decode()
