"""Matters: what an entry opens is settled by later entries of its chain, once all of it is."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.kinds import EntryKind, declared_kinds, no_matters
from handsel.record.matters import settled, settling_kinds
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.milestones import refunds, splits
from handsel.work.milestones.models import Milestone, RefundRequest, SplitProposal
from handsel.work.milestones.release import ask_for_changes, release
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report
from handsel.work.terms import agreement, ending
from handsel.work.terms.award import decline_job, withdraw_award
from tests import factories
from tests.factories import usd
from tests.made_once import made_once
from tests.record.samples import sample

OPENING = {"before": 0, "percent": 100, "ending_at": "2026-03-02T10:00:00+00:00", "paused": False}
SHORT = {"week": "2026-03-02", "supplement": 0, "missing": 2}
"""A timesheet that is short of what a dispute gave the freelancer."""
CLOSING = {"closed_at": "2026-03-02T10:00:00+00:00", "job_stage": "complete"}
EMPTY = dict.fromkeys(["delivered_at", "review_ends_at", "missing"])
OPENERS = [kind for kind in declared_kinds() if kind.opens is not no_matters]


def changed(facts: Any, values: dict[str, Any]) -> Any:
    """Sample facts with other values wherever a name stands."""
    if isinstance(facts, list):
        return [changed(item, values) for item in facts]
    if isinstance(facts, dict):
        return {name: values.get(name, changed(value, values)) for name, value in facts.items()}
    return facts


def family(matters: Iterator[str]) -> set[str]:
    """What sort of matters these are: `refund` of `refund <milestone>`."""
    return {matter.split(" ")[0] for matter in matters}


@pytest.mark.parametrize("kind", OPENERS, ids=lambda kind: kind.name)
def test_every_matter_that_a_kind_opens_can_be_settled_by_a_kind(kind: EntryKind) -> None:
    facts = changed(sample(kind.shape), OPENING)
    opened = family(iter(kind.opens(facts))) or family(iter(kind.opens({**facts, "about": SHORT})))
    values = {**OPENING, **CLOSING, **EMPTY}
    closing = [(other, changed(sample(other.shape), values)) for other in declared_kinds()]
    settled_by = {name for other, facts in closing for name in family(iter(other.settles(facts)))}
    assert opened
    assert opened <= settled_by


def test_what_opens_or_settles_nothing_is_asked_for_nothing() -> None:
    assert "message.posted" not in settling_kinds()
    assert {"milestone.released", "terms.agreed", "refund.granted"} <= set(settling_kinds())


def is_settled(job: Job, kind: str) -> bool:
    """Whether the last entry of a kind has its matters settled."""
    entry = Entry.objects.filter(chain__subject=job.uuid, kind=kind).order_by("-number")[0]
    return entry.pk in settled([entry])


@pytest.fixture
@made_once
def milestone(frozen_clock: Any, ada: Person, ben: Person) -> Milestone:
    return factories.delivered(ada, ben, 100, 200)


def test_a_delivery_is_settled_when_all_of_it_is_released(ada: Person, milestone: Milestone) -> None:
    assert not is_settled(milestone.job, "report.sent")
    release(Actor(ada.pk), milestone, amount=usd(40))
    assert not is_settled(milestone.job, "report.sent")
    factories.released(ada, factories.first(milestone.job))
    assert is_settled(milestone.job, "report.sent")


def test_a_delivery_of_two_milestones_waits_for_both(frozen_clock: Any, ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100, 200)
    lines = [ReportLineInput(row.pk, 100, statement="Done.") for row in job.milestones.open()]
    send_report(Actor(ben.pk), job, week=factories.this_week(), lines=lines, words=ReportText("Done."))
    first, second = job.milestones.select_related("job", "holding").order_by("position")
    factories.released(ada, first)
    assert not is_settled(job, "report.sent")
    ask_for_changes(Actor(ada.pk), second, reason="A page is missing.")
    assert is_settled(job, "report.sent")


def test_changes_are_settled_by_the_next_delivery_which_waits_itself(
    ada: Person, ben: Person, milestone: Milestone
) -> None:
    ask_for_changes(Actor(ada.pk), milestone, reason="A page is missing.")
    assert is_settled(milestone.job, "report.sent")
    assert not is_settled(milestone.job, "milestone.changes_asked")
    factories.deliver(ben, factories.first(milestone.job))
    assert is_settled(milestone.job, "milestone.changes_asked")
    assert not is_settled(milestone.job, "report.sent")


def refunds_of(milestone: Milestone) -> RefundRequest:
    return RefundRequest.objects.get(milestone=milestone)


def splits_of(milestone: Milestone) -> SplitProposal:
    return SplitProposal.objects.get(milestone=milestone)


@pytest.mark.parametrize(
    "answer",
    [
        lambda ada, ben, row: refunds.grant_refund(ben, refunds_of(row)),
        lambda ada, ben, row: refunds.refuse_refund(ben, refunds_of(row), reason="It is done."),
        lambda ada, ben, row: refunds.withdraw_refund_request(ada, refunds_of(row)),
        lambda ada, ben, row: release(ada, row, amount=usd(1)),
    ],
    ids=["approved", "declined", "withdrawn", "superseded"],
)
def test_a_refund_request_is_settled_by_any_answer(
    ada: Person, ben: Person, milestone: Milestone, answer: Callable[..., Any]
) -> None:
    refunds.ask_refund(Actor(ada.pk), milestone, amount=usd(20), reason="Less was needed.")
    assert not is_settled(milestone.job, "refund.asked")
    answer(Actor(ada.pk), Actor(ben.pk), factories.first(milestone.job))
    assert is_settled(milestone.job, "refund.asked")


@pytest.mark.parametrize(
    "answer",
    [
        lambda ada, ben, row: splits.accept_split(ben, splits_of(row)),
        lambda ada, ben, row: splits.refuse_split(ben, splits_of(row), reason="No."),
        lambda ada, ben, row: splits.withdraw_split(ada, splits_of(row)),
    ],
    ids=["accepted", "declined", "withdrawn"],
)
def test_a_split_is_settled_by_any_answer(
    ada: Person, ben: Person, milestone: Milestone, answer: Callable[..., Any]
) -> None:
    splits.propose_split(Actor(ada.pk), milestone, to_freelancer=usd(60), reason="Mostly there.")
    assert not is_settled(milestone.job, "split.proposed")
    answer(Actor(ada.pk), Actor(ben.pk), factories.first(milestone.job))
    assert is_settled(milestone.job, "split.proposed")


@pytest.mark.parametrize(
    "answer",
    [
        lambda ada, ben, job: factories.agreed(ben, job),
        lambda ada, ben, job: factories.proposed(ben, job, factories.terms(600)),
        lambda ada, ben, job: agreement.decline(Actor(ben.pk), job, version=1),
        lambda ada, ben, job: agreement.withdraw(Actor(ada.pk), job, version=1),
        lambda ada, ben, job: decline_job(Actor(ben.pk), job),
        lambda ada, ben, job: withdraw_award(Actor(ada.pk), job),
    ],
    ids=["agreed", "replaced", "declined", "withdrawn", "job declined", "offer withdrawn"],
)
def test_an_award_is_settled_by_any_answer_to_its_terms(
    frozen_clock: Any, ada: Person, ben: Person, answer: Callable[..., Any]
) -> None:
    job = factories.awarded(ada, ben, 500)
    assert not is_settled(job, "job.awarded")
    answer(ada, ben, job)
    assert is_settled(job, "job.awarded")


def test_an_ending_waits_until_the_freelancer_objects(frozen_clock: Any, ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100)
    ending.end_job(Actor(ada.pk), job, reason="Plans changed.")
    assert not is_settled(job, "job.ended")
    ending.object_to_ending(Actor(ben.pk), job, reason="It is nearly done.")
    assert is_settled(job, "job.ended")


def test_any_number_of_entries_is_one_query(ada: Person, ben: Person, milestone: Milestone) -> None:
    factories.delivered(ada, ben, 100)
    entries = list(Entry.objects.select_related("content"))
    with CaptureQueriesContext(connection) as queries:
        assert settled(entries)
    assert len(queries) == 1
    assert settled([]) == set()


def test_that_the_client_funds_first_is_settled_by_funding(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100, 200)
    assert not is_settled(job, "terms.agreed")
    factories.rich(ada)
    factories.fund_all(ada, job)
    assert is_settled(job, "terms.agreed")


def test_that_the_client_funds_the_first_week_is_settled_by_funding_it(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben)
    assert not is_settled(job, "terms.agreed")
    factories.rich(ada)
    factories.week_funded(ada, factories.week_of(job))
    assert is_settled(job, "terms.agreed")
