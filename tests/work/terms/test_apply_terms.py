"""Changes after work began: raised, lowered, added, dropped, re-dated and renamed, with their money."""

from dataclasses import replace
from datetime import date

import pytest

from handsel.kernel import identifiers
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import RefundRequest
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release import release
from handsel.work.terms.refusals import ExceedsPaid
from tests import factories
from tests.balances import earnings, escrow, fees, wallet
from tests.factories import usd
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    """Two funded milestones, of $1,000 and $500."""
    return factories.funded(ada, ben, 1000, 500)


@pytest.fixture
def change(ada, ben, job):
    """Both agree to other amounts; returns the facts of binding."""
    return lambda *amounts, **changes: factories.both_agree(
        ada, ben, job, factories.changed_parts(job, *amounts, **changes)
    )


def rows(job):
    return list(job.milestones.select_related("holding", "job"))


def stages(job):
    return [row.stage for row in rows(job)]


def test_raised_it_is_part_funded_until_the_rest_is(ada, job, change):
    facts = change(1200, 500)
    assert (stages(job), facts["to_fund"], escrow()) == (["part funded", "funded"], 20_000, usd(1500))
    factories.fund_all(ada, job)
    assert (stages(job), escrow()) == (["funded", "funded"], usd(1700))


def test_lowered_the_difference_returns_in_the_same_act(ada, job, change):
    before = wallet(ada)
    facts = change(700, 500)
    assert (wallet(ada) - before, facts["returned"]) == (usd(300), 30_000)
    assert (stages(job), rows(job)[0].held) == (["funded", "funded"], usd(700))


def test_lowered_after_it_was_raised_it_is_funded_again(job, change):
    change(1200, 500)
    change(1000, 500)
    assert (stages(job), escrow()) == (["funded", "funded"], usd(1500))


def test_dropped_its_money_returns(ada, job, change):
    before = wallet(ada)
    change(None, 500)
    assert (wallet(ada) - before, stages(job)) == (usd(1000), ["funded", "refunded"])


def test_added_it_is_planned_and_in_its_place(ada, ben, job):
    known = factories.in_force(job).milestones
    between = factories.a_part("Between", 50)
    factories.both_agree(ada, ben, job, factories.changed(job, milestones=[known[0], between, known[1]]))
    assert [(row.position, row.name, row.stage) for row in rows(job)] == [
        (1, "Part 1", "funded"),
        (2, "Between", "planned"),
        (3, "Part 2", "funded"),
    ]


def test_renamed_and_re_dated_its_money_stays(job, change):
    change(1000, 500, name="Tours", due=date(2026, 5, 1), done_when="They run")
    assert {(row.name, row.due.isoformat(), row.done_when) for row in rows(job)} == {
        ("Tours", "2026-05-01", "They run")
    }
    assert (stages(job), escrow()) == (["funded", "funded"], usd(1500))


def test_dropping_every_unreleased_milestone_cancels_the_job(ada, job, change):
    facts = change(None, None)
    assert (stages(job), facts["job_stage"]) == (["refunded", "refunded"], "cancelled")
    assert (escrow(), Job.objects.get(pk=job.pk).stage) == (usd(0), "cancelled")


def test_dropping_every_unreleased_milestone_after_payments_completes_it(ada, ben, job, change):
    factories.released(ada, rows(job)[0])
    facts = change(1000, None)
    assert (stages(job), facts["job_stage"]) == (["released", "refunded"], "complete")
    assert (earnings(ben), escrow()) == (usd(1000), usd(0))


def test_dropping_what_was_never_funded_cancels_the_job(ada, ben):
    job = factories.bound(ada, ben, 1000)
    factories.both_agree(ada, ben, job, factories.changed_parts(job, None))
    assert (stages(job), Job.objects.get(pk=job.pk).stage) == (["dropped"], "cancelled")


@pytest.mark.parametrize(
    ("amount", "stage", "left"), [(400, "released", 0), (600, "funded", 200), (None, "settled", 0)]
)
def test_what_was_released_in_part_stays_released(ada, job, change, amount, stage, left):
    release(Actor(ada.pk), rows(job)[0], amount=usd(400))
    change(amount, 500)
    first = next(row for row in rows(job) if row.name == "Part 1")
    stage = "settled" if amount == 400 else stage
    assert (first.stage, first.released, first.held) == (stage, usd(400), usd(left))


@pytest.mark.parametrize("amounts", [(399.99, 500), (0.01, 500)])
def test_what_was_paid_is_out_of_reach(ada, ben, job, amounts):
    release(Actor(ada.pk), rows(job)[0], amount=usd(400))
    with pytest.raises(ExceedsPaid):
        factories.proposed(ben, job, factories.changed_parts(job, *amounts))


def test_a_closed_milestone_stays_as_it_was_agreed(ada, job, change):
    factories.released(ada, rows(job)[0])
    for first in (1001, None):
        with pytest.raises(ExceedsPaid):
            change(first, 500)
    kept = replace(factories.in_force(job).milestones[0], name="Other")
    with pytest.raises(ExceedsPaid):
        factories.proposed(ada, job, factories.changed(job, milestones=[kept]))
    change(1000, 600)
    assert stages(job) == ["released", "part funded"]


def test_what_was_dropped_does_not_come_back_and_a_new_one_may(ada, ben, job, change):
    dropped = factories.in_force(job).milestones[0]
    change(None, 500)
    again = [dropped, *factories.in_force(job).milestones]
    with pytest.raises(ExceedsPaid):
        factories.proposed(ada, job, factories.changed(job, milestones=again))
    again[0] = replace(dropped, ref=identifiers.new())
    factories.both_agree(ada, ben, job, factories.changed(job, milestones=again))
    assert sorted(stages(job)) == ["funded", "planned", "refunded"]


def test_what_was_asked_about_money_that_returns_is_overtaken(ada, job, change):
    ask_refund(Actor(ada.pk), rows(job)[0], amount=usd(900), reason="Less.")
    change(500, 500)
    assert RefundRequest.objects.get().state == "superseded"


def test_the_clients_fee_returns_in_proportion(ada, ben, olga):
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=333, fee_payer=FeePayer.CLIENT))
    job = factories.bound(ada, ben, 10.01, policy="dear")
    factories.rich(ada, 100)
    factories.fund_all(ada, job)
    factories.both_agree(ada, ben, job, factories.changed_parts(job, 5))
    factories.both_agree(ada, ben, job, factories.changed_parts(job, 7))
    factories.fund_all(ada, job)
    factories.released(ada, factories.first(job))
    assert (earnings(ben), fees(), escrow()) == (usd(7), usd(0.23), usd(0))
    assert wallet(ada) == usd(92.77)


def test_a_later_change_of_days_holds_for_the_next_delivery(ada, ben, job):
    factories.both_agree(ada, ben, job, factories.changed(job, auto_release_days=3))
    factories.deliver(ben, rows(job)[0])
    assert rows(job)[0].release_at.isoformat() == "2026-03-06T05:00:00+00:00"


def test_no_two_milestones_ever_have_one_number(ada, job, change):
    change(None, 500)
    change(400)
    assert [row.position for row in rows(job)] == list(range(1, len(rows(job)) + 1))
