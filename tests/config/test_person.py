"""People from the command line: made, made operators, and given a way back in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from handsel.config.person import UnknownPerson, main
from handsel.kernel.characters import BidiControlsRefused
from handsel.people.email_address import UnusableEmail
from handsel.people.models import Party, Person
from handsel.record.models import Entry
from tests.conftest import PASSWORD
from tests.people.factors.conftest import set_up
from tests.web.scenario import work_all

pytestmark = pytest.mark.django_db


def link(capsys: pytest.CaptureFixture[str]) -> str:
    """The path of the link that was printed."""
    match = re.search(r"http://localhost:8000(/\S+)", capsys.readouterr().out)
    assert match
    return match[1]


def test_a_new_person_is_made_with_a_party_and_on_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    main("zoe@example.org", "Zoe Falk", operator=False)
    person = Person.objects.get(email="zoe@example.org")
    assert (person.name, person.is_operator, person.has_usable_password()) == ("Zoe Falk", False, False)
    assert Party.objects.filter(person=person).exists()
    made = Entry.objects.get(kind="person.made")
    assert made.facts == {"person": str(person.pk), "name": "Zoe Falk"}
    assert Entry.objects.get(kind="person.joined").chain.subject == person.pk
    assert "Zoe Falk (zoe@example.org) chooses a password at" in capsys.readouterr().out


def test_an_operator_is_made_once(ada: Person, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        main("ADA@example.org", "", operator=True)
    ada.refresh_from_db()
    assert ada.is_operator
    assert [entry.kind for entry in Entry.objects.all()] == ["operator.made"]
    assert "(ada@example.org, operator)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("zoe@example.org", " "),
        ("zoe@example.org", "\u200b"),
        ("zoe", "Zoe Falk"),
        ("zoe@example.org\u202c", "Zoe"),
    ],
)
def test_nobody_is_made_without_a_name_and_an_address(email: str, name: str) -> None:
    with pytest.raises((UnknownPerson, UnusableEmail), match="address"):
        main(email, name, operator=False)
    assert not Person.objects.exists()


def test_lost_factors_are_reset_on_the_record_and_mailed(
    ben: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(ben)
    main(ben.email, "", operator=False, resets=True)
    assert "The app, passkeys and recovery codes were removed." in capsys.readouterr().out
    assert not Authenticator.objects.filter(user=ben).exists()
    assert Entry.objects.filter(kind="person.factors_reset", chain__subject=ben.pk).count() == 1
    work_all()
    assert ["An operator turned off" in str(letter.subject) for letter in mail.outbox][-1]
    main(ben.email, "", operator=False, resets=True)
    assert "There was nothing to reset." in capsys.readouterr().out


def test_nobody_is_made_under_a_name_that_is_read_in_another_order() -> None:
    with pytest.raises(BidiControlsRefused):
        main("zoe@example.org", "Zoe \u202eklaF", operator=False)
    assert not Person.objects.exists()


def test_the_link_lets_a_new_person_in_and_works_once(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    main("zoe@example.org", "Zoe Falk", operator=True)
    way = link(capsys)
    form = client.get(way, follow=True)
    assert form.status_code == 200
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert Person.objects.get().check_password(PASSWORD)
    again = Client()
    assert again.post("/sign-in/", {"login": "zoe@example.org", "password": PASSWORD}).status_code == 302
    assert again.session["_auth_user_id"] == str(Person.objects.get().pk)
    assert "password1" not in Client().get(way, follow=True).content.decode()
