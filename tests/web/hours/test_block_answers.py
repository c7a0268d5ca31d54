"""Blocks on the timesheet page: the client rejects, the freelancer contests, the client answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.models import ReviewedBlock
from handsel.work.hours.reopening import ask_to_reopen
from handsel.work.hours.submitting import submit_week
from handsel.work.jobs.models import Job
from tests import factories
from tests.auditing import faults
from tests.balances import earnings
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.web.hours.forms import hidden
from tests.web.hours.test_sheets import page_of, worked_week
from tests.web.scenario import post_form, signed_in
from tests.work.hours.as_shown import agree_to_reopen

COVERS = (
    "handsel.web.hours.block_form",
    "handsel.web.hours.block_rows",
    "handsel.web.hours.sheet_blocks",
    "handsel.web.jobs.block_next",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")
BLOCKS = {"block": ["45", "46"]}


@pytest.fixture
@made_once
def job(ada: Person, ben: Person, frozen_clock: Any) -> Job:
    """Three hours at $20 in review: blocks 45 to 59 of $4.00 each."""
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    return job


def answered(person: Person, job: Job, name: str, **form: Any) -> str:
    """What a person reads after an answer."""
    read = hidden(answer_page(person, job, name).content.decode())
    page = post_form(person, "sheet-blocks", factories.week_of(job).pk, name, **BLOCKS, **read | form)
    return " ".join(page.content.decode().split())


def answer_page(person: Person, job: Job, name: str, **query: Any) -> Any:
    address = reverse("sheet-blocks", args=[factories.week_of(job).pk, name])
    return signed_in(person).get(address, query)


def test_the_client_selects_blocks_and_the_freelancer_does_not(ada: Person, ben: Person, job: Job) -> None:
    assert page_of(ada, job).count('name="block"') == 15
    assert 'name="block"' not in page_of(ben, job)


def test_the_page_says_what_freezes_and_what_is_paid_before_it_is_done(ada: Person, job: Job) -> None:
    page = " ".join(answer_page(ada, job, "rejection", **BLOCKS).content.decode().split())
    assert page.count('data-minor="400" checked') == 2
    assert "<dd data-picked>$8.00</dd>" in page
    assert "<dd data-left>$52.00</dd>" in page
    assert "Ben has 5 business days to contest it" in page
    empty = " ".join(answer_page(ada, job, "rejection").content.decode().split())
    assert (empty.count('data-minor="400"'), empty.count('data-minor="400" checked')) == (15, 0)


def test_a_rejection_leads_back_to_a_timesheet_that_says_it(ada: Person, ben: Person, job: Job) -> None:
    page = answered(ada, job, "rejection", reason="Not for this job.")
    assert "2 blocks rejected, $8.00. The rest is paid as planned." in page
    assert "$8.00 is frozen. The rest is paid as planned." in page
    assert "Approve and pay $52.00 now" in page
    assert page.count('name="block"') == 13
    assert "Not for this job." in page_of(ben, job)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"reason": ""}, "Please fix one thing"),
        ({"reason": "No.", "block": []}, "Select at least one block."),
        ({"reason": "No.", "block": ["x", "99999"]}, "Select at least one block."),
        ({"reason": "No.", "block": ["1"]}, "Some of these blocks have no paid time"),
    ],
)
def test_a_wrong_rejection_is_said_and_changes_nothing(ada: Person, job: Job, form: Any, words: str) -> None:
    read = hidden(answer_page(ada, job, "rejection").content.decode())
    page = post_form(ada, "sheet-blocks", factories.week_of(job).pk, "rejection", **BLOCKS | read | form)
    assert words in page.content.decode()
    assert not ReviewedBlock.objects.exists()


def test_a_form_that_is_sent_twice_rejects_once(ada: Person, job: Job) -> None:
    key = "01890a5d-ac96-774b-bcce-b302099a8057"
    for _ in range(2):
        assert "2 blocks rejected" in answered(ada, job, "rejection", reason="No.", key=key)
    assert ReviewedBlock.objects.count() == 2


def test_the_page_of_a_dispute_says_what_comes_of_it(ada: Person, job: Job) -> None:
    page = " ".join(answer_page(ada, job, "dispute", **BLOCKS).content.decode().split())
    assert page.count('data-minor="400" checked') == 2
    assert "<dd data-picked>$8.00</dd>" in page
    assert "<dd data-left>$52.00</dd>" in page
    assert "Ben has 3 business days to answer, and then you can both settle it." in page


def test_disputed_blocks_wait_for_both_sides(ada: Person, ben: Person, job: Job) -> None:
    page = answered(ada, job, "dispute", reason="This was not done.")
    assert "2 blocks disputed, $8.00. The rest is paid as planned." in page
    assert "Disputed time of the week of" in page
    assert "$8.00 is frozen. The rest is paid as planned." in page_of(ada, job)
    assert "Open dispute 1" in page_of(ada, job)
    assert "This was not done." in page_of(ben, job)
    assert "No block waits for this answer." in answer_page(ben, job, "contest").content.decode()
    assert "Ada disputes $8.00 of the week of Mon 2 Mar" in page_of(ben, job, "home")
    assert b"Blocks disputed" in signed_in(ada).get(reverse("timesheets")).content
    assert faults() == []


def test_the_freelancer_contests_and_the_client_gives_in(ada: Person, ben: Person, job: Job) -> None:
    answered(ada, job, "rejection", reason="Not for this job.")
    assert "Ada rejected 2 blocks, $8.00: contest it, or let it go" in page_of(ben, job, "home")
    assert "Not for this job." in answer_page(ben, job, "contest").content.decode()
    assert "2 blocks contested, $8.00." in answered(ben, job, "contest", reason="You asked for it.")
    assert "rejected 2 blocks" not in page_of(ben, job, "home")
    assert "Ben contests your rejection of 2 blocks, $8.00" in page_of(ada, job, "home")
    assert "You asked for it." in page_of(ada, job)
    assert "is paid" in page_of(ada, job, "workroom")
    assert "You gave in: 2 blocks, $8.00." in answered(ada, job, "giving-in")
    assert earnings(ben) == usd(8)
    assert faults() == []


def test_insisted_blocks_stay_frozen(ada: Person, ben: Person, job: Job, frozen_clock: Any) -> None:
    answered(ada, job, "rejection", reason="Not for this job.")
    answered(ben, job, "contest", reason="You asked for it.")
    assert "stay frozen until the dispute ends." in answered(ada, job, "insistence")
    let_pass(frozen_clock, days=14)
    assert earnings(ben) == usd(52)
    assert "The decision in dispute 1 is late." in page_of(ben, job, query="?week=2026-03-02")
    assert faults() == []


def test_after_its_time_an_answer_is_not_offered(ada: Person, ben: Person, job: Job, frozen_clock) -> None:
    answered(ada, job, "rejection", reason="Not for this job.")
    ends_at = ReviewedBlock.objects.first().ends_at
    frozen_clock(ends_at - timedelta(seconds=1))
    assert "Contest" in page_of(ben, job, query="?week=2026-03-02")
    frozen_clock(ends_at)
    assert "No block waits for this answer." in answer_page(ben, job, "contest").content.decode()


@pytest.mark.parametrize("name", ["rejection", "dispute"])
def test_blocks_of_a_page_from_before_a_reopening_are_left(
    ada: Person, ben: Person, job: Job, frozen_clock: Any, name: str
) -> None:
    read = hidden(answer_page(ada, job, name).content.decode())
    ask_to_reopen(Actor(ben.pk), factories.week_of(job).sheet, reason="An hour is missing.")
    agree_to_reopen(Actor(ada.pk), factories.week_of(job).sheet)
    let_pass(frozen_clock, minutes=1)
    submit_week(Actor(ben.pk), factories.week_of(job))
    form = {**BLOCKS, **read, "reason": "No."}
    page = post_form(ada, "sheet-blocks", factories.week_of(job).pk, name, **form)
    assert page.status_code == 409
    assert not ReviewedBlock.objects.exists()
