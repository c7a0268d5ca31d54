"""Changing the email that somebody signs in with."""

import pytest
from django.test import Client

from handsel.people.models import Person
from tests.conftest import PASSWORD
from tests.people.journeys import kinds_of, link_in_mail, mails, sign_in, signed_in_long_ago

pytestmark = pytest.mark.django_db
NEW = "ben.okafor@example.net"


def _ask(client: Client, action: str = "action_add") -> None:
    """Ask for the new email."""
    client.post("/me/email/", {"email": NEW, action: ""})


def test_an_email_changes_when_the_new_one_is_proved(inside: Client, proved: Person) -> None:
    _ask(inside)
    proved.refresh_from_db()
    assert proved.email == "ben@example.org"
    assert mails()[0].to == [NEW]
    inside.post(link_in_mail())
    proved.refresh_from_db()
    assert proved.email == NEW
    assert sign_in(Client(), NEW).headers["Location"] == "/"


def test_the_old_email_is_told_and_the_record_says_both(inside: Client, proved: Person) -> None:
    _ask(inside)
    inside.post(link_in_mail())
    assert mails()[-1].to == ["ben@example.org"]
    assert NEW in str(mails()[-1].body)
    assert kinds_of(proved) == ["person.email_changed"]


def test_a_change_that_waits_is_shown_and_can_be_let_go(inside: Client, proved: Person) -> None:
    _ask(inside)
    assert "Waiting for you to confirm it" in inside.get("/me/email/").content.decode()
    _ask(inside, "action_remove")
    inside.get("/me/email/")
    assert "Waiting for you" not in inside.get("/me/email/").content.decode()
    proved.refresh_from_db()
    assert proved.email == "ben@example.org"


def test_an_email_that_is_not_confirmed_is_shown_once(inside: Client, proved: Person) -> None:
    proved.emailaddress_set.update(verified=False)
    page = inside.get("/me/email/").content.decode()
    assert "Not confirmed yet" in page
    assert "Waiting for you to confirm it" not in page
    assert page.count(f"<dd>{proved.email}") == 1


def test_an_email_that_somebody_proved_meanwhile_is_not_taken(inside: Client, proved: Person) -> None:
    _ask(inside)
    other = Person.objects.create_user(NEW, name="Somebody Else")
    other.emailaddress_set.create(email=NEW, verified=True, primary=True)
    page = inside.post(link_in_mail(), follow=True).content.decode()
    proved.refresh_from_db()
    assert proved.email == "ben@example.org"
    assert "Someone else already uses" in page
    assert kinds_of(proved) == []


def test_the_password_is_asked_for_before_an_email_changes(inside: Client) -> None:
    signed_in_long_ago(inside)
    form = {"email": NEW, "action_add": ""}
    assert "Confirm it’s you" in inside.post("/me/email/", form).content.decode()
    wrong = inside.post("/me/email/", {**form, "confirm-password": "no"})
    assert "That is not your password." in wrong.content.decode()
    assert mails() == []
    inside.post("/me/email/", {**form, "confirm-password": PASSWORD})
    assert mails()[0].to == [NEW]


def test_an_email_longer_than_any_is_refused(inside: Client, proved: Person) -> None:
    _ask(inside)
    page = inside.post("/me/email/", {"email": f"{'b' * 244}@example.org", "action_add": ""})
    assert "Ensure this value has at most 254 characters" in page.content.decode()
    assert [letter.to for letter in mails()] == [[NEW]]
