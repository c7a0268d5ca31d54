"""Hourly jobs whose first week is over: each with a client, a freelancer, money in escrow and time."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from bench import house
from bench.tracked_evidence import device_of, segment_of, shots_of
from handsel.bulk import insert_each
from handsel.kernel import clock, identifiers
from handsel.kernel.json import plain
from handsel.money.escrow.models import Holding
from handsel.money.ledger.models import Account, AccountKind
from handsel.people.calendars import house_calendar
from handsel.people.models import Party, Person
from handsel.policy.models import Policy
from handsel.policy.rules import PRESETS, FeePayer
from handsel.record.models import Chain
from handsel.tasks.models import new_task
from handsel.work.hours import review
from handsel.work.hours.lifecycle import WeekStage
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.models.spans import TimeSource
from handsel.work.hours.planning import SUBMIT
from handsel.work.hours.weeks import Span, week_from
from handsel.work.jobs.lifecycle import JobKind, JobStage
from handsel.work.jobs.models import Job
from handsel_verify.leaves import EMPTY

MONDAY = date(2026, 3, 2)
BLOCKS = 20
JOBS_OF_A_PARTY = 10
FEE_BASIS_POINTS = 500
PRICE = 80_000
AT_ONCE = 1_000
SEED = 42


def create_weeks(count: int, *, is_tracked: bool = False) -> None:
    """Create so many jobs with a week of 20 blocks each, to be submitted on the Monday after it.

    Its time is by hand, or tracked: then each block has its segment and its screenshot, and is protected.
    """
    chance = random.Random(SEED)
    people = [_person(number) for number in range(2 * (count // JOBS_OF_A_PARTY))]
    _insert([person for person, _ in people], [party for _, party in people])
    parties = [party for _, party in people]
    clients, freelancers = parties[::2], parties[1::2]
    _insert([_account(AccountKind.WALLET, client, 0) for client in clients])
    _insert([_account(AccountKind.EARNINGS, freelancer, 0) for freelancer in freelancers])
    policy = Policy.objects.create(
        name="weeks", version=1, rules_json=plain(asdict(PRESETS["classic"])), published_at=clock.now()
    )
    numbers = iter(range(1, count + 1))
    while some := list(islice(numbers, AT_ONCE)):
        sides = [(chance.choice(clients), chance.choice(freelancers)) for _ in some]
        weeks = _insert_jobs(some, policy, sides)
        _insert_time(weeks, is_tracked=is_tracked)
    _number_on()
    house.analyze()


def _insert(*groups: Sequence[Model]) -> None:
    with transaction.atomic():
        for rows in groups:
            insert_each(rows)


def _person(number: int) -> tuple[Person, Party]:
    person = Person(id=identifiers.new(), email=f"p{number}@example.org", name=f"Ben {number}")
    return person, Party(id=number + 1, person=person)


def _account(kind: AccountKind, owner: Party, balance: int, **fields: Any) -> Account:
    code = f"{kind}:{owner.pk}:USD"
    shared = {"kind": kind, "currency": "USD", "owner": owner, "floor": 0, "keeps_balance": True}
    return Account(**({"code": code, "balance": balance} | shared | fields))


def _insert_jobs(
    numbers: Sequence[int], policy: Policy, sides: Sequence[tuple[Party, Party]]
) -> list[JobWeek]:
    calendar = house_calendar()
    span, submits = week_from(MONDAY, calendar).span, review.submits_at(MONDAY, calendar)
    jobs = [_job(number, policy, *pair, span.start) for number, pair in zip(numbers, sides, strict=True)]
    refs = [identifiers.derived(job.uuid, f"week {MONDAY}") for job in jobs]
    first = 10 * AT_ONCE * AT_ONCE
    rows = list(zip(jobs, refs, strict=True))
    accounts = [
        _account(AccountKind.HOLDING, job.client, PRICE, id=first + job.pk, code=f"holding:{ref}")
        for job, ref in rows
    ]
    holdings = [_holding(job, account) for job, account in zip(jobs, accounts, strict=True)]
    weeks = [
        _week(job, ref, holding, span, submits) for (job, ref), holding in zip(rows, holdings, strict=True)
    ]
    chains = [Chain(kind=Chain.Kind.JOB, subject=job.uuid, head=EMPTY) for job in jobs]
    tasks = [new_task(SUBMIT, job.pk, submits) for job in jobs]
    _insert(jobs, chains, accounts, holdings, weeks, tasks)
    return weeks


def _insert_time(weeks: Sequence[JobWeek], *, is_tracked: bool) -> None:
    by_week = [list(_spans(week)) for week in weeks]
    spans = [span for rows in by_week for span in rows]
    if is_tracked:
        devices = [device_of(week) for week in weeks]
        segments = [
            segment_of(device, seq, span)
            for device, rows in zip(devices, by_week, strict=True)
            for seq, span in enumerate(rows, start=1)
        ]
        _insert(devices, segments, list(shots_of(spans)))
    _insert(spans)


def _job(number: int, policy: Policy, client: Party, freelancer: Party, at: datetime) -> Job:
    return Job(
        id=number,
        uuid=UUID(int=number),
        client=client,
        freelancer=freelancer,
        kind=JobKind.HOURLY,
        title=f"Night tours {number}",
        description="Sketches of the tours.",
        stage=JobStage.WORKING,
        currency="USD",
        policy=policy,
        awarded_at=at,
        bound_at=at,
    )


def _holding(job: Job, account: Account) -> Holding:
    return Holding(
        id=job.pk,
        account=account,
        client=job.client,
        freelancer=job.freelancer,
        currency="USD",
        fee_basis_points=FEE_BASIS_POINTS,
        fee_payer=FeePayer.FREELANCER,
        funded=PRICE,
    )


def _week(job: Job, ref: UUID, holding: Holding, span: Span, submits: datetime) -> JobWeek:
    return JobWeek(
        id=job.pk,
        job=job,
        monday=MONDAY,
        ref=ref,
        starts_at=span.start,
        ends_at=span.end,
        rate=2_000,
        limit_seconds=40 * 3_600,
        stage=WeekStage.FUNDED,
        holding=holding,
        funded_at=span.start,
        ready_at=span.start,
        submits_at=submits,
    )


def _spans(week: JobWeek) -> Iterator[TimeSpan]:
    for place in range(BLOCKS):
        start = week.starts_at + timedelta(hours=5 * place)
        yield TimeSpan(
            job=week.job,
            week=week,
            ref=identifiers.new(),
            started_at=start,
            ended_at=start + timedelta(seconds=700 - week.pk % 60),
            source=TimeSource.BY_HAND,
            memo="Sketches.",
        )


def _number_on() -> None:
    """Let the database number the next accounts after those that were numbered here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('ledger_account', 'id'), max(id)) FROM ledger_account"
            )
