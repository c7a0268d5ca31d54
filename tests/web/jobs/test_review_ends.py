"""What the end of a review brings: payment, or that money is missing in escrow."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags

from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.jobs.action_items import action_items
from handsel.web.jobs.job_view import load_job_view
from handsel.web.jobs.reopening_next import reopening_next
from handsel.web.jobs.review_ends import review_ends
from handsel.work.hours.models import Timesheet
from handsel.work.hours.recording import record_time
from handsel.work.hours.rejecting import contest
from handsel.work.hours.reopening import ask_to_reopen
from tests import factories
from tests.time_travel import let_pass
from tests.web.scenario import signed_in
from tests.work.hours.as_shown import reject


def in_review(client: Person, freelancer: Person, frozen_clock: Any, *, funded: int) -> Timesheet:
    """A timesheet in review that so many dollars in escrow pay at $20 an hour; of an hour without any."""
    hours = max(funded // 20, 1)
    job = factories.hourly_bound(client, freelancer, factories.hourly_terms(hours=hours, auto_fund=False))
    if funded:
        factories.rich(client, funded)
        factories.week_funded(client, factories.week_of(job))
    end = clock.now()
    record_time(Actor(freelancer.pk), job, start=end - timedelta(hours=hours), end=end, memo="Sketches.")
    let_pass(frozen_clock, days=7)
    return Timesheet.objects.get(job=job)


def words_for(person: Person, sheet: Timesheet) -> str:
    view = load_job_view(person, sheet.job_id)
    return strip_tags(review_ends(view, view.weeks[0]).words)


def test_it_says_what_is_paid_when_and_by_whose_approval(ada: Person, ben: Person, frozen_clock: Any) -> None:
    sheet = in_review(ada, ben, frozen_clock, funded=60)
    assert words_for(ada, sheet).endswith(", or as soon as you approve")
    assert words_for(ben, sheet).endswith(", or as soon as Ada approves")


def test_what_is_not_in_escrow_is_not_called_paid(ada: Person, ben: Person, frozen_clock: Any) -> None:
    sheet = in_review(ada, ben, frozen_clock, funded=0)
    for person in (ada, ben):
        assert "is paid" not in words_for(person, sheet)
        assert words_for(person, sheet).endswith(", and $20.00 of it is not in escrow")
    ask_to_reopen(Actor(ben.pk), sheet, reason="A typo.")
    view = load_job_view(ada, sheet.job_id)
    step = reopening_next(view, view.weeks[0])
    assert step is not None
    assert strip_tags(step.words).startswith(
        "Ben asks to reopen the timesheet. Without an answer, $20.00 for"
    )
    assert strip_tags(step.words).endswith(", and $20.00 of it is not in escrow")


def test_notices_and_the_list_promise_no_payment_either(ada: Person, ben: Person, frozen_clock: Any) -> None:
    in_review(ada, ben, frozen_clock, funded=0)
    page = signed_in(ada).get(reverse("timesheets")).content.decode()
    assert "$20.00 not in escrow" in page
    let_pass(frozen_clock, days=4)
    notices = Notice.objects.filter(person=ada, href__contains="/timesheet/")
    worded = [f"{row.title} {row.detail}" for row in notices]
    assert len(worded) >= 2
    assert all("is paid" not in words and "in escrow" in words for words in worded)


def test_a_contested_block_leaves_the_deadline_of_the_rest_in_sight(
    ada: Person, ben: Person, frozen_clock: Any
) -> None:
    sheet = in_review(ada, ben, frozen_clock, funded=60)
    number = sheet.billed_blocks()[0].number
    reject(Actor(ada.pk), sheet, numbers=[number], reason="Not asked for.")
    contest(Actor(ben.pk), Timesheet.objects.get(pk=sheet.pk), numbers=[number], reason="It was.")
    items = action_items([load_job_view(ada, sheet.job_id)])
    words = {item.button: strip_tags(item.next.words) for item in items if item.next}
    assert words["Answer"].startswith("$4.00 is paid")
    assert words["Review timesheet"].startswith("$56.00 for 2 h 48 min is paid")
