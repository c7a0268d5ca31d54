"""The queue of disputes: what waits, until when, for whom; and operators are told of it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from handsel.console.disputes.queue import dispute_queue
from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.trust.disputes.deciding import appeal_decision, decide_dispute, read_dispute
from handsel.trust.disputes.models import Dispute
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.trust.disputing import handed, latest, opened
from tests.web.scenario import signed_in, work_all

COVERS = ("handsel.console.disputes.queue",)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def dispute(frozen_clock: FrozenClock, ada: Person, ben: Person, olga: Person) -> Dispute:
    return handed(opened(ada, factories.delivered(ada, ben, 1000, 500)))


def read(olga: Person) -> str:
    return signed_in(olga).get(reverse("console-disputes")).content.decode()


def test_what_waits_is_listed_without_the_job(dispute: Dispute, olga: Person) -> None:
    page = read(olga)
    for words in ("Dispute 1 of job", "$1,000.00", "To decide"):
        assert words in page
    assert "Night tours booking" not in page
    assert reverse("dispute-decision", args=[dispute.job_id, 1]) in page
    state = dispute_queue(olga)
    assert (str(state.count), state.soonest) == ("1", dispute.decide_by)
    assert "Disputes and claims: 1" in signed_in(olga).get(reverse("console")).content.decode()


def test_a_claim_is_called_a_claim(dispute: Dispute, olga: Person) -> None:
    Dispute.objects.filter(pk=dispute.pk).update(milestone=None, payment=uuid4())
    page = read(olga)
    assert f"Claim 1 of job {dispute.job_id}" in page
    assert f"Dispute 1 of job {dispute.job_id}" not in page


def test_nothing_waits(olga: Person) -> None:
    assert "No dispute or claim waits for a decision." in read(olga)
    assert dispute_queue(olga).soonest is None


def test_a_late_decision_is_marked(dispute: Dispute, olga: Person, frozen_clock: FrozenClock) -> None:
    frozen_clock.passes(seconds=(dispute.decide_by - clock.now()).total_seconds() + 60)
    assert "Late" in read(olga)


def test_an_appeal_is_for_another_operator(dispute: Dispute, ben: Person, olga: Person) -> None:
    read_dispute(Actor(olga.pk), dispute)
    decide_dispute(Actor(olga.pk), latest(), to_freelancer=usd(300), reason="By the record.")
    appeal_decision(Actor(ben.pk), latest(), reason="The record says otherwise.")
    assert "For another operator" in read(olga)
    assert dispute_queue(olga).soonest == latest().ends_at


def test_operators_are_told_and_sides_that_are_operators_are_not(
    dispute: Dispute, ada: Person, olga: Person
) -> None:
    Person.objects.filter(pk=ada.pk).update(is_operator=True)
    work_all()
    (notice,) = Notice.objects.filter(about__startswith="operators ")
    assert (notice.person, notice.job, notice.href) == (olga, None, reverse("console-disputes"))
    assert notice.title == "A dispute waits for a decision"
    assert "$1,000.00" in notice.detail


def test_a_side_that_is_an_operator_reads_that_it_is_one(dispute: Dispute, ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(is_operator=True)
    ada.refresh_from_db()
    assert "You are a side of it" in read(ada)
