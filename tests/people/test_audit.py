"""The audit holds factors against the record: what was done, and what was done behind its back."""

import pytest
from allauth.mfa.models import Authenticator

from handsel.people.factors.acts import (
    add_passkey,
    make_codes,
    remove_factor,
    rename_passkey,
    reset_factors,
    use_recovery_code,
)
from handsel.people.models import Person
from handsel.record.actions import Actor
from tests.auditing import faults
from tests.conftest import FrozenClock
from tests.people.factors.conftest import set_up
from tests.people.factors.soft_passkey import SoftPasskey
from tests.recorded_people import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(frozen_clock: FrozenClock, ben: Person) -> Person:
    """Ben, who is on the record."""
    record(ben)
    return ben


def passkeys(person: Person) -> list[int]:
    return list(Authenticator.objects.filter(user=person, type="webauthn").values_list("pk", flat=True))


def test_whatever_was_done_to_factors_leaves_a_sound_house(owner: Person, ada: Person) -> None:
    phone = set_up(owner)
    set_up(ada)
    for name in ("Phone", "Laptop"):
        add_passkey(Actor(owner.pk), name, SoftPasskey().credential())
    first, second = passkeys(owner)
    rename_passkey(Actor(owner.pk), first, "Old phone")
    use_recovery_code(owner.pk, phone.codes[0])
    make_codes(Actor(owner.pk))
    remove_factor(Actor(owner.pk), second)
    reset_factors(ada.pk)
    assert faults() == []
    for factor in Authenticator.objects.filter(user=owner).exclude(type="recovery_codes"):
        remove_factor(Actor(owner.pk), factor.pk)
    assert faults() == []


def test_a_factor_that_was_slipped_in_handed_over_or_taken_is_named(owner: Person, ada: Person) -> None:
    set_up(owner)
    app = Authenticator.objects.get(type="totp")
    slipped = Authenticator.objects.create(user=ada, type="webauthn", data={"name": "Mine"})
    assert any("authenticator" in fault for fault in faults())
    slipped.delete()
    assert faults() == []
    Authenticator.objects.filter(pk=app.pk).update(user=ada)
    assert any("authenticator" in fault for fault in faults())
    app.delete()
    assert any("authenticator" in fault for fault in faults())
