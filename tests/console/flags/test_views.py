"""The page of flags: the words, who wrote them and why they are marked, and nothing else of the job."""

from datetime import timedelta

import pytest
from django.urls import reverse

from handsel.console.keyset import ROWS_SHOWN
from handsel.kernel import clock, identifiers
from handsel.people.models import Person
from handsel.trust.conduct.models import Flag
from tests import factories
from tests.web.scenario import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def read(olga: Person, **params: str) -> str:
    return signed_in(olga).get(reverse("console-flags"), params).content.decode()


def flagged(person: Person, client: Person, count: int = 1) -> None:
    job = factories.awarded(client, person)
    for n in range(count):
        at = clock.now() + timedelta(seconds=n)
        fields = {"kind": "service", "quoted": f"my PayPal {n}", "start": 0, "at": at}
        Flag.objects.create(job=job, person=person, entry=identifiers.new(), file_name="offer.pdf", **fields)


def test_an_operator_reads_the_words_and_why(ada: Person, ben: Person, olga: Person) -> None:
    assert "Nothing is flagged." in read(olga)
    flagged(ben, ada)
    page = read(olga)
    for words in ("“my PayPal 0”", "It names another way to pay.", "Ben Okafor", "offer.pdf"):
        assert words in page
    assert "Night tours booking" not in page


def test_of_their_own_jobs_an_operator_sees_none(ada: Person, ben: Person) -> None:
    flagged(ben, ada)
    Person.objects.filter(pk=ada.pk).update(is_operator=True)
    ada.refresh_from_db()
    assert "Nothing is flagged." in read(ada)


def test_a_long_list_goes_on_by_its_last_row(ada: Person, ben: Person, olga: Person) -> None:
    flagged(ben, ada, ROWS_SHOWN + 2)
    first = signed_in(olga).get(reverse("console-flags"))
    assert f"my PayPal {ROWS_SHOWN}”" not in first.content.decode()
    rest = read(olga, after=first.context["after"])
    assert f"my PayPal {ROWS_SHOWN + 1}”" in rest
    assert "my PayPal 0”" not in rest
