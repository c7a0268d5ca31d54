"""The page on which both sides settle frozen blocks."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.ui.context import house_at
from handsel.web.hours.sheet_view import load_sheet_view
from handsel.work.jobs.models import Job
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.web.hours.forms import hidden
from tests.web.hours.test_block_answers import answered
from tests.web.hours.test_sheets import page_of, worked_week
from tests.web.scenario import post_form, signed_in
from tests.work.hours.as_shown import dispute

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(ada: Person, ben: Person, frozen_clock: Any) -> Job:
    """A job with $8.00 of a timesheet frozen, and the rest paid."""
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    answered(ada, job, "rejection", reason="Not for this job.")
    answered(ben, job, "contest", reason="You asked for it.")
    answered(ada, job, "insistence")
    let_pass(frozen_clock, days=5)
    return job


def proposed(person: Person, job: Job, amount: str, reason: str = "Half of it.") -> Any:
    week = factories.week_of(job).pk
    shown = hidden(read(person, job), reverse("sheet-settlement", args=[week]))
    return post_form(person, "sheet-settlement", week, amount=amount, reason=reason, **shown)


def acceptance_form(person: Person, job: Job) -> dict[str, str]:
    """What the form hides by which a person accepts."""
    week = factories.week_of(job).pk
    return hidden(read(person, job), reverse("sheet-settlement-answer", args=[week, "acceptance"]))


def accepted(person: Person, job: Job, **form: str) -> Any:
    sent = acceptance_form(person, job) | form
    return post_form(person, "sheet-settlement-answer", factories.week_of(job).pk, "acceptance", **sent)


def read(person: Person, job: Job) -> str:
    page = signed_in(person).get(reverse("sheet-settlement", args=[factories.week_of(job).pk]))
    return " ".join(page.content.decode().split())


def test_either_side_proposes_and_the_other_accepts(ada: Person, ben: Person, job: Job) -> None:
    assert "$8.00 of 2 blocks is frozen until you both agree" in read(ben, job)
    for person in (ada, ben):
        assert "Settle 2 blocks of the week of Mon 2 Mar, $8.00" in page_of(person, job, "home")
    assert "Proposed." in proposed(ben, job, "5.00").content.decode()
    assert "Withdraw" in read(ben, job)
    assert "Ben proposes to settle 2 blocks of the week of" in page_of(ada, job, "home")
    assert "settle" not in page_of(ben, job, "home")
    page = read(ada, job)
    assert "$5.00 is paid to the freelancer at once" in page
    assert "The other $3.00 goes back to the client, at the latest when the review" in page
    assert "Half of it." in page
    answer = accepted(ada, job)
    assert "Settled: $5.00 to the freelancer, $3.00 for the client." in answer.content.decode()
    assert (earnings(ben), escrow()) == (usd(57), usd(0))
    assert faults() == []


def test_the_printed_timesheet_says_what_was_not_paid(ada: Person, ben: Person, job: Job) -> None:
    view = load_sheet_view(ada, job.pk, "2026-03-02")[1]
    assert view is not None
    assert (view.blocks.frozen, view.blocks.not_paid) == (usd(8), usd(0))
    proposed(ben, job, "5.00")
    accepted(ada, job)
    view = load_sheet_view(ada, job.pk, "2026-03-02")[1]
    assert view is not None
    assert (view.blocks.frozen, view.blocks.not_paid) == (usd(0), usd(3))
    context = {"sheet_view": view, "week_view": view.week_view, "house": house_at()}
    assert "Of which not paid" in render_to_string("web/hours/sheet_print.html", context)


def test_a_proposal_is_withdrawn(ada: Person, ben: Person, job: Job) -> None:
    proposed(ada, job, "5.00")
    week = factories.week_of(job).pk
    assert "withdrawn" in post_form(ada, "sheet-settlement-answer", week, "withdrawal").content.decode()
    assert "Open proposal" not in read(ben, job)


@pytest.mark.parametrize(("amount", "words"), [("9", "Enter at most $8.00."), ("x", "amount")])
def test_a_wrong_amount_keeps_what_was_typed(ada: Person, job: Job, amount: str, words: str) -> None:
    page = proposed(ada, job, amount)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Half of it." in page.content.decode()


def test_another_amount_than_was_read_is_not_accepted(ada: Person, ben: Person, job: Job) -> None:
    proposed(ben, job, "5.00")
    accepted(ada, job, expected="4.00")
    assert (earnings(ben), escrow()) == (usd(52), usd(8))


@pytest.fixture
def disputed_job(ada: Person, ben: Person, frozen_clock: Any) -> Job:
    """A job with $8.00 of a timesheet disputed while its review runs."""
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    answered(ada, job, "dispute", reason="This was not done.")
    return job


def test_what_is_disputed_since_is_not_accepted_with_it(ada: Person, ben: Person, disputed_job: Job) -> None:
    proposed(ada, disputed_job, "8.00")
    old = acceptance_form(ben, disputed_job)
    numbers = list(range(47, 60))
    dispute(Actor(ada.pk), factories.week_of(disputed_job).sheet, numbers=numbers, reason="Nor this.")
    proposed(ada, disputed_job, "8.00")
    week = factories.week_of(disputed_job).pk
    answer = post_form(ben, "sheet-settlement-answer", week, "acceptance", **old)
    assert answer.status_code == 409
    assert (earnings(ben), escrow()) == (usd(0), usd(800))
    assert "Settled: $8.00 to the freelancer, $52.00" in accepted(ben, disputed_job).content.decode()


def test_nothing_is_proposed_for_blocks_that_were_not_shown(
    ada: Person, ben: Person, disputed_job: Job
) -> None:
    week = factories.week_of(disputed_job)
    form = hidden(read(ben, disputed_job), reverse("sheet-settlement", args=[week.pk]))
    dispute(Actor(ada.pk), week.sheet, numbers=[47], reason="Nor this.")
    form |= {"amount": "7.00", "reason": "Seven of the eight."}
    assert post_form(ben, "sheet-settlement", week.pk, **form).status_code == 409
    assert "Open proposal" not in read(ada, disputed_job)


def test_a_form_that_is_sent_twice_is_accepted_once(ada: Person, ben: Person, disputed_job: Job) -> None:
    week, key = factories.week_of(disputed_job).pk, "01890a5d-ac96-774b-bcce-b302099a8057"
    form = hidden(read(ben, disputed_job), reverse("sheet-settlement", args=[week]))
    form |= {"amount": "5.00", "reason": "Half of it.", "key": key}
    post_form(ben, "sheet-settlement", week, **form)
    old = acceptance_form(ada, disputed_job) | {"key": key}
    for _ in range(2):
        answer = post_form(ada, "sheet-settlement-answer", week, "acceptance", **old)
        assert "Settled: $5.00 to the freelancer" in answer.content.decode()
    assert "Proposed." in post_form(ben, "sheet-settlement", week, **form).content.decode()
    assert faults() == []
