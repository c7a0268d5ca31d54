"""What each side reads at every stage: what needs them, what happens next, and in which state the job is."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.ui.badges import Badge
from handsel.ui.job_header import NextStep
from handsel.web.jobs.action_item import ActionItem
from handsel.web.jobs.action_items import action_items
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import load_job_view, load_job_views
from handsel.web.jobs.milestone_next import milestone_next
from handsel.web.jobs.next_step import next_step
from handsel.web.jobs.status import job_state, milestone_state, progress_bar
from handsel.work.jobs.models import Job
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release import ask_for_changes, release
from handsel.work.milestones.splits import propose_split
from handsel.work.terms.agreement import propose
from handsel.work.terms.award import decline_job
from handsel.work.terms.ending import end_job, object_to_ending
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd

COVERS = ("handsel.web.jobs.job_view", "handsel.web.jobs.status")
pytestmark = pytest.mark.usefixtures("frozen_clock", "in_new_york")


@pytest.fixture
def in_new_york() -> Iterator[None]:
    with timezone.override("America/New_York"):
        yield


Make = Callable[[Person, Person], Job]


def proposed(ada: Person, ben: Person) -> Job:
    job = factories.awarded(ada, ben, 100)
    propose(Actor(ben.pk), job, terms=factories.terms(120), base=1)
    return job


def changes_asked(ada: Person, ben: Person) -> Job:
    milestone = factories.delivered(ada, ben, 100)
    ask_for_changes(Actor(ada.pk), milestone, reason="Blurred.")
    return milestone.job


def never_released(ada: Person, ben: Person) -> Job:
    return factories.delivered(ada, ben, 100, auto_release_days=None).job


def delivered_unfunded(ada: Person, ben: Person) -> Job:
    job = factories.bound(ada, ben, 100)
    factories.deliver(ben, factories.first(job))
    return job


def refund_asked(ada: Person, ben: Person) -> Job:
    job = factories.funded(ada, ben, 100)
    ask_refund(Actor(ada.pk), factories.first(job), amount=usd(20), reason="Less.")
    return job


def split_proposed(ada: Person, ben: Person) -> Job:
    job = factories.funded(ada, ben, 100)
    propose_split(Actor(ben.pk), factories.first(job), to_freelancer=usd(20), reason="Half.")
    return job


def ending(ada: Person, ben: Person) -> Job:
    job = factories.funded(ada, ben, 100)
    end_job(Actor(ada.pk), job, reason="Plans changed.")
    return job


def objected(ada: Person, ben: Person) -> Job:
    job = ending(ada, ben)
    object_to_ending(Actor(ben.pk), job, reason="It is half done.")
    return job


def declined(ada: Person, ben: Person) -> Job:
    job = factories.awarded(ada, ben, 100)
    decline_job(Actor(ben.pk), job)
    return job


def complete(ada: Person, ben: Person) -> Job:
    milestone = factories.delivered(ada, ben, 100)
    release(Actor(ada.pk), milestone, amount=milestone.held)
    return milestone.job


REPORT = "Write this week’s status report"
CASES: list[tuple[Make, str, str, list[str], str]] = [
    (
        factories.awarded,
        "ada",
        "Waiting for Ben",
        [],
        "Offer expires Tue 17 Mar, 00:00 if Ben does not answer",
    ),
    (
        factories.awarded,
        "ben",
        "Your answer needed",
        ["Ada awarded you a job: read the terms"],
        "if you do not answer",
    ),
    (proposed, "ada", "Your answer needed", ["Ben proposed version 2 of the terms"], "if you do not answer"),
    (proposed, "ben", "Waiting for Ada", [], "if Ada does not answer"),
    (
        factories.bound,
        "ada",
        "Milestone 1: not funded",
        ["Fund milestone 1, $1,000.00"],
        "Fund milestone 1, $1,000.00, due Mon 16 Mar. Work on it is not protected until you do",
    ),
    (
        factories.bound,
        "ben",
        "Milestone 1: not funded",
        [REPORT],
        "Your status report is due Mon 9 Mar, 00:00",
    ),
    (factories.funded, "ada", "Milestone 1: funded", [], "Ben’s status report is due"),
    (
        lambda ada, ben: factories.delivered(ada, ben, 100).job,
        "ada",
        "Milestone 1: in review",
        ["Milestone 1 is delivered: release it, or ask for changes"],
        "$100.00 for milestone 1 is released Tue 17 Mar, 00:00 unless you ask for changes",
    ),
    (
        lambda ada, ben: factories.delivered(ada, ben, 100).job,
        "ben",
        "Milestone 1: in review",
        [],
        "$100.00 for milestone 1 is released to you Tue 17 Mar, 00:00 unless Ada asks for changes",
    ),
    (never_released, "ben", "Milestone 1: in review", [], "No auto-release"),
    (
        delivered_unfunded,
        "ada",
        "Milestone 1: not funded",
        ["Fund milestone 1, $100.00"],
        "Auto-release starts when",
    ),
    (
        changes_asked,
        "ben",
        "Milestone 1: changes requested",
        ["Ada asked for changes to milestone 1"],
        "Auto-release is paused until you deliver again, due Mon 16 Mar",
    ),
    (
        changes_asked,
        "ada",
        "Milestone 1: changes requested",
        [],
        "Auto-release is paused until Ben delivers again, due Mon 16 Mar",
    ),
    (
        refund_asked,
        "ben",
        "Milestone 1: funded",
        [REPORT, "Ada requests a refund of $20.00"],
        "$20.00 is refunded to Ada Tue 10 Mar, 00:00 unless you deliver or decline",
    ),
    (
        split_proposed,
        "ada",
        "Milestone 1: funded",
        ["Ben proposes a split of milestone 1"],
        "The money stays in escrow until you answer",
    ),
    (
        ending,
        "ben",
        "Ending",
        ["Ada ended the job: deliver or object"],
        "returns to Ada Tue 10 Mar, 00:00 unless",
    ),
    (ending, "ada", "Ending", [], "returns to you Tue 10 Mar, 00:00 unless Ben delivers or objects"),
    (objected, "ada", "Ending", [], "until you both agree on a split, or a dispute is decided"),
    (declined, "ada", "Declined", [], "Nothing was agreed, and no money moved."),
    (complete, "ben", "Complete", [], "Nothing left to do."),
]


@pytest.mark.parametrize(("make", "who", "state", "titles", "then"), CASES)
def test_each_side_reads_what_needs_it_and_what_comes(
    make: Make, who: str, state: str, titles: list[str], then: str, ada: Person, ben: Person
) -> None:
    me = {"ada": ada, "ben": ben}[who]
    job_view = load_job_view(me, make(ada, ben).pk)
    assert job_state(job_view).word == state
    assert [need.title for need in action_items([job_view])][: len(titles)] == titles
    step = next_step(job_view)
    assert step is not None
    assert then in strip_tags(str(step.words))
    assert job_header(job_view).next == step
    assert len(progress_bar(job_view)) == len(job_view.milestones)


def test_what_is_paid_of_a_milestone_comes_first_in_the_bar(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100, 200)
    release(Actor(ada.pk), milestone, amount=factories.usd(10))
    paid, rest, _second = progress_bar(load_job_view(ada, milestone.job_id))
    assert (paid.tone, paid.width, paid.done, paid.words) == ("good", 1_000, 100, "Milestone 1, $10.00, Paid")
    assert (rest.tone, rest.width, rest.words) == ("busy", 9_000, "Milestone 1, $90.00, In review")


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_changes_are_a_state_of_their_own_until_the_next_delivery(who: str, ada: Person, ben: Person) -> None:
    me = {"ada": ada, "ben": ben}[who]
    milestone = factories.delivered(ada, ben, 100, 200)
    factories.released(ada, milestone)
    second = milestone.job.milestones.get(position=2)
    factories.deliver(ben, second)
    ask_for_changes(Actor(ada.pk), second, reason="Blurred.")
    job_view = load_job_view(me, milestone.job_id)
    assert milestone_state(job_view.milestones[1]) == Badge("warn", "message", "Changes requested")
    assert progress_bar(job_view)[1].words == "Milestone 2, $200.00, Changes requested"
    assert job_state(job_view).word == "Milestone 2: changes requested"
    factories.deliver(ben, second)
    assert job_state(load_job_view(me, milestone.job_id)).word == "Milestone 2: in review"


def test_what_is_due_soonest_comes_first(ada: Person, ben: Person) -> None:
    factories.awarded(ada, ben, 100)
    factories.bound(ada, ben, 100)
    items = action_items(load_job_views(ben, Job.objects.of(ben).with_people()))
    assert [need.title for need in items] == [REPORT, "Ada awarded you a job: read the terms"]


def test_money_comes_before_a_report_that_is_due_at_the_same_time() -> None:
    until = datetime(2026, 3, 9, tzinfo=UTC)
    report, refund = (
        ActionItem("", about, 1, "", "", "", NextStep("", until=until, about=about))
        for about in ("report", "request-1")
    )
    assert min(report, refund, key=lambda item: item.order) is refund


def test_changes_that_were_asked_for_say_when_they_are_due(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = changes_asked(ada, ben)
    item = action_items([load_job_view(ben, job.pk)])[0]
    assert item.next is not None
    assert strip_tags(str(item.next.words)).startswith("Due Mon 16 Mar. Auto-release is paused.")
    assert item.next.until == datetime(2026, 3, 17, 4, tzinfo=UTC)
    frozen_clock.passes(days=16)
    late = next(item for item in action_items([load_job_view(ben, job.pk)]) if item.icon == "message")
    assert late.next is not None
    assert strip_tags(str(late.next.words)).startswith("2 days late. Milestone 1 was due Mon 16 Mar")
    assert "<b>2 days late</b>" in str(late.next.words)
    assert "Auto-release is paused." in str(late.next.words)
    assert late.days_late == 2


def test_a_dropped_milestone_has_nothing_left_to_do(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100)
    end_job(Actor(ben.pk), job, reason="Ill.")
    job_view = load_job_view(ada, job.pk)
    step: Any = milestone_next(job_view, job_view.milestones[0])
    assert "Refunded to the client" in str(step.words)
