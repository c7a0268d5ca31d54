"""Billing & Invoices of an hourly job: weeks in place of milestones, funded over HTTP."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from handsel.kernel.money import total
from handsel.people.models import Person
from handsel.record.kinds import kind_named
from handsel.record.models import Entry
from handsel.web.billing.sums import sums
from handsel.web.jobs.job_view import load_job_view
from handsel.web.jobs.weeks import week_next
from handsel.work.hours.pay import HOUR
from handsel.work.jobs.models import Job
from tests import factories
from tests.balances import escrow, wallet
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.web.scenario import post_form, signed_in

COVERS = (
    "handsel.web.jobs.deposit_missing",
    "handsel.web.terms.week_effects",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def page_of(person: Person, job: Job, name: str = "job-billing") -> str:
    return signed_in(person).get(reverse(name, args=[job.pk])).content.decode()


@pytest.fixture
@made_once
def job(frozen_clock, ada: Person, ben: Person) -> Job:
    return factories.hourly_bound(ada, ben)


def test_the_client_funds_a_week_from_the_wallet(ada: Person, ben: Person, job: Job) -> None:
    factories.rich(ada, 1_000)
    assert "Fund $800.00" in page_of(ada, job)
    assert "Fund $800.00" not in page_of(ben, job)
    answer = post_form(ada, "fund-week", factories.week_of(job).pk, expected="800.00")
    assert "$800.00 is in escrow." in answer.content.decode()
    assert (wallet(ada), escrow()) == (usd(200), usd(800))
    assert "Fund $800.00" not in page_of(ada, job)


def test_a_week_that_is_paid_was_funded(ada: Person, job: Job, frozen_clock: Any) -> None:
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    factories.worked(job)
    let_pass(frozen_clock, days=14)
    row = page_of(ada, job).partition("week=2026-03-02")[2].partition("</tr>")[0]
    assert "paid <time" in row
    assert "Nothing left to do." in row
    assert "Not funded" not in row


def test_what_a_timesheet_is_short_of_is_not_funded(ada: Person, job: Job, frozen_clock: Any) -> None:
    factories.worked(job)
    let_pass(frozen_clock, days=14)
    others = [row for row in load_job_view(ada, job.pk).weeks if row != factories.week_of(job)]
    amounts = sums(load_job_view(ada, job.pk))
    assert (amounts["in_review"], amounts["in_escrow"]) == (usd(0), usd(0))
    assert amounts["not_funded"] == total((row.to_fund for row in others), "USD")
    assert amounts["overdue"] == usd(10)
    entry = Entry.objects.get(kind="timesheet.paid")
    wording = kind_named(entry.kind).wording("Handsel", entry.facts)
    assert (wording.tone, wording.detail.count("missing")) == ("bad", 0)
    assert wording.title == "Nothing could be paid for the week of Mon 2 Mar: $10.00 is missing"


def test_a_week_whose_money_went_back_says_so(ada: Person, job: Job, frozen_clock: Any) -> None:
    factories.rich(ada, 800)
    factories.week_funded(ada, factories.week_of(job))
    let_pass(frozen_clock, days=14)
    row = page_of(ada, job).partition("week=2026-03-02")[2].partition("</tr>")[0]
    assert "Funded, refunded" in row


def test_the_sign_of_no_protection_is_not_beside_what_is_paid(
    ada: Person, job: Job, frozen_clock: Any
) -> None:
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(job))
    row = load_job_view(ada, job.pk).weeks[0]
    assert week_next(load_job_view(ada, job.pk), row).icon == "wait"
    factories.worked(job)
    let_pass(frozen_clock, days=14)
    closed = load_job_view(ada, job.pk)
    assert week_next(closed, closed.weeks[0]).icon == "check"


def test_what_the_wallet_lacks_is_added_first(ada: Person, job: Job) -> None:
    factories.rich(ada, 300)
    assert "Add $500.00 and fund $800.00" in page_of(ada, job)
    post_form(ada, "fund-week", factories.week_of(job).pk, expected="800.00", add="1")
    assert (wallet(ada), escrow()) == (usd(0), usd(800))


def test_an_amount_that_changed_meanwhile_adds_and_funds_nothing(ada: Person, job: Job) -> None:
    answer = post_form(ada, "fund-week", factories.week_of(job).pk, expected="700.00", add="1")
    assert "has changed since you looked" in answer.content.decode()
    assert (wallet(ada), escrow()) == (usd(0), usd(0))


def test_a_raised_limit_says_that_it_waits_for_its_money(ada: Person, ben: Person, job: Job) -> None:
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    factories.both_agree(ada, ben, job, factories.changed_hours(job, weekly_seconds=50 * HOUR))
    page = page_of(ada, job)
    assert "50 once funded" in page
    assert "Fund $200.00" in page


def test_a_job_without_terms_in_force_has_no_weeks(ada: Person, ben: Person) -> None:
    factories.ensure_presets()
    job = factories.award(factories.Actor(ada.pk), ada, factories.Awardee(ben), factories.hourly_terms())
    assert "No weeks yet" in page_of(ada, job)


def test_the_terms_say_the_price_and_a_change_what_it_does_to_each_week(
    ada: Person, ben: Person, job: Job
) -> None:
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    page = page_of(ada, job, "terms")
    assert "$20.00 an hour, up to 40 hours a week" in page
    assert "The client funds each week for its limit" in page
    form = {"title": job.title, "description": "More.", "rate": "30.00", "weekly_hours": "50"}
    form["work_view"] = "off"
    form |= {"start": "2026-03-02", "by_hand": "on", "currency": "USD", "policy": "classic", "base": "1"}
    answer = post_form(ada, "terms", job.pk, **form)
    assert "Proposed. Nothing is binding until you both agree." in answer.content.decode()
    page = " ".join(page_of(ben, job, "terms").split())
    assert "up to 50 hours, once" in page
    assert "Weeks from" in page
    assert "$30.00 an hour, up to 50 hours a week" in page
    assert "Hourly rate" in page


@pytest.mark.parametrize(("field", "value"), [("weekly_hours", "169"), ("rate", "nothing"), ("start", "")])
def test_terms_that_are_wrong_are_shown_again(ada: Person, job: Job, field: str, value: str) -> None:
    form = {"title": job.title, "description": "More.", "rate": "30.00", "weekly_hours": "50"}
    form["work_view"] = "off"
    form |= {"start": "2026-03-02", "currency": "USD", "policy": "classic", "base": "1", field: value}
    answer = signed_in(ada).post(reverse("terms", args=[job.pk]), form)
    assert answer.status_code == 422
    assert job.versions.count() == 1


def test_before_the_agreement_the_terms_say_what_the_first_week_costs(ada: Person, ben: Person) -> None:
    factories.ensure_presets()
    job = factories.award(factories.Actor(ada.pk), ada, factories.Awardee(ben), factories.hourly_terms())
    assert "The client funds the first week" in page_of(ben, job, "terms")


def test_every_page_of_the_job_is_shown(ada: Person, ben: Person, job: Job, frozen_clock) -> None:
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(job))
    let_pass(frozen_clock, days=6, hours=6)
    for person in (ada, ben):
        for name in ("workroom", "terms", "reports", "job-billing", "ending"):
            assert "$20.00 an hour" in page_of(person, job, name)
        for name in ("home", "jobs", "money"):
            assert signed_in(person).get(reverse(name)).status_code == 200
    assert "Week of Mon 2 Mar" in signed_in(ada).get(reverse("wallet")).content.decode()
    assert "$1,600.00" in signed_in(ada).get(reverse("money")).content.decode()


def test_ending_says_that_weeks_return_and_returns_them(ada: Person, ben: Person) -> None:
    factories.rich(ada, 800)
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(start=date(2026, 3, 9)))
    factories.week_funded(ada, factories.week_of(job))
    assert "refunded at once" in page_of(ada, job, "ending")
    answer = post_form(ada, "ending", job.pk, reason="No budget left.")
    assert "$800.00 was refunded" in answer.content.decode()
    assert wallet(ada) == usd(800)
