"""The pages of a dispute about hours: for the client, the freelancer and the operator."""

from datetime import timedelta

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.record.actions import Actor
from handsel.web.billing.sums import sums
from handsel.web.jobs.deadlines import own_deadlines
from handsel.web.jobs.job_view import load_job_view, load_job_views
from handsel.web.jobs.weeks import week_in_review
from handsel.work.hours.recording import record_time
from tests.auditing import faults
from tests.balances import earnings
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.trust.disputing import answered, latest, offered, opened_hours
from tests.web.scenario import post_form, signed_in
from tests.work.hours.test_paying import submitted

pytestmark = pytest.mark.usefixtures("frozen_clock")
COVERS = ("handsel.web.disputes.subjects",)


@pytest.fixture
@made_once
def dispute(ada, ben, frozen_clock):
    """Ada disputes the first half hour, $8.00, of a timesheet in review."""
    return opened_hours(ada, submitted(ada, ben, frozen_clock), 45, 46)


def page(person, name="dispute"):
    answer = signed_in(person).get(reverse(name, args=[latest().job_id, latest().number]))
    return " ".join(answer.content.decode().split())


def sums_of(person, dispute):
    return sums(load_job_view(person, dispute.job_id))


def sheet_page(person, dispute):
    address = f"{reverse('timesheet', args=[dispute.job_id])}?week={dispute.sheet.week.address}"
    return " ".join(signed_in(person).get(address).content.decode().split())


def test_both_read_which_time_is_disputed_and_what_comes_of_silence(ada, ben, dispute):
    for person in (ada, ben):
        html = page(person)
        for piece in ("Disputed time of the week of", "12 min", "Not protected", "$4.00", "$8.00"):
            assert piece in html
        assert "none of the time is protected" in html
    assert "Without an answer the money is split by default, as no one on this site can decide." in page(ben)
    assert "Ada disputes $8.00 of the week of Mon 2 Mar" in signed_in(ben).get("/").content.decode()


def test_the_other_side_answers_and_both_settle(ada, ben, dispute):
    args = [dispute.job_id, dispute.number]
    assert (
        "You both can make offers now"
        in post_form(ben, "dispute-answer", *args, answer="It was.").content.decode()
    )
    post_form(ben, "dispute-offer", *args, amount="5.00", reason="Fair.")
    assert "Accept $5.00 to the freelancer" in page(ada)
    answer = post_form(ada, "dispute-acceptance", *args, expected="5.00").content.decode()
    assert "Settled: $5.00 to the freelancer, $3.00 for the client." in answer
    assert "What goes back to the client comes with the rest of the week" in answer
    assert "with the rest of the week," in page(ben)
    assert "How it ended" in page(ben)
    assert earnings(ben) == usd(5)
    assert faults() == []


def test_timesheet_and_billing_agree_on_what_is_disputed_and_returned(ada, ben, dispute, frozen_clock):
    sums = sums_of(ada, dispute)
    assert (sums["objected"], sums["paid"]) == (usd(8), usd(0))
    held = sums["in_review"] + sums["objected"] + sums["coming_back"] + sums["in_escrow"]
    sheet = sheet_page(ada, dispute)
    assert "$8.00" in sheet.partition("Stays in escrow until it is settled")[0][-120:]
    offered(ben, dispute, 5)
    post_form(ada, "dispute-acceptance", dispute.job_id, 1, expected="5.00")
    after = sums_of(ada, dispute)
    assert (after["objected"], after["paid"], after["in_review"]) == (usd(0), usd(5), sums["in_review"])
    assert after["in_review"] + after["coming_back"] + after["in_escrow"] == held - usd(5)
    sheet = sheet_page(ada, dispute)
    assert "Returns to the client when the review ends" in sheet
    assert "Stays in escrow until it is settled" not in sheet
    let_pass(frozen_clock, days=10)
    assert "Part of the amount. Returned to the client." in sheet_page(ada, dispute)
    assert sums_of(ada, dispute)["in_escrow"] == usd(0)


def test_the_client_reads_that_withdrawing_pays(ada, ben, dispute):
    assert "$8.00 is paid to Ben at once. What was settled cannot be disputed again." in page(ada)
    words = post_form(ada, "dispute-withdrawal", dispute.job_id, 1).content.decode()
    assert "Withdrawn. The time is paid." in words
    assert earnings(ben) == usd(8)


def test_an_operator_reads_the_blocks_and_decides(ada, ben, olga, dispute, frozen_clock):
    answered(ben, dispute)
    offered(ada, dispute, 2)
    let_pass(frozen_clock, days=7)
    args = [dispute.job_id, dispute.number]
    post_form(olga, "dispute-decision", *args, read="1")
    html = page(olga, "dispute-decision")
    assert "Disputed time of the week of" in html
    assert "Open the timesheet" not in html
    assert "They match." in html
    words = post_form(
        olga, "dispute-decision", *args, amount="6.00", reason="By the record."
    ).content.decode()
    assert "Decided. Both sides are told." in words
    assert "$6.00 to the freelancer" in page(ben)
    assert (
        "Decision in dispute 1: $6.00 of $8.00 to the freelancer" in signed_in(ada).get("/").content.decode()
    )


def test_a_dispute_is_opened_with_evidence(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    form = {"block": ["45"], "reason": "This was not done.", "shown": sheet.version}
    refused = post_form(ada, "sheet-blocks", sheet.week_id, "dispute", evidence="99", **form)
    assert "The record of this job has no entry with one of these numbers." in refused.content.decode()
    post_form(ada, "sheet-blocks", sheet.week_id, "dispute", evidence="1, 2", **form)
    assert latest().evidence == [1, 2]
    assert "№ 2" in page(ben)


def test_the_timesheet_leads_to_disputes_that_have_ended(ada, ben, dispute):
    post_form(ada, "dispute-withdrawal", dispute.job_id, 1)
    html = signed_in(ben).get(reverse("timesheet", args=[dispute.job_id])).content.decode()
    assert "Ended dispute 1" in html


def test_a_calendar_has_the_day_of_the_answer(ben, dispute):
    (view,) = load_job_views(ben, [dispute.job])
    deadlines = {(row.title, row.until) for row in own_deadlines([view])}
    assert any("Answer the dispute" in title and until == dispute.ends_at for title, until in deadlines)


def test_a_week_that_waits_for_its_dispute_hides_no_review(ada, ben, dispute, frozen_clock):
    answered(ben, dispute)
    job, start = dispute.job, clock.now() - timedelta(hours=4)
    record_time(Actor(ben.pk), job, start=start, end=start + timedelta(hours=1), memo="Captions.")
    let_pass(frozen_clock, days=7)
    html = signed_in(ada).get(reverse("timesheet", args=[job.pk])).content.decode()
    assert "Timesheet, week of" in html
    assert "Mon 9 Mar</time>" in html.split("Timesheet, week of")[1][:200]
    view = load_job_views(ada, [job])[0]
    assert week_in_review(view).address == "2026-03-09"
