"""Mail about signing in: by the worker, with links to the site alone, and no flood of it."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from handsel.people.account_mail import MAILS_MAX, at_base_url, may_mail
from handsel.people.models import Person
from tests.people.journeys import link_in_mail, mails, sign_up


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://evil.example:6666/confirm/key/?next=/me/", "https://site.example/confirm/key/?next=/me/"),
        ("/password/reset/", "https://site.example/password/reset/"),
    ],
)
def test_an_address_is_that_of_the_site(address: str, expected: str, settings: Any) -> None:
    settings.BASE_URL = "https://site.example"
    assert at_base_url(address) == expected


@pytest.mark.django_db
def test_what_strangers_can_have_mailed_has_a_limit_and_what_happened_has_none() -> None:
    allowed = [may_mail("account/email/unknown_account", "ada@example.org") for _ in range(MAILS_MAX + 1)]
    assert allowed == [True] * MAILS_MAX + [False]
    assert may_mail("account/email/email_changed", "ada@example.org")
    assert may_mail("account/email/unknown_account", "ben@example.org")


@pytest.mark.django_db
def test_mail_about_signing_in_has_text_and_html_with_one_button(client: Client, proved: Person) -> None:
    sign_up(client)
    sign_up(client, email=proved.email)
    client.post("/password/reset/", {"email": proved.email})
    client.post("/password/reset/", {"email": "nobody@example.org"})
    buttons = [
        re.findall('class="button" href="([^"]*)">([^<]*)', str(letter.alternatives[0][0]))
        for letter in mails()
    ]
    assert buttons == [
        [(settings.BASE_URL + link_in_mail(number), words)]
        for number, words in enumerate(
            ["Confirm your email", "Choose a new password", "Choose a new password", "Create account"]
        )
    ]
    assert all("Nobody reads replies to this email." in letter.body for letter in mails())
