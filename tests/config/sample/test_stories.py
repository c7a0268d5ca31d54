"""Every story of the sample ends where its name says, and leaves the house in order."""

from datetime import date, time, timedelta
from functools import partial

import pytest

from handsel.config.sample import disagreements, hourly, hourly_reviews, stories
from handsel.config.sample.hourly import HourlyScript, Hours
from handsel.config.sample.job_script import JobScript
from handsel.config.sample.jobs import SAMPLE_JOBS
from handsel.config.sample.timeline import play
from handsel.kernel.identifiers import HOUSE
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.tasks.models import Task
from handsel.trust.disputes.models import Dispute
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot, Timesheet
from tests import factories
from tests.auditing import faults
from tests.conftest import MONDAY_NOON
from tests.recorded_people import record

COVERS = (
    "handsel.config.sample.device",
    "handsel.config.sample.disagreements",
    "handsel.config.sample.hourly",
    "handsel.config.sample.hourly_reviews",
    "handsel.config.sample.screens",
)
ENDS = {
    "goes_well": ("complete", ["released", "released"]),
    "releases_itself": ("working", ["released", "planned"]),
    "is_slow": ("working", ["funded", "planned"]),
    "is_in_review": ("working", ["delivered", "planned"]),
    "is_reported": ("working", ["delivered", "planned"]),
    "needs_changes": ("working", ["funded", "planned"]),
    "is_released_in_part": ("working", ["delivered", "planned"]),
    "waits_for_an_answer": ("lapsed", []),
    "is_talked_over": ("in terms", []),
    "is_declined": ("declined", []),
    "changes_course": ("working", ["funded", "planned"]),
    "is_ended_by_client": ("cancelled", ["refunded", "dropped"]),
    "is_ended_by_freelancer": ("cancelled", ["refunded", "dropped"]),
    "asks_a_refund": ("working", ["funded", "planned"]),
    "gives_back": ("working", ["settled", "planned"]),
    "is_split": ("working", ["settled", "planned"]),
    "waits_for_funding": ("working", ["planned", "planned"]),
    "is_disputed": ("working", ["delivered", "planned"]),
    "is_claimed": ("working", ["released", "planned"]),
    "is_settled_sealed": ("working", ["delivered", "planned"]),
    "is_decided": ("working", ["delivered", "planned"]),
}
HOURLY_ENDS = {
    "is_worked_weekly": ("working", [("closed", "paid", 5), ("settling", "submitted", 5), ("funded", "", 3)]),
    "runs_short": ("working", [("settling", "submitted", 3), ("short", "", 1)]),
    "is_tracked": (
        "working",
        [("settling", "submitted", 6), ("settling", "submitted", 3), ("funded", "", 10)],
    ),
    "is_negotiated": ("in terms", []),
    "is_reopened": ("working", [("funded", "reopened", 4), ("funded", "", 0)]),
    "is_rejected_in_part": (
        "working",
        [("closed", "paid", 3), ("settling", "submitted", 3), ("dropped", "nothing", 0), ("funded", "", 0)],
    ),
    "is_held_back": ("working", [("dropped", "nothing", 0), ("funded", "", 1), ("funded", "", 0)]),
    "is_paid_late": (
        "paused",
        [("settling", "short", 2), ("dropped", "nothing", 0), ("planned", "", 0)],
    ),
    "is_paused": ("paused", [("settling", "submitted", 2), ("planned", "", 0)]),
    "is_over": ("complete", [("closed", "paid", 3), ("dropped", "nothing", 0)]),
    "is_disputed_by_the_hour": (
        "working",
        [("settling", "due", 3), ("dropped", "nothing", 0), ("dropped", "nothing", 0), ("funded", "", 0)],
    ),
}
"""The stage of the job, and of each week: of its money, of its timesheet, and how many times it has."""
HOURLY = (hourly, hourly_reviews, disagreements)
DAYS = {
    "goes_well": 60,
    "releases_itself": 30,
    "is_slow": 40,
    "waits_for_an_answer": 20,
    "is_talked_over": 6,
    "is_ended_by_client": 20,
    "is_decided": 24,
    "is_claimed": 17,
}


def named(story):
    return story.func.__name__ if isinstance(story, partial) else story.__name__


def test_every_story_that_is_told_is_tried():
    assert {named(story) for *_, story, _ in SAMPLE_JOBS} == set(ENDS) | set(HOURLY_ENDS)


@pytest.mark.parametrize("name", ENDS)
def test_a_story_ends_where_its_name_says(frozen_clock, ada, ben, olga, name):
    record(ada, ben, olga)
    factories.ensure_presets()
    factories.rich(ada)
    script = JobScript(
        ada, ben, "Night tours", "A booking system", [("First half", 800), ("Second half", 950)]
    )
    tell = getattr(stories, name, None) or getattr(disagreements, name)
    story = tell(script, accepted=True) if name == "is_split" else tell(script)
    ends = MONDAY_NOON + timedelta(days=DAYS.get(name, 19))
    play([(MONDAY_NOON, story)], ends, lambda *_: None)
    frozen_clock(ends)
    script.job.refresh_from_db()
    assert (script.job.stage, [row.stage for row in script.job.milestones.all()]) == ENDS[name]
    assert faults() == []
    assert [task.last_error for task in Task.objects.exclude(last_error="")] == []
    if name == "is_claimed":
        claim = Dispute.objects.get()
        assert (claim.stage, claim.last_offers()) == ("negotiating", [13_333])
    if name == "is_decided":
        dispute = Dispute.objects.get()
        assert (dispute.stage, dispute.decided_by) == ("decided", olga.pk)


@pytest.mark.parametrize(
    ("name", "first_week"),
    [
        ("is_worked_weekly", -2),
        ("runs_short", -1),
        ("is_tracked", -1),
        ("is_negotiated", 1),
        ("is_reopened", -1),
        ("is_disputed_by_the_hour", -3),
        ("is_rejected_in_part", -3),
        ("is_held_back", -2),
        ("is_paid_late", -2),
        ("is_paused", -1),
        ("is_over", -3),
    ],
)
def test_an_hourly_story_ends_where_its_name_says(frozen_clock, ada, ben, name, first_week):
    record(ada, ben)
    factories.ensure_presets()
    publish(Actor(HOUSE), "classic", Rules(review_days=10))
    factories.rich(ada)
    view = WorkView.OFFERED if name == "is_tracked" else WorkView.OFF
    monday, hours = date(2026, 4, 6), Hours(48, 10, first_week, name != "is_paid_late", view)
    script = HourlyScript(ada, ben, "Night tours", "Upkeep", [], monday=monday, hours=hours)
    begins = script.at(min(first_week, 0) - 1, 0, time(9))
    tell = next(getattr(module, name) for module in HOURLY if hasattr(module, name))
    ends = script.at(0, 2, time(15))
    play([(begins, tell(script))], ends, lambda *_: None)
    frozen_clock(ends)
    script.job.refresh_from_db()
    weeks = [state(row) for row in script.job.weeks.order_by("monday")]
    assert (script.job.stage, weeks) == HOURLY_ENDS[name]
    protected = [number for sheet in Timesheet.objects.all() for number in sheet.protected_blocks]
    assert len(protected) == (8 if name == "is_tracked" else 0)
    assert Shot.objects.filter(offline=True).count() == (3 if name == "is_tracked" else 0)
    assert faults() == []
    assert [task.last_error for task in Task.objects.exclude(last_error="")] == []


def test_the_dispute_by_the_hour_is_with_an_operator(frozen_clock, ada, ben):
    record(ada, ben)
    factories.ensure_presets()
    factories.rich(ada)
    script = HourlyScript(
        ada, ben, "Captions", "Upkeep", [], monday=date(2026, 4, 6), hours=Hours(48, 10, -3)
    )
    story = disagreements.is_disputed_by_the_hour(script)
    play([(script.at(-4, 0, time(9)), story)], script.at(0, 2, time(15)), lambda *_: None)
    dispute = Dispute.objects.get()
    assert (dispute.stage, len(dispute.blocks), dispute.last_offers()) == ("with operator", 3, [853, 1706])


def state(week):
    sheet = getattr(week, "sheet", None)
    return week.stage, sheet.stage if sheet else "", week.spans.count()
