"""What an address is: one form for each, and nothing in it that nobody sees."""

import unicodedata

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handsel.people.email_address import NormalisedEmailField, UnusableEmail, normalised_email
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.work.jobs.models import Job
from tests.conftest import PASSWORD, FrozenClock
from tests.people.journeys import link_in_mail, mails, sign_in, sign_up
from tests.scripts import texts
from tests.web.scenario import post_form
from tests.web.terms.test_views import form

UNSEEN = "\u202c\u200f\u200b\u200d\u00ad\u2066\ufeff\u3164\u00a0\x7f\ufe0f"
PARTS = st.one_of(st.text(min_size=1, max_size=12), texts(2))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Ada@Example.ORG ", "ada@example.org"),
        ("info@b\u00fccher.example", "info@xn--bcher-kva.example"),
        ("info@bu\u0308cher.example", "info@xn--bcher-kva.example"),
        ("INFO@B\u00dcCHER.EXAMPLE", "info@xn--bcher-kva.example"),
        ("info@xn--bcher-kva.example", "info@xn--bcher-kva.example"),
        ("info@XN--BCHER-KVA.example", "info@xn--bcher-kva.example"),
        ("ada@example\u3002org", "ada@example.org"),
        ("ada@\uff45xample.org", "ada@example.org"),
        ("\u212aim@example.org", "kim@example.org"),
    ],
)
def test_an_address_has_one_form(typed: str, address: str) -> None:
    assert normalised_email(typed) == address
    assert normalised_email(address) == address


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("pattern", ["ada@example.org{}x", "ada{}b@example.org", "ada@exam{}ple.org"])
def test_what_nobody_sees_is_named_and_refused(unseen: str, pattern: str) -> None:
    with pytest.raises(UnusableEmail, match=rf"invisible character \(U\+{ord(unseen):04X}\)"):
        normalised_email(pattern.format(unseen))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "@x.org",
        "ada@xn--a.example",
        "ada@-x.org",
        "a@a..b",
        "\u0131@x.org",
        "\u017f@x.org",
        "ada@x.org" + " " * 1_100,
        "ada@" + "a\u0315\u0300" * 400 + ".org",
    ],
)
def test_what_mail_cannot_reach_is_refused(typed: str) -> None:
    with pytest.raises(UnusableEmail):
        normalised_email(typed)


@settings(deadline=None)
@given(PARTS, PARTS, st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")))
@example("a", "\u0130.org", "NFD")
def test_any_text_is_one_address_or_refused(mailbox: str, domain: str, shape: str) -> None:
    typed = f"{mailbox}@{domain}.org"
    try:
        address = normalised_email(typed)
    except UnusableEmail:
        return
    assert address.isascii()
    assert normalised_email(address) == address
    assert EmailMessage("Subject", "Text", "house@example.org", [address]).message()["To"] == address
    other = unicodedata.normalize(shape, typed)
    if unicodedata.normalize("NFC", other) == unicodedata.normalize("NFC", typed):
        assert normalised_email(other) == address


def test_the_field_says_what_to_do() -> None:
    page = NormalisedEmailField()
    assert page.clean("Ada@example.org") == "ada@example.org"
    with pytest.raises(Exception, match="Type it instead of pasting it"):
        page.clean("ada@example.org\u202c")


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen_clock")
@pytest.mark.parametrize("unseen", UNSEEN[:3])
def test_no_form_takes_an_address_with_something_unseen(client: Client, proved: Person, unseen: str) -> None:
    address = f"{proved.email}{unseen}"
    words = f"invisible character (U+{ord(unseen):04X})"
    assert words in sign_up(client, email=address).content.decode()
    assert words in sign_in(client, address).content.decode()
    assert words in client.post("/password/reset/", {"email": address}).content.decode()
    sign_in(client, proved.email)
    change = {"email": address, "action_add": ""}
    again = client.post("/me/email/", change).headers.get("Location", "/me/email/")
    client.post(again, {"password": PASSWORD})
    assert words in client.post("/me/email/", change).content.decode()
    page = post_form(proved, "award", **form("600.00"), awardee=address)
    assert words in page.content.decode()
    assert (Person.objects.count(), Job.objects.count(), mail.outbox) == (1, 0, [])


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen_clock")
def test_an_invitation_and_a_sign_up_that_write_one_domain_differently_meet(ada: Person) -> None:
    ensure_presets()
    post_form(ada, "award", **form("600.00"), awardee="info@b\u00fccher.example")
    job = Job.objects.get()
    client = Client()
    sign_up(client, email="info@xn--bcher-kva.example")
    client.post(link_in_mail())
    assert client.get(f"/invitations/{job.invitation}/").headers["Location"] == f"/jobs/{job.pk}/terms/"
    sign_up(Client(), email="info@b\u00fccher.example")
    assert EmailAddress.objects.count() == 1


@pytest.mark.django_db
def test_where_the_mail_server_is_away_all_is_saved_and_the_mail_waits(
    client: Client, monkeypatch: pytest.MonkeyPatch, frozen_clock: FrozenClock
) -> None:
    def refuse(*_: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as away:
        away.setattr(EmailMessage, "send", refuse)
        assert sign_up(client).headers["Location"] == "/confirm/"
        assert mails() == []
    frozen_clock.passes(seconds=6)
    client.post(link_in_mail())
    assert client.get("/me/").status_code == 200
