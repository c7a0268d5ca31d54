"""Changing and resetting a password: on the record, and ending other sign-ins."""

import unicodedata

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from handsel.people.account_mail import MAILS_MAX
from handsel.people.models import AccountMail, Person
from handsel.people.passwords import normalised_password
from handsel.record.models import Entry
from tests.conftest import PASSWORD
from tests.people.factors.conftest import set_up
from tests.people.journeys import MIA, kinds_of, link_in_mail, mails, sign_in, sign_up

pytestmark = pytest.mark.django_db
NEW = "a walk along the quay"


def _reset(client: Client, password: str = NEW) -> str:
    choosing = client.get(link_in_mail()).headers["Location"]
    answer = client.post(choosing, {"password1": password, "password2": password})
    return str(answer.headers.get("Location", answer.content.decode()))


def test_a_forgotten_password_is_reset_by_the_link_in_the_mail(client: Client, proved: Person) -> None:
    client.post("/password/reset/", {"email": proved.email})
    assert mails()[0].subject == "[Handsel] Choose a new password"
    assert _reset(client) == "/password/reset/done/"
    assert sign_in(client, proved.email, NEW).headers["Location"] == "/"


def test_a_reset_does_not_turn_off_the_second_step(client: Client, proved: Person) -> None:
    set_up(proved)
    client.post("/password/reset/", {"email": proved.email})
    _reset(client)
    assert sign_in(client, proved.email, NEW).headers["Location"] == "/sign-in/code/"
    assert client.get("/me/").status_code == 302


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
    assert mails()[0].subject == "[Handsel] No account with this email"


def test_asking_again_and_again_is_stopped(client: Client, proved: Person) -> None:
    answers = [client.post("/password/reset/", {"email": proved.email}) for _ in range(6)]
    assert "We sent links to this email a moment ago" in answers[-1].content.decode()
    assert len(mails()) == 5


def test_who_asks_for_many_links_keeps_nobody_else_from_asking(client: Client, proved: Person) -> None:
    for _ in range(6):
        client.post("/password/reset/", {"email": proved.email}, REMOTE_ADDR="192.0.2.1")
    answer = client.post("/password/reset/", {"email": proved.email})
    assert answer.headers["Location"] == "/password/reset/sent/"
    assert _reset(client) == "/password/reset/done/"


def test_nobody_is_sent_links_without_end_and_the_last_one_works(client: Client, proved: Person) -> None:
    for number in range(MAILS_MAX + 5):
        client.post("/password/reset/", {"email": proved.email}, REMOTE_ADDR=f"192.0.2.{number}")
    assert len(mails()) == MAILS_MAX
    assert _reset(client) == "/password/reset/done/"


@pytest.mark.parametrize("host", ["localhost:6666", "127.0.0.1"])
def test_links_lead_to_the_site_whatever_a_request_calls_it(
    client: Client, proved: Person, host: str
) -> None:
    client.post("/password/reset/", {"email": proved.email}, HTTP_HOST=host)
    assert f"\n{settings.BASE_URL}/password/reset/" in mails()[0].body


def test_a_mail_is_written_by_the_request_and_sent_by_the_worker(client: Client, proved: Person) -> None:
    client.post("/password/reset/", {"email": proved.email})
    assert mail.outbox == []
    assert len(mails()) == 1
    assert not AccountMail.objects.exists()


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


@hypothesis_settings(deadline=None)
@given(st.text(max_size=30), st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")))
def test_a_password_has_one_form(typed: str, form: str) -> None:
    assert normalised_password(unicodedata.normalize(form, typed)) == normalised_password(typed)


def test_a_password_of_marks_alone_has_one_form() -> None:
    below, above = "\u0316" * 60_000, "\u0300" * 60_000
    assert normalised_password(f"b{above}{below}") == f"b{below}{above}"


@pytest.mark.parametrize(
    "typed",
    ["Zo\u00eb im Hafen \u00fcber", "Zoe\u0308 im Hafen u\u0308ber", "Zo\u00eb\u00a0im Hafen \u00fcber"],
)
def test_a_password_that_another_keyboard_types_is_the_same(typed: str, client: Client) -> None:
    sign_up(client, password1="Zo\u00eb im Hafen \u00fcber")
    client.post(link_in_mail())
    elsewhere = Client()
    assert sign_in(elsewhere, MIA["email"], typed).status_code == 302
    assert elsewhere.get("/me/").status_code == 200
