"""Opening an account: a person, a party, a proved email, and on to where one was going."""

from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from handsel.people.models import Party, Person
from handsel.record.models import Entry
from tests.people.journeys import MIA, kinds_of, link_in_mail, mails, sign_in, sign_up

pytestmark = pytest.mark.django_db
COVERS = (
    "handsel.people.adapters",
    "handsel.people.forms",
)


def test_signing_up_makes_a_person_who_must_prove_the_email(client: Client) -> None:
    response = sign_up(client)
    mia = Person.objects.get(email="mia@example.org")
    assert response.headers["Location"] == "/confirm/"
    assert (mia.name, mia.time_zone, mia.hires, mia.works) == ("Mia Berg", "Europe/Oslo", False, True)
    assert Party.objects.of(mia).count() == 1
    assert mails()[0].to == ["mia@example.org"]
    assert client.get("/me/").status_code == 302


def test_a_site_that_sends_no_mail_leads_to_its_mailbox_and_says_nothing_of_spam(
    client: Client, settings: Any
) -> None:
    for shown, there, missing in ((True, "Open the mailbox", "spam"), (False, "spam", "mailbox")):
        settings.MAILBOX_SHOWN = shown
        page = client.get("/confirm/").content.decode().partition("<main")[2]
        assert there in page
        assert missing not in page
        assert ("We sent you" in page) is not shown
        reset = client.get("/password/reset/sent/").content.decode().partition("<main")[2]
        assert ("we sent" in reset) is not shown


def test_who_types_somebody_elses_email_chooses_no_word_of_the_mail(client: Client) -> None:
    sign_up(client, name=f"Gold\n\nOpen:\n{settings.BASE_URL}/gold/")
    client.post("/password/reset/", {"email": MIA["email"]})
    letters = mails()
    assert len(letters) == 2
    assert not any("gold" in f"{letter.body} {letter.alternatives}".lower() for letter in letters)
    assert not any("\n" in person.name for person in Person.objects.all())


def test_the_link_in_the_mail_leads_in(client: Client) -> None:
    sign_up(client)
    page = client.get(link_in_mail())
    assert "mia@example.org" in page.content.decode()
    assert client.post(link_in_mail()).headers["Location"] == "/"
    assert client.get("/me/").status_code == 200


def test_an_invited_person_lands_where_the_invitation_leads(client: Client) -> None:
    sign_up(client, "?next=/jobs/7/terms/")
    assert link_in_mail().endswith(f"?next={quote('/jobs/7/terms/', safe='')}")
    assert client.post(link_in_mail()).headers["Location"] == "/jobs/7/terms/"


def test_an_invited_person_who_confirms_in_another_browser_goes_on_after_signing_in(client: Client) -> None:
    sign_up(client, next="/jobs/7/terms/")
    elsewhere = Client()
    assert elsewhere.post(link_in_mail()).headers["Location"] == "/jobs/7/terms/"
    response = sign_in(elsewhere, MIA["email"], MIA["password1"], next="/jobs/7/terms/")
    assert response.headers["Location"] == "/jobs/7/terms/"


@pytest.mark.parametrize("trap", ["https://example.net/", "//example.net/", "javascript:alert(1)"])
def test_nobody_is_led_out_of_the_house(client: Client, trap: str) -> None:
    sign_up(client, next=trap)
    assert "next" not in link_in_mail()
    assert client.post(link_in_mail()).headers["Location"] == "/"


def test_signing_up_is_on_the_persons_own_chain_without_the_password(client: Client) -> None:
    sign_up(client)
    client.post(link_in_mail())
    mia = Person.objects.get(email="mia@example.org")
    assert kinds_of(mia) == ["person.joined", "person.email_confirmed"]
    for entry in Entry.objects.filter(chain__subject=mia.pk):
        assert MIA["password1"] not in entry.content.text


def test_a_taken_email_is_told_to_its_owner_and_to_nobody_else(client: Client, proved: Person) -> None:
    response = sign_up(client, email=proved.email.upper())
    assert response.headers["Location"] == "/confirm/"
    assert Person.objects.filter(email__iexact=proved.email).count() == 1
    assert mails()[0].subject == "[Handsel] You already have an account"
    assert link_in_mail() == "/password/reset/"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "This field is required."),
        ("name", "\u200b\u2060", "This field is required."),
        ("name", "Mia \u202egreB", "hidden characters that change its direction"),
        ("email", "no address", "Enter a valid email address."),
        ("email", f"{'m' * 244}@example.org", "Ensure this value has at most 254 characters"),
        ("password1", "short", "at least 10 characters"),
        ("password1", "1234567890", "too common"),
        ("password1", "mia@example.org", "too similar"),
        ("purpose", "rule", "Select a valid choice"),
        ("time_zone", "Europe/Nowhere", "Select a valid choice"),
    ],
)
def test_what_is_missing_or_weak_is_said_at_its_field(
    client: Client, field: str, value: str, words: str
) -> None:
    page = sign_up(client, **{field: value}).content.decode()
    assert words in page
    assert f'id="id_{field}_error"' in page
    assert not Person.objects.exists()


def test_a_link_that_was_used_says_so(client: Client) -> None:
    sign_up(client)
    link = link_in_mail()
    client.post(link)
    page = Client().get(link).content.decode()
    assert "This link no longer works" in page


def test_the_form_knows_the_invited_email(client: Client) -> None:
    page = client.get("/sign-up/?email=mia@example.org&next=/jobs/7/terms/").content.decode()
    assert 'value="mia@example.org"' in page
    assert '<input type="hidden" name="next" value="/jobs/7/terms/">' in page
    assert 'href="/sign-in/?next=%2Fjobs%2F7%2Fterms%2F"' in page


def test_an_invited_person_reads_with_which_email_to_sign_up(client: Client) -> None:
    html = client.get("/invitations/00000000-0000-4000-8000-000000000000/", follow=True).content.decode()
    assert "You won a job." in html
    assert "/sign-up/?next=%2Finvitations%2F" in html
    assert "You won a job." in client.get("/sign-up/?next=/invitations/0/").content.decode()


class Counting(MD5PasswordHasher):
    """A hasher that counts how often it hashes."""

    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        Counting.hashed += 1
        return str(super().encode(password, salt))


def test_signing_up_takes_one_hash_whether_or_not_the_email_is_known(
    client: Client, proved: Person, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    counts = []
    for email in ("new@example.org", proved.email):
        before = Counting.hashed
        assert sign_up(client, email=email).headers["Location"] == "/confirm/"
        counts.append(Counting.hashed - before)
    assert counts == [1, 1]
