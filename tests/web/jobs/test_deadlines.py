"""A person's own deadlines: those of Home, each once, in words that name nobody and no amount."""

from datetime import timedelta

import pytest

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.jobs.deadlines import Deadline, own_deadlines
from handsel.web.jobs.job_view import load_job_views
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import RefundRequest
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release import ask_for_changes
from tests import factories
from tests.factories import usd
from tests.time_travel import let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


def deadlines(person: Person) -> list[Deadline]:
    return own_deadlines(load_job_views(person, Job.objects.of(person).open().with_people()))


def titles(person: Person) -> list[str]:
    return [deadline.title.partition(":")[0] for deadline in deadlines(person)]


def test_both_sides_have_their_own(ada, ben):
    job = factories.funded(ada, ben, 100, 200)
    assert [(row.title, row.day) for row in deadlines(ben) if row.title.startswith("Deliver")] == [
        (f"Deliver milestone {part.position}: Night tours booking", part.due)
        for part in job.milestones.order_by("position")
    ]
    assert "Write report" in titles(ben)
    assert titles(ada) == []
    factories.deliver(ben, factories.first(job))
    assert titles(ada) == ["Review delivery"]


def test_requests_that_expire_are_told_without_a_name_or_an_amount(ada, ben):
    job = factories.funded(ada, ben, 100)
    ask_refund(Actor(ada.pk), factories.first(job), amount=usd(13), reason="Less was needed.")
    (answer,) = [row for row in deadlines(ben) if row.title.startswith("Answer")]
    assert answer.title == "Answer: Night tours booking"
    assert answer.until == RefundRequest.objects.get().auto_grants_at


def test_a_delivery_that_was_sent_back_is_one_deadline(ada, ben):
    milestone = factories.delivered(ada, ben, 100)
    ask_for_changes(Actor(ada.pk), milestone, reason="Not yet.")
    assert [title for title in titles(ben) if "eliver" in title] == ["Deliver again"]


def test_the_key_stays_while_the_deadline_moves(ada, ben, frozen_clock):
    factories.funded(ada, ben, 100)
    before = {row.key: row.until for row in deadlines(ben)}
    let_pass(frozen_clock, days=7)
    after = {row.key: row.until for row in deadlines(ben)}
    assert before.keys() == after.keys()
    assert max(after[key] - before[key] for key in after) == timedelta(days=7)


def test_hourly_jobs_have_theirs(ada, ben, frozen_clock):
    factories.rich(ada, 5_000)
    job = factories.hourly_bound(ada, ben)
    factories.week_funded(ada, factories.week_of(job))
    factories.worked(job)
    let_pass(frozen_clock, days=7)
    assert "Review timesheet" in titles(ada)


def test_what_is_late_is_listed_with_how_late_and_its_job(ada, ben, frozen_clock):
    unfunded, funded = factories.bound(ada, ben, 100), factories.funded(ada, ben, 200)
    let_pass(frozen_clock, days=16)
    assert [(row.job, row.days_late, row.title.partition(":")[0]) for row in deadlines(ada)] == [
        (unfunded.pk, 2, "Fund escrow")
    ]
    late = {(row.job, row.days_late) for row in deadlines(ben) if row.days_late}
    assert late == {(unfunded.pk, 2), (funded.pk, 2)}
    assert [row.days_late for row in deadlines(ben)][:2] == [2, 2]


def test_a_closed_job_has_none(ada, ben):
    factories.released(ada, factories.delivered(ada, ben, 100))
    assert deadlines(ada) == deadlines(ben) == []
