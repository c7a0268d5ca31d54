"""Changing and resetting a password: on the record, and ending other sign-ins."""

import pytest
from django.core import mail
from django.test import Client

from handsel.people.models import Person
from handsel.record.models import Entry
from tests.conftest import PASSWORD
from tests.people.journeys import kinds_of, link_in_mail, sign_in

pytestmark = pytest.mark.django_db
NEW = "a walk along the quay"


def _reset(client: Client, password: str = NEW) -> str:
    choosing = client.get(link_in_mail()).headers["Location"]
    answer = client.post(choosing, {"password1": password, "password2": password})
    return str(answer.headers.get("Location", answer.content.decode()))


def test_a_forgotten_password_is_reset_by_the_link_in_the_mail(client: Client, proved: Person) -> None:
    client.post("/password/reset/", {"email": proved.email})
    assert mail.outbox[0].subject == "Choose a new password"
    assert _reset(client) == "/password/reset/done/"
    assert sign_in(client, proved.email, NEW).headers["Location"] == "/"


def test_resetting_is_on_the_persons_own_chain_without_the_password(client: Client, proved: Person) -> None:
    client.post("/password/reset/", {"email": proved.email})
    _reset(client)
    assert kinds_of(proved) == ["person.password_changed"]
    assert NEW not in Entry.objects.get(kind="person.password_changed").content.text


def test_a_reset_link_works_once(client: Client, proved: Person) -> None:
    client.post("/password/reset/", {"email": proved.email})
    _reset(client)
    page = Client().get(link_in_mail()).content.decode()
    assert "This link no longer works" in page


def test_a_reset_ends_the_pause_after_wrong_tries(client: Client, proved: Person) -> None:
    for _ in range(5):
        sign_in(client, proved.email, "wrong")
    client.post("/password/reset/", {"email": proved.email})
    _reset(client)
    assert sign_in(client, proved.email, NEW).headers["Location"] == "/"


def test_asking_for_a_link_tells_no_stranger_who_signs_in_here(client: Client) -> None:
    assert client.post("/password/reset/", {"email": "x@example.org"}).headers["Location"] == (
        "/password/reset/sent/"
    )
    assert mail.outbox[0].subject == "No account with this email"


def test_asking_again_and_again_is_stopped(client: Client, proved: Person) -> None:
    answers = [client.post("/password/reset/", {"email": proved.email}) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert len(mail.outbox) == 5


def test_changing_a_password_takes_the_old_one_and_ends_other_sign_ins(
    inside: Client, proved: Person
) -> None:
    other = Client()
    sign_in(other, proved.email)
    wrong = inside.post("/me/password/", {"oldpassword": "no", "password1": NEW, "password2": NEW})
    assert "That is not your current password." in wrong.content.decode()
    inside.post("/me/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert inside.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302
    assert kinds_of(proved) == ["person.password_changed"]


def test_the_new_password_is_named_apart_from_the_current_one(inside: Client) -> None:
    page = inside.get("/me/password/").content.decode()
    labels = ("Current password", "New password", "New password, again")
    assert all(f">{label}<" in page for label in labels)


def test_somebody_without_a_password_can_set_one(client: Client, proved: Person) -> None:
    proved.set_unusable_password()
    proved.save()
    client.force_login(proved)
    assert client.get("/me/password/").headers["Location"] == "/me/password/set/"
    assert client.get("/me/password/set/").status_code == 200
