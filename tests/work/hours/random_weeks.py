"""Hourly jobs with weeks in every state, made by chance, and the rows that tell what became of them."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock, identifiers
from handsel.money.escrow.models import Holding
from handsel.money.invoices.issuing import NUMBERING
from handsel.money.invoices.letterheads import InvoiceHeader, change_letterhead
from handsel.money.invoices.models import Invoice, InvoiceCounter
from handsel.money.ledger.models import Account, Posting, Transfer
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.record.models import Chain, Entry, EntryContent, PendingLeaf
from handsel.tasks.models import Task
from handsel.tasks.worker import Handler, work
from handsel.work.hours.models import JobPause, JobWeek, Timesheet
from handsel.work.hours.recording import record_time
from handsel.work.hours.rejecting import counted_blocks
from handsel.work.hours.submitting import hold_week
from handsel.work.jobs.models import Job
from handsel.work.terms.ending import end_job
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON
from tests.simulated_tracker import SimulatedTracker
from tests.work.hours.as_shown import dispute, reject

TABLES: dict[type[Model], tuple[str, ...]] = {
    Account: (),
    Chain: (),
    Entry: (),
    EntryContent: (),
    Holding: (),
    Invoice: ("id",),
    InvoiceCounter: ("id",),
    Job: (),
    JobPause: ("id",),
    JobWeek: (),
    PendingLeaf: (),
    Task: ("id",),
    Timesheet: (),
    Transfer: ("id",),
}
"""What the run writes, without the columns that number rows by chance."""
FREELANCERS = 12
SLOT = timedelta(minutes=40)


def random_weeks(frozen_clock: Callable[[datetime], Any], seed: int, jobs: int) -> list[SimulatedTracker]:
    """Create jobs whose first week is over, with and without money, time, terms of a fee, and an end.

    Gives a Tracker of each freelancer, which sent nothing yet.
    """
    chance = random.Random(seed)
    client = Person.objects.create_user("client@example.org", "p", name="Ada Vance")
    operator = Person.objects.create_user("operator@example.org", "p", name="Olga Lind", is_operator=True)
    for payer in FeePayer:
        publish(Actor(operator.pk), f"fee-{payer.value}", Rules(fee_basis_points=375, fee_payer=payer))
    people = [_freelancer(number) for number in range(FREELANCERS)]
    trackers = [tracker_of(person) for person in people]
    factories.rich(client, 10_000 * jobs)
    made = [_job(chance, client, chance.choice(people)) for _ in range(jobs)]
    frozen_clock(clock.now() + timedelta(days=6, hours=10))
    slots: Counter[Any] = Counter()
    for job in made:
        slots[job.freelancer_id] += 1
        _work(chance, job, clock.now() - slots[job.freelancer_id] * SLOT)
    return trackers


def late_some(trackers: Sequence[SimulatedTracker], seed: int) -> None:
    """Let late time arrive for some of the weeks that were submitted: blocks of the Tuesday after noon."""
    chance, tuesday = random.Random(seed), MONDAY_NOON + timedelta(days=1)
    for tracker in trackers:
        jobs = Job.objects.filter(freelancer__person__devices=tracker.device).order_by("pk")
        for place, job in enumerate(jobs):
            for number in range(chance.choice([0, 0, 1, 3])):
                block = tuesday + (3 * place + number) * timedelta(minutes=12)
                tracker.sends(tracker.segment(str(job.uuid), block))


def _freelancer(number: int) -> Person:
    person = Person.objects.create_user(f"f{number}@example.org", "p", name=f"Ben {number}")
    if number % 3 == 0:
        head = InvoiceHeader(f"{number} Fjord\n0150 Oslo", f"NO {number}", "MVA", 25_000)
        change_letterhead(Actor(person.pk), person, head)
    return person


def _job(chance: random.Random, client: Person, freelancer: Person) -> Job:
    rate, hours = chance.randrange(500, 9_000) / 100, chance.choice([1, 2, 40])
    policy = chance.choice(["classic", "strict-eu", *(f"fee-{payer.value}" for payer in FeePayer)])
    terms = factories.hourly_terms(rate, hours, policy=policy, auto_fund=False)
    job = factories.hourly_bound(client, freelancer, terms)
    if chance.random() < 0.8:
        factories.week_funded(client, factories.week_of(job))
    return job


def _work(chance: random.Random, job: Job, start: datetime) -> None:
    client, freelancer = job.sides()
    for place in range(chance.choice([0, 1, 1, 3])):
        begun = start + place * timedelta(minutes=12)
        end = begun + timedelta(seconds=chance.randrange(60, 700))
        record_time(Actor(freelancer.person_id), job, start=begun, end=end, memo="Sketches.")
    if chance.random() < 0.1:
        hold_week(Actor(freelancer.person_id), factories.week_of(job), reason="A receipt is missing.")
    if chance.random() < 0.1:
        end_job(Actor(client.person_id), job, reason="All is done.")


def reject_some(seed: int) -> None:
    """Let the client reject or dispute a block of some of the timesheets in review."""
    chance = random.Random(seed)
    for sheet in Timesheet.objects.filter(stage="submitted").select_related("job__client").order_by("pk"):
        blocks = counted_blocks(sheet)
        if blocks and chance.random() < 0.2:
            numbers, act = [chance.choice(blocks).number], chance.choice((reject, dispute))
            act(Actor(sheet.job.client.person_id), sheet, numbers=numbers, reason="Not for this job.")


def one_by_one(kind: str) -> None:
    """Run the due tasks of a kind each for itself."""
    _run({kind: Handler(TASK_HANDLERS[kind].do)})


def in_chunks(kind: str) -> None:
    """Run the due tasks of a kind as the worker does."""
    _run({kind: TASK_HANDLERS[kind]})


def _run(handlers: dict[str, Handler]) -> None:
    with _same_chance():
        while work(handlers, most=10_000):
            pass


class RunEnded(BaseException):
    """Ends a run where it is, as the end of its process does: nothing catches it."""


def stopped_at(kind: str, number: int) -> bool:
    """Run the due tasks of a kind up to a statement, counted from 1; whether the run had so many."""
    numbers = count(1)

    def stop(execute: Callable[..., Any], *call: Any) -> Any:
        if next(numbers) == number:
            raise RunEnded
        return execute(*call)

    try:
        with connection.execute_wrapper(stop):
            in_chunks(kind)
    except RunEnded:
        _number_anew()
        return True
    return False


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is done inside; the database numbers from the same start then as in it."""
    _number_anew()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    _number_anew()


def _number_anew() -> None:
    """Let the database number on from the rows that there are, whatever was undone before."""
    numbered = [Account, JobWeek, Timesheet, Task, Transfer]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), numbered):
            cursor.execute(statement)


@contextmanager
def _same_chance() -> Iterator[None]:
    """Let the identifiers and salts of entries be the same each time, in order."""
    first = Entry.objects.count()
    ids, salts = count(first), count(first)
    names = SimpleNamespace(new=lambda: UUID(int=next(ids)), derived=identifiers.derived)
    with (
        patch("handsel.record.actions.identifiers", names),
        patch("handsel.record.chains.secrets.token_bytes", lambda size: next(salts).to_bytes(size)),
    ):
        yield


def rows() -> dict[str, list[str]]:
    """Every row that the run may write, as text; a task to number the house's invoices is for all."""
    told_apart = {model.__name__: _texts(model, without) for model, without in TABLES.items()}
    postings = Posting.objects.values_list(
        "transfer__idem_key", "leg", "source__code", "target__code", "amount"
    )
    return told_apart | {"Posting": sorted(map(str, postings))}


def _texts(model: type[Model], without: tuple[str, ...]) -> list[str]:
    names = [field.attname for field in model._meta.concrete_fields if field.name not in without]
    return sorted(
        str([bytes(value) if isinstance(value, memoryview) else value for value in row])
        for row in model.objects.values_list(*names)
        if NUMBERING not in row
    )
