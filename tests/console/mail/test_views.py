"""The page of addresses that refuse mail, and trying again as an operator."""

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.people.models import AccountMail, Person, UndeliveredAddress
from handsel.record.models import Entry
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.console.mail.concerns",)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def refused(frozen_clock: object) -> UndeliveredAddress:
    at = clock.now()
    return UndeliveredAddress.objects.create(
        email="gone@example.net", code=550, answer="No such user", first_at=at, last_at=at
    )


def text_of(olga: Person, page: str) -> str:
    return signed_in(olga).get(reverse(page)).content.decode()


def test_nothing_is_refused(olga: Person) -> None:
    assert "No address refuses mail." in text_of(olga, "console-mail")
    assert "does not arrive" not in text_of(olga, "console")


def test_what_is_refused_is_listed_and_named_on_the_overview(
    olga: Person, refused: UndeliveredAddress
) -> None:
    page = text_of(olga, "console-mail")
    for words in ("gone@example.net", "550 No such user"):
        assert words in page
    assert "Mail to 1 address does not arrive" in text_of(olga, "console")


def test_an_operator_tries_again_which_the_record_says_without_the_address(
    olga: Person, refused: UndeliveredAddress
) -> None:
    answer = post_form(olga, "console-mail-retry", refused.pk)
    assert "A mail is on its way to gone@example.net." in answer.content.decode()
    assert AccountMail.objects.get().to == "gone@example.net"
    entry = Entry.objects.get(chain__subject=HOUSE, kind="mail.retried")
    assert entry.facts == {"domain": "example.net"}
    assert entry.actor == olga.pk


def test_a_second_try_within_ten_minutes_is_refused_and_not_recorded(
    olga: Person, refused: UndeliveredAddress
) -> None:
    for _ in range(2):
        post_form(olga, "console-mail-retry", refused.pk)
    assert AccountMail.objects.count() == 1
    assert Entry.objects.filter(kind="mail.retried").count() == 1
