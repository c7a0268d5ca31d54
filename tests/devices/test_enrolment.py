"""Devices: enrolled once by their key, renamed and revoked by their person alone, and on the record."""

from typing import Any

import pytest

from handsel.devices.enrolment import DEVICES_MAX, enroll, rename, revoke
from handsel.devices.models import Device, fingerprint
from handsel.devices.refusals import DeviceNameMissing, DevicesFull, KeyEnrolled
from handsel.kernel.characters import BidiControlsRefused
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from tests.auditing import faults

COVERS = (
    "handsel.devices.audit",
    "handsel.devices.entries",
    "handsel.devices.models",
    "handsel.devices.refusals",
)
KEY, OTHER_KEY = "ab" * 32, "cd" * 32


def enrolled(person: Person, key: str = KEY) -> Device:
    return Device.objects.get(pk=enroll(Actor(person.pk), name="Laptop", public_key=key))


def kinds(person: Person) -> list[str]:
    rows = Entry.objects.filter(chain__subject=person.pk, kind__startswith="device.").order_by("number")
    return list(rows.values_list("kind", flat=True))


def test_a_device_is_enrolled_renamed_and_revoked_on_the_record(ben: Person) -> None:
    device = enrolled(ben)
    rename(Actor(ben.pk), device, name="Laptop at home")
    revoke(Actor(ben.pk), Device.objects.get())
    device = Device.objects.get()
    assert (device.name, device.person, device.revoked_at is None) == ("Laptop at home", ben, False)
    assert kinds(ben) == ["device.enrolled", "device.renamed", "device.revoked"]
    assert faults() == []


@pytest.mark.parametrize("column", ["name", "public_key", "revoked_at"])
def test_the_audit_names_a_device_that_is_otherwise(ben: Person, frozen_clock: Any, column: str) -> None:
    device = enrolled(ben)
    other = {"name": "Other", "public_key": OTHER_KEY, "revoked_at": device.enrolled_at}
    Device.objects.update(**{column: other[column]})
    assert any(column in fault for fault in faults())


def test_the_same_act_sent_twice_enrolls_once(ben: Person) -> None:
    by = Actor(ben.pk)
    assert enroll(by, name="Laptop", public_key=KEY) == enroll(by, name="Laptop", public_key=KEY)
    assert kinds(ben) == ["device.enrolled"]


def test_a_key_is_enrolled_once_by_whomever_even_after_it_was_revoked(ben: Person, eve: Person) -> None:
    device = enrolled(ben)
    with pytest.raises(KeyEnrolled):
        enrolled(eve)
    revoke(Actor(ben.pk), device)
    with pytest.raises(KeyEnrolled):
        enrolled(ben)
    assert kinds(eve) == []


def test_nobody_changes_the_device_of_another(ben: Person, eve: Person) -> None:
    device = enrolled(ben)
    for act in (lambda by: rename(by, device, name="Mine"), lambda by: revoke(by, device)):
        with pytest.raises(NotFound):
            act(Actor(eve.pk))
    assert kinds(ben) == ["device.enrolled"]


def test_what_changes_nothing_is_no_entry(ben: Person) -> None:
    device = enrolled(ben)
    rename(Actor(ben.pk), device, name="Laptop")
    revoke(Actor(ben.pk), device)
    revoke(Actor(ben.pk), Device.objects.get())
    assert kinds(ben) == ["device.enrolled", "device.revoked"]


@pytest.mark.parametrize("name", ["", " \u200b", "n" * 61])
def test_a_device_has_a_name(ben: Person, name: str) -> None:
    with pytest.raises(DeviceNameMissing):
        enroll(Actor(ben.pk), name=name, public_key=KEY)
    with pytest.raises(DeviceNameMissing):
        rename(Actor(ben.pk), enrolled(ben), name=name)


def test_a_name_turns_no_text_around(ben: Person) -> None:
    with pytest.raises(BidiControlsRefused):
        enroll(Actor(ben.pk), name="Lap\u202etop", public_key=KEY)


def test_so_many_devices_are_enough(ben: Person) -> None:
    for number in range(DEVICES_MAX):
        enrolled(ben, f"{number:064x}")
    with pytest.raises(DevicesFull):
        enrolled(ben)
    revoke(Actor(ben.pk), Device.objects.all()[0])
    assert enrolled(ben).name == "Laptop"


def test_a_fingerprint_is_the_beginning_of_the_key() -> None:
    assert fingerprint("0123456789abcdef" + "0" * 48) == "0123 4567 89ab cdef"
