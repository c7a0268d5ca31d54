"""Weeks are planned when terms bind and on each Sunday, funded by themselves, changed, and dropped."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from handsel.kernel.identifiers import HOUSE
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.refusals import Overdrawn
from handsel.money.rails.payouts import request_payout
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.hours.models import HourlyPlan, JobWeek
from handsel.work.hours.pay import HOUR
from handsel.work.hours.planning import PLAN, _plan_next, auto_plan
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.terms.ending import end_job
from tests import factories
from tests.auditing import faults
from tests.balances import escrow, wallet
from tests.factories import usd
from tests.replaying import differences
from tests.time_travel import at_once, due_at, let_pass

COVERS = ("handsel.work.hours.entries.weeks",)
pytestmark = pytest.mark.usefixtures("frozen_clock")

SUNDAY_EVENING = datetime(2026, 3, 8, 22, tzinfo=UTC)
"""18:00 in New York, on the day its clocks went forward."""


def stages(job: Job) -> list[str]:
    return list(job.weeks.values_list("stage", flat=True))


def test_the_first_week_is_planned_when_terms_bind(ada, ben):
    job = factories.hourly_bound(ada, ben)
    week = factories.week_of(job)
    assert (job.kind, job.stage, job.auto_release_days) == ("hourly", "working", None)
    assert (week.monday, week.stage, week.to_fund) == (date(2026, 3, 2), "planned", usd(800))
    assert (week.ends_at - week.starts_at) == timedelta(hours=167)
    assert job.hourly_plan.terms == factories.in_force(job).hourly
    assert due_at(PLAN, job.pk) == job.hourly_plan.plans_at == SUNDAY_EVENING
    assert differences() == []


def test_a_job_that_starts_later_has_its_first_week_then(ada, ben):
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(start=date(2026, 3, 18)))
    assert factories.week_of(job).monday == date(2026, 3, 16)
    assert job.hourly_plan.plans_at == datetime(2026, 3, 22, 22, tzinfo=UTC)


def test_an_hourly_job_has_no_milestones_and_owes_no_reports(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    let_pass(frozen_clock, days=6)
    assert not job.milestones.exists()
    assert not Entry.objects.filter(chain__subject=job.uuid, kind__startswith="report").exists()


def test_auto_fund_moves_the_money_of_the_next_week_on_sunday(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(job))
    let_pass(frozen_clock, days=6, hours=4, minutes=59)
    assert stages(job) == ["funded"]
    let_pass(frozen_clock, minutes=1)
    second = factories.week_of(job, 1)
    assert (second.monday, second.stage, second.held) == (date(2026, 3, 9), "funded", usd(800))
    assert (wallet(ada), escrow()) == (usd(400), usd(1_600))
    assert Entry.objects.filter(kind="week.planned", actor=HOUSE).count() == 1
    assert differences() == []


def test_a_wallet_with_too_little_leaves_the_week_short(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 799)
    let_pass(frozen_clock, days=6, hours=6)
    assert (stages(job), wallet(ada)) == (["planned", "short"], usd(799))
    factories.rich(ada, 1)
    factories.week_funded(ada, factories.week_of(job, 1))
    assert (stages(job), wallet(ada)) == (["planned", "funded"], usd(0))
    assert differences() == []


def test_without_auto_fund_the_client_is_asked_and_nothing_moves(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    factories.rich(ada, 5_000)
    let_pass(frozen_clock, days=6, hours=6)
    assert (stages(job), wallet(ada)) == (["planned", "planned"], usd(5_000))


def test_a_client_who_pays_the_fee_has_it_auto_funded_on_top(ada, ben, olga, frozen_clock):
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500, fee_payer=FeePayer.CLIENT))
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(policy="dear"))
    factories.rich(ada, 839)
    let_pass(frozen_clock, days=6, hours=6)
    assert stages(job) == ["planned", "short"]
    factories.rich(ada, 841)
    let_pass(frozen_clock, days=7)
    assert (factories.week_of(job, 2).held, escrow(), wallet(ada)) == (usd(800), usd(840), usd(840))


def test_a_house_that_was_down_plans_each_week_but_funds_none_that_is_over(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 5_000)
    frozen_clock(datetime(2026, 3, 24, 12, tzinfo=UTC))
    let_pass(frozen_clock, minutes=1)
    assert [str(row.monday) for row in job.weeks.all()] == [
        "2026-03-02",
        "2026-03-09",
        "2026-03-16",
        "2026-03-23",
    ]
    assert stages(job) == ["dropped", "dropped", "dropped", "funded"]
    assert due_at(PLAN, job.pk) == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_no_week_is_planned_before_its_sunday(ada, ben, olga, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    auto_plan(str(job.pk), SUNDAY_EVENING - timedelta(seconds=1))
    with pytest.raises(InvalidState):
        _plan_next(Actor(olga.pk), job)
    assert job.weeks.count() == 1


def test_planning_twice_plans_once(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    frozen_clock(SUNDAY_EVENING)
    for _ in range(2):
        auto_plan(str(job.pk), SUNDAY_EVENING)
    assert job.weeks.count() == 2


def test_a_raised_limit_holds_once_it_is_funded(ada, ben):
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(job))
    facts = factories.both_agree(ada, ben, job, factories.changed_hours(job, weekly_seconds=50 * HOUR))
    week = factories.week_of(job)
    assert (facts["to_fund"], facts["returned"]) == (20_000, 0)
    assert (week.stage, week.limit_seconds, week.raised_limit) == ("funded", 40 * HOUR, 50 * HOUR)
    factories.week_funded(ada, week)
    week = factories.week_of(job)
    assert (week.limit_seconds, week.raised_limit, week.held) == (50 * HOUR, None, usd(1_000))
    assert differences() == []


def test_a_lower_limit_and_a_rate_hold_from_the_next_monday(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 5_000)
    factories.week_funded(ada, factories.week_of(job))
    changed = factories.changed_hours(job, weekly_seconds=20 * HOUR, rate=usd(30).minor)
    factories.both_agree(ada, ben, job, changed)
    assert factories.week_of(job).held == usd(800)
    let_pass(frozen_clock, days=6, hours=12)
    second = factories.week_of(job, 1)
    assert (second.rate, second.limit_seconds, second.held) == (usd(30).minor, 20 * HOUR, usd(600))


@pytest.mark.parametrize(
    ("change", "stage", "held", "to_fund"),
    [
        ({"weekly_seconds": 20 * HOUR}, "funded", 400, 0),
        ({"rate": 3_000}, "short", 800, 400),
        ({"weekly_seconds": 41 * HOUR}, "short", 800, 20),
    ],
    ids=["less comes back", "a dearer rate leaves it short", "a higher limit too"],
)
def test_a_week_that_was_funded_ahead_follows_a_change_before_its_monday(
    ada, ben, frozen_clock, change, stage, held, to_fund
):
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 1_000)
    let_pass(frozen_clock, days=6, hours=6)
    factories.both_agree(ada, ben, job, factories.changed_hours(job, **change))
    second = factories.week_of(job, 1)
    assert (second.stage, second.held, second.to_fund) == (stage, usd(held), usd(to_fund))
    assert wallet(ada) == usd(1_000 - held)
    assert differences() == []


@pytest.mark.parametrize("side", ["client", "freelancer"])
def test_ending_the_job_before_it_starts_returns_what_is_held(ada, ben, frozen_clock, side):
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(start=date(2026, 3, 9)))
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    facts = end_job(Actor((ada if side == "client" else ben).pk), job, reason="No budget left.")
    job.refresh_from_db()
    assert (facts["returned"], job.stage) == (80_000, "cancelled")
    assert (stages(job), wallet(ada), escrow()) == (["dropped"], usd(1_000), usd(0))
    assert HourlyPlan.objects.get(job=job).plans_at is None
    let_pass(frozen_clock, days=14)
    assert job.weeks.count() == 1
    assert differences() == []


def test_a_week_that_has_begun_runs_its_course_when_the_job_is_ended(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(job))
    let_pass(frozen_clock, days=6, hours=6)
    facts = end_job(Actor(ada.pk), job, reason="No budget left.")
    assert (facts["returned"], stages(job)) == (80_000, ["funded", "dropped"])
    assert (facts["job_stage"], escrow()) == ("working", usd(800))
    let_pass(frozen_clock, days=1)
    job.refresh_from_db()
    assert (job.stage, stages(job), escrow()) == ("cancelled", ["dropped", "dropped"], usd(0))
    assert differences() == []


@pytest.mark.parametrize(
    "values",
    [
        {"stage": "lost"},
        {"rate": 0},
        {"limit_seconds": 0},
        {"raised_limit": 1},
        {"ends_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
)
def test_the_database_refuses_a_week_that_cannot_be(ada, ben, values):
    job = factories.hourly_bound(ada, ben)
    with pytest.raises(IntegrityError):
        JobWeek.objects.filter(job=job).update(**values)


def test_the_database_refuses_a_week_twice(ada, ben):
    week = factories.week_of(factories.hourly_bound(ada, ben))
    twin = JobWeek(job=week.job, monday=week.monday, ref=week.job.uuid)
    twin.starts_at, twin.ends_at, twin.price = week.starts_at, week.ends_at, week.price
    with pytest.raises(IntegrityError):
        twin.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_auto_fund_and_a_withdrawal_at_once_never_spend_the_same_money(ada, ben, frozen_clock, attempt):
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 800)
    frozen_clock(SUNDAY_EVENING)

    def withdraw():
        return request_payout(Actor(ada.pk), ada, usd(1), source=AccountKind.WALLET)

    planned, withdrawn = at_once(lambda: auto_plan(str(job.pk), SUNDAY_EVENING), withdraw)
    assert planned is None
    if isinstance(withdrawn, Overdrawn):
        assert (stages(job), escrow(), wallet(ada)) == (["planned", "funded"], usd(800), usd(0))
    else:
        assert (stages(job), escrow(), wallet(ada)) == (["planned", "short"], usd(0), usd(799))
        assert withdrawn.amount == 100
    assert faults() == []
