"""Where the money of a job is: bonuses beside the price, and what a week in review returns."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.billing.sums import sums
from handsel.web.jobs.job_view import load_job_view
from handsel.work.bonuses.paying import pay_bonus
from handsel.work.jobs.models import Job
from handsel.work.refunds.refunding import refund_payment
from tests import factories
from tests.factories import usd
from tests.time_travel import let_pass
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


def paid_job(ada: Person, ben: Person) -> Job:
    milestone = factories.delivered(ada, ben, 300)
    factories.released(ada, milestone)
    return Job.objects.get(pk=milestone.job_id)


def amounts_of(person: Person, job: Job) -> Any:
    return signed_in(person).get(reverse("job-billing", args=[job.pk])).context["sums"]


def page_of(person: Person, job: Job) -> str:
    answer = signed_in(person).get(reverse("job-billing", args=[job.pk]))
    return " ".join(answer.content.decode().split())


def test_a_bonus_is_counted_beside_what_was_paid(ada: Person, ben: Person) -> None:
    job = paid_job(ada, ben)
    assert "Bonuses" not in page_of(ada, job)
    pay_bonus(Actor(ada.pk), job, amount=usd(50), reason="Ahead of time.")
    for person in (ada, ben):
        amounts = amounts_of(person, job)
        assert (amounts["paid"], amounts["bonuses"]) == (usd(300), usd(50))
        assert "Paid in addition to the price." in page_of(person, job)


def test_a_refunded_bonus_is_said_with_it(ada: Person, ben: Person) -> None:
    job = paid_job(ada, ben)
    pay_bonus(Actor(ada.pk), job, amount=usd(50), reason="Ahead of time.")
    invoice = Invoice.objects.latest("issued_at", "number")
    refund_payment(Actor(ben.pk), job, payment=invoice.entry, amount=usd(20), reason="Too much.")
    amounts = amounts_of(ada, job)
    assert (amounts["bonuses"], amounts["bonuses_refunded"]) == (usd(30), usd(20))
    assert "$20.00 was refunded." in page_of(ada, job)


def test_what_a_week_in_review_returns_is_not_in_escrow_for_hours(
    ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 800)
    factories.week_funded(ada, factories.week_of(job))
    factories.worked(job)
    let_pass(frozen_clock, days=7)
    amounts = sums(load_job_view(ada, job.pk))
    assert (amounts["in_review"], amounts["coming_back"], amounts["in_escrow"]) == (usd(10), usd(790), usd(0))
    assert "Comes back" in page_of(ada, job)
    assert "Goes back" in page_of(ben, job)
