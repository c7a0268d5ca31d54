"""In a negotiation each side reads whose turn it is: on the page of the dispute, and on Home."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.trust.disputes.models import Dispute
from tests import factories
from tests.conftest import FrozenClock
from tests.trust.disputing import answered, latest, offered, opened
from tests.web.scenario import post_form, signed_in


@pytest.fixture
def negotiated(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Dispute:
    answered(ben, opened(ada, factories.delivered(ada, ben, 1000, 500)))
    return latest()


def page(person: Person, dispute: Dispute) -> str:
    address = reverse("dispute", args=[dispute.job_id, dispute.number])
    return signed_in(person).get(address).content.decode()


def home(person: Person) -> str:
    return signed_in(person).get(reverse("home")).content.decode()


def test_before_an_offer_it_is_the_turn_of_both(ada: Person, ben: Person, negotiated: Dispute) -> None:
    for person in (ada, ben):
        assert "Your turn" in page(person, negotiated)
        assert "Settle dispute 1 with" in home(person)


def test_an_open_offer_is_the_others_turn(ada: Person, ben: Person, negotiated: Dispute) -> None:
    dispute = offered(ben, negotiated, 700)
    assert "Waiting for Ada" in page(ben, dispute)
    assert "Ada answers your offer in dispute 1 by" in page(ben, dispute)
    assert "Settle dispute 1" not in home(ben)
    assert "Your turn" in page(ada, dispute)
    assert "Answer the offer of Ben in dispute 1 by" in page(ada, dispute)
    assert "Ben made an offer in dispute 1" in home(ada)
    dispute = offered(ada, dispute, 300)
    assert "Waiting for Ben" in page(ada, dispute)
    assert "Your turn" in page(ben, dispute)


def test_a_declined_offer_is_the_turn_of_who_made_it(ada: Person, ben: Person, negotiated: Dispute) -> None:
    dispute = offered(ben, negotiated, 700)
    assert "Decline this offer" in page(ada, dispute)
    assert "Decline this offer" not in page(ben, dispute)
    args = ("dispute-decline", dispute.job_id, 1)
    assert "Declined." in post_form(ada, *args, number="1", reason="Half is missing.").content.decode()
    dispute = latest()
    for person in (ada, ben):
        assert "Half is missing." in page(person, dispute)
    assert "Ada declined your offer" in page(ben, dispute)
    assert "Ada declined your offer in dispute 1" in home(ben)
    assert "Waiting for Ben" in page(ada, dispute)
    assert "Accept $" not in page(ada, dispute)


def test_a_form_without_the_number_declines_nothing(ada: Person, ben: Person, negotiated: Dispute) -> None:
    dispute = offered(ben, negotiated, 700)
    assert post_form(ada, "dispute-decline", dispute.job_id, 1, reason="No.").status_code == 422
    assert latest().offers.get().state == "open"
