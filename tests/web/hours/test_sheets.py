"""The timesheet page: the freelancer submits, the client approves, or pays the rest of a short one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.payouts import request_payout
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.models import Timesheet
from handsel.work.hours.recording import record_time
from handsel.work.hours.removing import remove_time
from handsel.work.hours.reopening import ask_to_reopen
from handsel.work.hours.submitting import submit_week
from handsel.work.jobs.models import Job
from handsel.work.terms.award import Awardee, award
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.time_travel import let_pass
from tests.web.hours.forms import approval_form, approved
from tests.web.scenario import post_form, signed_in
from tests.work.hours.as_shown import agree_to_reopen, reject

COVERS = (
    "handsel.web.hours.sheet_rest",
    "handsel.web.hours.sheet_view",
    "handsel.web.hours.versions",
    "handsel.web.jobs.action_item",
    "handsel.web.jobs.week_items",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def worked_week(ada: Person, ben: Person, *, funded: bool = True) -> Job:
    """An hourly job at $20 with three hours by hand in its first week."""
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    factories.rich(ada, 1_000)
    if funded:
        factories.week_funded(ada, factories.week_of(job))
    end = datetime(2026, 3, 2, 17, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=end - timedelta(hours=3), end=end, memo="Sketches.")
    return job


def page_of(person: Person, job: Job, name: str = "timesheet", query: str = "") -> str:
    args = [] if name == "home" else [job.pk]
    page = signed_in(person).get(reverse(name, args=args) + query)
    return " ".join(page.content.decode().split())


def test_the_client_approves_what_the_page_says(ada: Person, ben: Person, frozen_clock) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    page = page_of(ada, job)
    assert "Approve and pay $60.00 now" in page
    assert "$740.00 returns to your wallet." in page
    assert "Sketches." in page
    answer = approved(ada, job)
    assert "$60.00 paid. $740.00 is back in your wallet." in answer.content.decode()
    assert (earnings(ben), wallet(ada), escrow()) == (usd(60), usd(940), usd(0))
    assert "Approve and pay" not in page_of(ada, job, query="?week=2026-03-02")
    assert faults() == []


def test_the_freelancer_reads_it_and_cannot_approve(ada: Person, ben: Person, frozen_clock) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    page = page_of(ben, job)
    assert "or as soon as" in page
    assert "Approve" not in page
    read = approval_form(ada, job)
    assert post_form(ben, "sheet-approval", factories.week_of(job).pk, **read).status_code == 404


@pytest.mark.parametrize("hours", [9, 3])
def test_an_old_page_does_not_approve_what_was_submitted_again(
    ada: Person, ben: Person, frozen_clock, hours: int
) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    read, week = approval_form(ada, job), factories.week_of(job)
    assert read["expected"] == "60.00"
    ask_to_reopen(Actor(ben.pk), week.sheet, reason="A typo in a memo.")
    agree_to_reopen(Actor(ada.pk), week.sheet)
    remove_time(Actor(ben.pk), week.spans.get())
    start = datetime(2026, 3, 3, 10, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=start, end=start + timedelta(hours=hours), memo="More.")
    frozen_clock(clock.now() + timedelta(minutes=1))
    submit_week(Actor(ben.pk), factories.week_of(job))
    assert post_form(ada, "sheet-approval", week.pk, **read).status_code == 409
    assert (earnings(ben), escrow()) == (usd(0), usd(800))
    assert f"${hours * 20}.00 paid." in approved(ada, job).content.decode()


def test_a_timesheet_without_money_in_escrow_is_approved_and_promises_no_payment(
    ada: Person, ben: Person, frozen_clock
) -> None:
    job = worked_week(ada, ben, funded=False)
    let_pass(frozen_clock, days=7)
    page = page_of(ada, job)
    assert "Approve now" in page
    assert "Approve and pay" not in page
    assert "$60.00 is missing in escrow" in page


def test_an_old_page_does_not_approve_what_costs_less_by_now(ada: Person, ben: Person, frozen_clock) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    read, week = approval_form(ada, job), factories.week_of(job)
    reject(Actor(ada.pk), week.sheet, numbers=[45], reason="Not for this job.")
    assert post_form(ada, "sheet-approval", week.pk, **read).status_code == 409
    assert "$56.00 paid." in approved(ada, job).content.decode()


@pytest.mark.parametrize("missing", ["shown", "expected"])
def test_an_approval_says_what_was_shown(ada: Person, ben: Person, frozen_clock, missing: str) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    read = approval_form(ada, job)
    del read[missing]
    post_form(ada, "sheet-approval", factories.week_of(job).pk, **read)
    assert Timesheet.objects.get().stage == "submitted"


def test_the_freelancer_submits_a_week_that_is_over(ada: Person, ben: Person, frozen_clock) -> None:
    job = worked_week(ada, ben)
    assert "Submit now" not in page_of(ben, job)
    let_pass(frozen_clock, seconds=(factories.week_of(job).ends_at - clock.now()).total_seconds())
    query = "?week=2026-03-02"
    assert f"{reverse('timesheet', args=[job.pk])}{query}" in page_of(ben, job, "home")
    assert "Submit now" in page_of(ben, job, query=query)
    assert "Submit now" not in page_of(ada, job, query=query)
    post_form(ben, "sheet-submission", factories.week_of(job).pk)
    assert Timesheet.objects.get().stage == "submitted"
    assert "Approve and pay $60.00 now" in page_of(ada, job)


def test_a_short_timesheet_asks_for_the_rest(ada: Person, ben: Person, frozen_clock) -> None:
    job = worked_week(ada, ben, funded=False)
    let_pass(frozen_clock, days=7)
    assert "$60.00 is missing in escrow. The job is paused until you pay it." in page_of(ada, job)
    approved(ada, job)
    assert "Pay the rest, $60.00" in page_of(ada, job)
    assert "Pay the rest of the week of" in page_of(ada, job, "home")
    assert "Pay the rest" not in page_of(ben, job)
    post_form(ada, "sheet-payment", factories.week_of(job).pk, expected="60.00")
    assert (earnings(ben), wallet(ada)) == (usd(60), usd(940))
    assert "Pay the rest" not in page_of(ada, job)
    assert faults() == []


def test_home_billing_and_the_strip_lead_to_it(ada: Person, ben: Person, frozen_clock) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    address = f"{reverse('timesheet', args=[job.pk])}?week=2026-03-02"
    for name in ("home", "job-billing"):
        assert f'href="{address}"' in page_of(ada, job, name)
    assert "or as soon as" in page_of(ada, job, "workroom")


def test_a_week_that_is_not_there_is_not_found(ada: Person, ben: Person, frozen_clock) -> None:
    job = worked_week(ada, ben)
    address = reverse("timesheet", args=[job.pk])
    assert signed_in(ada).get(f"{address}?week=2020-01-06").status_code == 404
    assert signed_in(ada).get(reverse("timesheet", args=[factories.awarded(ada, ben).pk])).status_code == 404


def test_before_the_agreement_it_leads_to_the_terms(ada: Person, ben: Person, frozen_clock) -> None:
    worked_week(ada, ben)
    job = award(Actor(ada.pk), ada, Awardee(ben), factories.hourly_terms())
    assert "No weeks yet" in page_of(ada, job)


def test_one_press_adds_what_the_wallet_lacks_and_pays_the_rest(
    ada: Person, ben: Person, frozen_clock
) -> None:
    job = worked_week(ada, ben, funded=False)
    request_payout(Actor(ada.pk), ada, usd(980), source=AccountKind.WALLET)
    let_pass(frozen_clock, days=14)
    page = page_of(ada, job, query="?week=2026-03-02")
    assert "Add $40.00 and pay the rest, $60.00" in page
    week = factories.week_of(job).pk
    assert post_form(ada, "sheet-payment", week, expected="59.00", add="1").status_code == 409
    assert wallet(ada) == usd(20)
    post_form(ada, "sheet-payment", week, expected="60.00", add="1")
    assert (earnings(ben), wallet(ada), escrow()) == (usd(60), usd(0), usd(0))
    assert faults() == []
