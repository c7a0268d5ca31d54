"""Factors on the record: added, removed, reset, with codes made anew and used up."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from handsel.kernel.refusals import NotFound
from handsel.people.factors.acts import (
    SignInChanged,
    add_app,
    add_passkey,
    make_codes,
    remove_factor,
    reset_factors,
    use_recovery_code,
)
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from tests.people.factors.conftest import Phone, set_up
from tests.people.factors.soft_passkey import SoftPasskey
from tests.people.journeys import kinds_of
from tests.web.scenario import work_all

pytestmark = pytest.mark.django_db

COVERS = ("handsel.people.factors.entries",)


def app_of(person: Person) -> Authenticator:
    return Authenticator.objects.get(user=person, type="totp")


def test_setting_up_is_on_the_record_without_a_secret(phone: Phone) -> None:
    assert kinds_of(phone.person) == ["person.factor_added", "person.recovery_codes_made"]
    kept = [str(row.data) for row in Authenticator.objects.all()]
    recorded = [str(entry.facts) for entry in Entry.objects.all()]
    for secret in (phone.secret, *phone.codes, *(code.replace("-", "") for code in phone.codes)):
        assert not any(secret in text for text in (*kept, *recorded))


def test_each_change_is_mailed_to_the_person_and_a_name_is_quoted(phone: Phone) -> None:
    add_passkey(Actor(phone.person.pk), "Click here", SoftPasskey().credential())
    use_recovery_code(phone.person.pk, phone.codes[0])
    remove_factor(Actor(phone.person.pk), app_of(phone.person).pk)
    reset_factors(phone.person.pk)
    work_all()
    text = "\n".join(f"{letter.subject}\n{letter.body}" for letter in mail.outbox)
    for words in (
        "An authenticator app was added to your sign-in",
        "New recovery codes were made for your sign-in",
        "A passkey was added to your sign-in",
        "One of your recovery codes was used",
        "9 recovery codes are left.",
        "The authenticator app was removed from your sign-in",
        "An operator turned off your authenticator app and passkeys",
        "> Passkey: Click here",
        "/me/security/",
    ):
        assert words in text
    assert text.count("If this was not you") == len(mail.outbox) - 1 == 5
    assert "If you did not ask for this" in text


def test_a_second_app_is_refused(phone: Phone) -> None:
    with pytest.raises(SignInChanged):
        add_app(Actor(phone.person.pk), phone.secret, step=1)
    assert Authenticator.objects.count() == 2


def test_the_last_factor_takes_the_codes_with_it(phone: Phone) -> None:
    remove_factor(Actor(phone.person.pk), app_of(phone.person).pk)
    assert not Authenticator.objects.exists()
    assert kinds_of(phone.person)[-1] == "person.factor_removed"


def test_nobody_removes_a_neighbours_factor_or_codes_by_their_number(phone: Phone, ada: Person) -> None:
    codes = Authenticator.objects.get(type="recovery_codes")
    for person, factor in ((ada, app_of(phone.person)), (phone.person, codes)):
        with pytest.raises(NotFound):
            remove_factor(Actor(person.pk), factor.pk)
    assert Authenticator.objects.count() == 2
    assert kinds_of(ada) == []


def test_a_recovery_code_works_once_and_says_how_many_are_left(phone: Phone) -> None:
    assert use_recovery_code(phone.person.pk, phone.codes[3].upper())
    assert not use_recovery_code(phone.person.pk, phone.codes[3])
    assert Entry.objects.get(kind="person.recovery_code_used").facts == {"left": 9}


def test_a_neighbours_recovery_code_opens_nothing(phone: Phone, ada: Person) -> None:
    set_up(ada)
    assert not use_recovery_code(ada.pk, phone.codes[0])
    assert use_recovery_code(phone.person.pk, phone.codes[0])


def test_new_codes_end_the_old_ones(phone: Phone) -> None:
    made = make_codes(Actor(phone.person.pk))
    assert not set(made) & set(phone.codes)
    assert not use_recovery_code(phone.person.pk, phone.codes[0])
    assert use_recovery_code(phone.person.pk, made[0])


def test_codes_for_nothing_are_refused(ada: Person) -> None:
    with pytest.raises(SignInChanged):
        make_codes(Actor(ada.pk))


def test_an_operator_resets_all_of_one_person(phone: Phone, ada: Person) -> None:
    set_up(ada)
    assert reset_factors(phone.person.pk)
    assert not reset_factors(phone.person.pk)
    assert set(Authenticator.objects.values_list("user", flat=True)) == {ada.pk}
    assert kinds_of(phone.person)[-1] == "person.factors_reset"
