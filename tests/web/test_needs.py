"""What each side reads at every stage: what needs them, what happens next, and in which state the job is."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from handsel.look.signs import State
from handsel.people.models import Person
from handsel.record.deeds import By
from handsel.web.heads import head_of
from handsel.web.needs import needs
from handsel.web.nexts import milestone_next, next_of
from handsel.web.standings import standing, standings
from handsel.web.states import job_state, milestone_state, tally
from handsel.work.jobs.models import Job
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release import ask_for_changes, release
from handsel.work.milestones.splits import propose_split
from handsel.work.terms.award import decline_job
from handsel.work.terms.binding import propose
from handsel.work.terms.ending import end_job, object_to_ending
from tests import making
from tests.making import usd

COVERS = ("handsel.web.standings", "handsel.web.states", "handsel.web.heads")
pytestmark = pytest.mark.usefixtures("told", "in_new_york")


@pytest.fixture
def in_new_york() -> Iterator[None]:
    with timezone.override("America/New_York"):
        yield


Make = Callable[[Person, Person], Job]


def proposed(ada: Person, ben: Person) -> Job:
    job = making.awarded(ada, ben, 100)
    propose(By(ben.pk), job, terms=making.terms(120), base=1)
    return job


def changes_asked(ada: Person, ben: Person) -> Job:
    milestone = making.delivered(ada, ben, 100)
    ask_for_changes(By(ada.pk), milestone, reason="Blurred.")
    return milestone.job


def never_released(ada: Person, ben: Person) -> Job:
    return making.delivered(ada, ben, 100, auto_release_days=None).job


def delivered_unfunded(ada: Person, ben: Person) -> Job:
    job = making.bound(ada, ben, 100)
    making.deliver(ben, making.first(job))
    return job


def refund_asked(ada: Person, ben: Person) -> Job:
    job = making.funded(ada, ben, 100)
    ask_refund(By(ada.pk), making.first(job), amount=usd(20), reason="Less.")
    return job


def split_proposed(ada: Person, ben: Person) -> Job:
    job = making.funded(ada, ben, 100)
    propose_split(By(ben.pk), making.first(job), to_freelancer=usd(20), reason="Half.")
    return job


def ending(ada: Person, ben: Person) -> Job:
    job = making.funded(ada, ben, 100)
    end_job(By(ada.pk), job, reason="Plans changed.")
    return job


def objected(ada: Person, ben: Person) -> Job:
    job = ending(ada, ben)
    object_to_ending(By(ben.pk), job, reason="It is half done.")
    return job


def declined(ada: Person, ben: Person) -> Job:
    job = making.awarded(ada, ben, 100)
    decline_job(By(ben.pk), job)
    return job


def complete(ada: Person, ben: Person) -> Job:
    milestone = making.delivered(ada, ben, 100)
    release(By(ada.pk), milestone, amount=milestone.held)
    return milestone.job


REPORT = "Write this week’s status report"
CASES: list[tuple[Make, str, str, list[str], str]] = [
    (making.awarded, "ada", "Waiting for Ben", [], "The award lapses Tue 17 Mar, 00:00 unless Ben answers"),
    (making.awarded, "ben", "Terms need you", ["Ada awarded you a job: read the terms"], "unless you answer"),
    (proposed, "ada", "Terms need you", ["Ben proposed version 2 of the terms"], "unless you answer"),
    (proposed, "ben", "Waiting for Ada", [], "unless Ada answers"),
    (making.bound, "ada", "Milestone 1: not funded", ["Fund milestone 1, $1,000.00"], "status report is due"),
    (making.bound, "ben", "Milestone 1: not funded", [REPORT], "Your status report is due Mon 9 Mar, 00:00"),
    (making.funded, "ada", "Milestone 1: funded", [], "Ben’s status report is due"),
    (
        lambda ada, ben: making.delivered(ada, ben, 100).job,
        "ada",
        "Milestone 1: in review",
        ["Milestone 1 is delivered: release it, or ask for changes"],
        "$100.00 for milestone 1 releases Tue 17 Mar, 00:00 unless you ask for changes",
    ),
    (
        lambda ada, ben: making.delivered(ada, ben, 100).job,
        "ben",
        "Milestone 1: in review",
        [],
        "$100.00 for milestone 1 releases to you Tue 17 Mar, 00:00 unless Ada asks for changes",
    ),
    (never_released, "ben", "Milestone 1: in review", [], "it never releases by itself"),
    (
        delivered_unfunded,
        "ada",
        "Milestone 1: not funded",
        ["Fund milestone 1, $100.00"],
        "The clock starts when",
    ),
    (
        changes_asked,
        "ben",
        "Milestone 1: changes asked",
        ["Ada asked for changes to milestone 1"],
        "The clock stands still until you deliver again, due Mon 16 Mar",
    ),
    (
        changes_asked,
        "ada",
        "Milestone 1: changes asked",
        [],
        "The clock stands still until Ben delivers again, due Mon 16 Mar",
    ),
    (
        refund_asked,
        "ben",
        "Milestone 1: funded",
        [REPORT, "Ada asks for $20.00 back"],
        "status report is due",
    ),
    (
        split_proposed,
        "ada",
        "Milestone 1: funded",
        ["Ben proposes how to share milestone 1"],
        "report is due",
    ),
    (
        ending,
        "ben",
        "Ending",
        ["Ada ended the job: deliver or object"],
        "returns to Ada Tue 10 Mar, 00:00 unless",
    ),
    (ending, "ada", "Ending", [], "returns to you Tue 10 Mar, 00:00 unless Ben delivers or objects"),
    (objected, "ada", "Ending", [], "until you both agree on a split, or an operator settles it"),
    (declined, "ada", "Declined", [], "Nothing was agreed, and no money moved."),
    (complete, "ben", "Complete", [], "Nothing left to do."),
]


@pytest.mark.parametrize(("make", "who", "state", "titles", "then"), CASES)
def test_each_side_reads_what_needs_it_and_what_comes(
    make: Make, who: str, state: str, titles: list[str], then: str, ada: Person, ben: Person
) -> None:
    me = {"ada": ada, "ben": ben}[who]
    where = standing(me, make(ada, ben).pk)
    assert job_state(where).word == state
    assert [need.title for need in needs([where])][: len(titles)] == titles
    told = next_of(where)
    assert told is not None
    assert then in strip_tags(str(told.words))
    assert head_of(where).next == told
    assert len(tally(where)) == len(where.milestones)


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_changes_are_a_state_of_their_own_until_the_next_delivery(who: str, ada: Person, ben: Person) -> None:
    me = {"ada": ada, "ben": ben}[who]
    milestone = making.delivered(ada, ben, 100, 200)
    making.released(ada, milestone)
    second = milestone.job.milestones.get(position=2)
    making.deliver(ben, second)
    ask_for_changes(By(ada.pk), second, reason="Blurred.")
    where = standing(me, milestone.job_id)
    assert milestone_state(where.milestones[1]) == State("warn", "message", "Changes asked")
    assert tally(where)[1].words == "Milestone 2, $200.00, Changes asked"
    assert job_state(where).word == "Milestone 2: changes asked"
    making.deliver(ben, second)
    assert job_state(standing(me, milestone.job_id)).word == "Milestone 2: in review"


def test_what_is_due_soonest_comes_first(ada: Person, ben: Person) -> None:
    making.awarded(ada, ben, 100)
    making.bound(ada, ben, 100)
    found = needs(standings(ben, Job.objects.of(ben).with_people()))
    assert [need.title for need in found] == [REPORT, "Ada awarded you a job: read the terms"]


def test_a_dropped_milestone_has_nothing_left_to_do(ada: Person, ben: Person) -> None:
    job = making.funded(ada, ben, 100)
    end_job(By(ben.pk), job, reason="Ill.")
    where = standing(ada, job.pk)
    told: Any = milestone_next(where, where.milestones[0])
    assert "Returned to the client" in str(told.words)
