"""The client of a week that is short is asked on Sunday evening and on Monday morning."""

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.pausing import pause_job
from handsel.work.hours.planning import FUNDING_REMINDER
from tests import factories
from tests.time_travel import due_at, let_pass
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")
SUNDAY_18 = {"days": 6, "hours": 5}
"""From Monday noon; clocks go forward that Sunday."""


def titles(person):
    rows = Notice.objects.of(person).order_by("told_at", "pk").values_list("title", flat=True)
    return [title for title in rows if "9 Mar" in title]


def next_block_of_page(person, job):
    answer = signed_in(person).get(reverse("time", args=[job.pk]))
    return answer.context["next_block"]


def test_a_shortage_is_told_on_sunday_evening_and_again_on_monday_morning(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 700)
    let_pass(frozen_clock, **SUNDAY_18)
    missing = "The wallet has too little for the week of Mon 9 Mar: $800.00 is missing"
    assert (titles(ada), titles(ben)) == ([missing], [missing])
    assert due_at(FUNDING_REMINDER, factories.week_of(job, 1).pk) > clock.now()
    let_pass(frozen_clock, hours=14, minutes=59)
    assert len(titles(ada)) == 1
    let_pass(frozen_clock, minutes=1)
    assert titles(ada)[1:] == ["Fund the week of Mon 9 Mar, $800.00"]
    assert titles(ben) == [missing]


def test_until_then_the_time_page_says_what_is_not_protected(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
    factories.rich(ada, 700)
    let_pass(frozen_clock, days=7)
    assert next_block_of_page(ben, job) == "not funded"
    factories.rich(ada, 100)
    factories.week_funded(ada, factories.week_of(job, 1))
    assert next_block_of_page(ben, job) != "not funded"


@pytest.mark.parametrize("how", ["funded", "paused"])
def test_who_need_not_fund_it_any_more_is_not_asked_again(ada, ben, frozen_clock, how):
    job = factories.hourly_bound(ada, ben)
    let_pass(frozen_clock, **SUNDAY_18)
    if how == "funded":
        factories.rich(ada, 800)
        factories.week_funded(ada, factories.week_of(job, 1))
    else:
        pause_job(Actor(ben.pk), job)
    let_pass(frozen_clock, days=1)
    assert not any(title.startswith("Fund ") for title in titles(ada))
