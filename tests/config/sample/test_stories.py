"""Every story of the sample ends where its name says, and leaves the house in order."""

from datetime import timedelta
from functools import partial

import pytest

from handsel.config.sample import stories
from handsel.config.sample.job_script import JobScript
from handsel.config.sample.jobs import SAMPLE_JOBS
from handsel.config.sample.timeline import play
from handsel.tasks.models import Task
from tests import factories
from tests.auditing import faults
from tests.conftest import MONDAY_NOON
from tests.recorded_people import record

ENDS = {
    "goes_well": ("complete", ["released", "released"]),
    "releases_itself": ("working", ["released", "planned"]),
    "is_slow": ("working", ["funded", "planned"]),
    "is_in_review": ("working", ["delivered", "planned"]),
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
}
DAYS = {
    "goes_well": 60,
    "releases_itself": 30,
    "is_slow": 40,
    "waits_for_an_answer": 20,
    "is_talked_over": 6,
    "is_ended_by_client": 20,
}


def named(story):
    return story.func.__name__ if isinstance(story, partial) else story.__name__


def test_every_story_that_is_told_is_tried():
    assert {named(story) for *_, story, _ in SAMPLE_JOBS} == set(ENDS)


@pytest.mark.parametrize("name", ENDS)
def test_a_story_ends_where_its_name_says(frozen_clock, ada, ben, name):
    record(ada, ben)
    factories.ensure_presets()
    factories.rich(ada)
    script = JobScript(
        ada, ben, "Night tours", "A booking system", [("First half", 800), ("Second half", 950)]
    )
    tell = getattr(stories, name)
    story = tell(script, accepted=True) if name == "is_split" else tell(script)
    play([(MONDAY_NOON, story)], MONDAY_NOON + timedelta(days=DAYS.get(name, 19)), lambda *_: None)
    script.job.refresh_from_db()
    assert (script.job.stage, [row.stage for row in script.job.milestones.all()]) == ENDS[name]
    assert faults() == []
    assert [task.last_error for task in Task.objects.exclude(last_error="")] == []
