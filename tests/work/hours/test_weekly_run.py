"""The weekly run submits and pays many timesheets at once, exactly as acts do it with each."""

from functools import partial
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.money.invoices.issuing import NUMBERING
from handsel.money.invoices.models import Invoice
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from handsel.work.hours.deciding import DROP_BLOCK, PAY_BLOCK
from handsel.work.hours.evidence import WEEKS_AT_ONCE, verdicts_each, verdicts_of
from handsel.work.hours.models import JobWeek, Timesheet, TimeSpan
from handsel.work.hours.planning import PLAN, SUBMIT
from handsel.work.hours.rejecting import contest, counted_blocks
from handsel.work.hours.review_timer import PAY
from handsel.work.hours.timer import beat, start_timer
from handsel.work.jobs.models import Job
from tests.auditing import faults
from tests.conftest import soak
from tests.processes import killed_while
from tests.time_travel import at_once
from tests.work.hours.as_shown import reject
from tests.work.hours.random_weeks import (
    in_chunks,
    late_some,
    one_by_one,
    random_weeks,
    reject_some,
    rows,
    stopped_at,
    undone,
)

COVERS = (
    "handsel.bulk",
    "handsel.work.hours.models.sheet_queries",
    "handsel.work.hours.payment",
    "handsel.work.hours.submission",
    "handsel.work.hours.worked",
)


def run(kind):
    """Run the due tasks of a kind both ways, undo the first, and compare all rows."""
    with undone():
        one_by_one(kind)
        expected = rows()
    in_chunks(kind)
    here = rows()
    for name, lines in expected.items():
        assert here[name] == lines, name


def in_chunks_at(kind, at):
    """Run the due tasks of a kind as of a time, as another worker does."""
    with clock.frozen_at(at):
        work({kind: TASK_HANDLERS[kind]})


def both_runs(frozen_clock, seed, jobs):
    trackers = random_weeks(frozen_clock, seed, jobs)
    frozen_clock.passes(days=14)
    run(SUBMIT)
    late_some(trackers, seed)
    frozen_clock.passes(days=1)
    run(SUBMIT)
    reject_some(seed)
    for days in (5, 7):
        frozen_clock.passes(days=days)
        run(PAY)


@pytest.mark.django_db
def test_it_equals_acts_one_by_one_to_the_cent_the_row_and_the_hash(frozen_clock):
    both_runs(frozen_clock, seed=1, jobs=40)
    work({NUMBERING: TASK_HANDLERS[NUMBERING]})
    numbers = Invoice.objects.filter(issuer=None).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    stages = set(Timesheet.objects.values_list("stage", flat=True))
    assert {"nothing", "paid", "short", "due"} <= stages
    supplements = JobWeek.objects.filter(supplement=1)
    assert Entry.objects.filter(kind="timesheet.submitted").count() == 40 + supplements.count()
    assert set(supplements.values_list("sheet__stage", flat=True)) >= {"paid", "short"}
    assert faults() == []


@pytest.mark.django_db
def test_the_blocks_of_many_weeks_are_what_they_are_one_by_one(frozen_clock):
    trackers = random_weeks(frozen_clock, seed=6, jobs=60)
    frozen_clock.passes(days=14)
    in_chunks(SUBMIT)
    late_some(trackers, seed=6)
    weeks = list(JobWeek.objects.filter(spans__source="tracked").distinct())
    expected = {week.pk: verdicts_of(week, week.spans.select_related("segment")) for week in weeks}
    assert len(weeks) > WEEKS_AT_ONCE
    assert verdicts_each(weeks) == expected


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(10))
def test_it_equals_acts_on_many_weeks(frozen_clock, seed):
    both_runs(frozen_clock, seed, jobs=200)


@pytest.mark.django_db
def test_a_week_in_which_a_timer_has_time_is_submitted_by_itself_with_it(frozen_clock, ada):
    random_weeks(frozen_clock, seed=2, jobs=12)
    job = Job.objects.filter(ended_by="").order_by("pk")[0]
    start_timer(Actor(job.freelancer.person_id), job, memo="Sketches.")
    frozen_clock.passes(minutes=5)
    beat(job.freelancer.person, clock.now())
    frozen_clock.passes(days=14)
    in_chunks(SUBMIT)
    assert Entry.objects.filter(kind="timesheet.submitted").count() == 12
    assert TimeSpan.objects.filter(job=job, source="on page").count() == 1
    assert faults() == []


@pytest.mark.django_db
def test_a_week_and_its_supplement_that_are_due_together_are_both_paid(frozen_clock):
    trackers = random_weeks(frozen_clock, seed=5, jobs=12)
    frozen_clock.passes(days=14)
    in_chunks(SUBMIT)
    late_some(trackers, seed=5)
    frozen_clock.passes(days=1)
    in_chunks(SUBMIT)
    frozen_clock.passes(days=12)
    in_chunks(PAY)
    assert JobWeek.objects.filter(supplement=1).exists()
    assert set(Timesheet.objects.values_list("stage", flat=True)) <= {"nothing", "paid", "short"}
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_submit_and_pay_each_once(frozen_clock):
    random_weeks(frozen_clock, seed=3, jobs=40)
    for kind, days in ((SUBMIT, 14), (PAY, 12)):
        frozen_clock.passes(days=days)
        assert at_once(*[partial(in_chunks_at, kind, clock.now())] * 2) == [None, None]
        assert not Task.objects.filter(kind=kind).exclude(attempts=0).exists()
    submitted = Entry.objects.filter(kind="timesheet.submitted").values_list("chain", flat=True)
    assert len(submitted) == len(set(submitted)) == 40
    assert faults() == []


KILLED = """
import time
from datetime import datetime
from itertools import count
from django.db import connection
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.tasks.worker import work

numbers = count(1)

def stop(execute, *call):
    if next(numbers) == {number}:
        print("begun", flush=True)
        time.sleep(60)
    return execute(*call)

with clock.frozen_at(datetime.fromisoformat("{at}")), connection.execute_wrapper(stop):
    work({{"{kind}": TASK_HANDLERS["{kind}"]}})
"""
PARTS = 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [PAY, *soak(SUBMIT)])
def test_a_worker_that_is_killed_anywhere_in_it_loses_and_doubles_nothing(frozen_clock, kind):
    random_weeks(frozen_clock, seed=4, jobs=15)
    frozen_clock.passes(days=14)
    if kind == PAY:
        in_chunks(SUBMIT)
        frozen_clock.passes(days=12)
    before = rows()
    with undone(), CaptureQueriesContext(connection) as captured:
        work({kind: TASK_HANDLERS[kind]})
    statements = [query for query in captured.captured_queries if not query["sql"].startswith("COPY")]
    for part in range(PARTS):
        number = 1 + part * len(statements) // (PARTS + 1)
        killed_while(KILLED.format(number=number, at=clock.now(), kind=kind))
        assert rows() == before
    in_chunks(kind)
    assert Task.objects.filter(kind=kind).count() == 0
    assert faults() == []


def due_tasks(frozen_clock, kind, jobs=2):
    """A house in which tasks of a kind of the weekly run are due."""
    random_weeks(frozen_clock, seed=4, jobs=jobs)
    if kind == PLAN:
        return
    frozen_clock.passes(days=14)
    if kind == SUBMIT:
        return
    in_chunks(SUBMIT)
    if kind == PAY:
        frozen_clock.passes(days=12)
        return
    for sheet in Timesheet.objects.filter(stage="submitted").select_related("job"):
        client, freelancer = sheet.job.sides()
        numbers = [block.number for block in counted_blocks(sheet)][:2]
        if numbers:
            reject(Actor(client.person_id), sheet, numbers=numbers, reason="Not for this job.")
        if numbers and kind == PAY_BLOCK:
            contest(Actor(freelancer.person_id), sheet, numbers=numbers, reason="It was.")
    frozen_clock.passes(days=9)


def stops_everywhere(frozen_clock, kind, jobs):
    """Stop the run at each of its statements, let it go on, and compare all rows with a run that was not."""
    due_tasks(frozen_clock, kind, jobs)
    with undone():
        before = rows()
        in_chunks(kind)
        expected = rows()
    assert expected != before
    for number in count(1):
        with undone():
            goes_on = stopped_at(kind, number)
            in_chunks(kind)
            here = rows()
        for name, lines in expected.items():
            assert here[name] == lines, (number, name)
        if not goes_on:
            assert number > 10
            return


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [PLAN, DROP_BLOCK, PAY_BLOCK])
def test_a_run_that_ends_at_any_statement_goes_on_to_the_same_rows(frozen_clock, kind):
    stops_everywhere(frozen_clock, kind, jobs=2)


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.parametrize("kind", [PLAN, SUBMIT, PAY, DROP_BLOCK, PAY_BLOCK])
def test_a_run_of_many_that_ends_at_any_statement_goes_on_to_the_same_rows(frozen_clock, kind):
    stops_everywhere(frozen_clock, kind, jobs=8)
