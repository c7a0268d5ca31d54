"""What happens in a dispute if nobody does anything."""

import pytest

from handsel.tasks.models import Task
from handsel.trust.disputes.refusals import StepOver
from handsel.trust.disputes.steps import STEP
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow
from tests.factories import usd
from tests.time_travel import due_at, let_pass
from tests.trust.disputing import latest, offered, opened

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_without_an_answer_an_operator_decides_after_three_business_days(frozen_clock, dispute):
    assert due_at(STEP, dispute.pk) == dispute.ends_at
    let_pass(frozen_clock, days=3)
    assert latest().stage == "opened"
    let_pass(frozen_clock, days=1)
    row = latest()
    assert (row.stage, row.handed_at) == ("with operator", dispute.ends_at)
    assert row.handed_at < row.decide_by < row.ends_at == due_at(STEP, dispute.pk)
    assert faults() == []


def test_after_five_days_of_negotiation_too(frozen_clock, ben, negotiated):
    let_pass(frozen_clock, days=6)
    assert (latest().stage, escrow()) == ("with operator", usd(1500))
    offered(ben, latest(), 100)


def test_undecided_it_is_split_at_the_midpoint_of_the_last_offers(frozen_clock, ada, ben, negotiated):
    for part in (1, 400):
        offered(ada, negotiated, part)
    offered(ben, negotiated, 900.01)
    let_pass(frozen_clock, days=30)
    assert (latest().stage, earnings(ben), escrow()) == ("defaulted", usd(650.01), usd(500))
    assert faults() == []


def test_without_offers_a_delivery_goes_to_the_freelancer(frozen_clock, ben, dispute):
    let_pass(frozen_clock, days=30)
    assert (earnings(ben), escrow()) == (usd(1000), usd(500))


def test_without_offers_and_delivery_the_money_goes_to_the_client(frozen_clock, ada, ben):
    job = factories.funded(ada, ben, 1000)
    opened(ben, factories.first(job), 1000, 1000)
    let_pass(frozen_clock, days=30)
    assert (earnings(ben), escrow(), latest().to_freelancer) == (usd(0), usd(0), 0)


def test_what_is_delivered_in_the_dispute_counts_as_delivered(frozen_clock, ada, ben):
    job = factories.funded(ada, ben, 1000)
    opened(ada, factories.first(job), 1000, 0)
    factories.deliver(ben, factories.first(job))
    let_pass(frozen_clock, days=30)
    assert (earnings(ben), latest().to_freelancer) == (usd(1000), 100_000)


def test_a_step_that_is_over_takes_no_offer(frozen_clock, ada, negotiated):
    frozen_clock(negotiated.ends_at)
    with pytest.raises(StepOver):
        offered(ada, negotiated, 1)


def test_a_dispute_that_is_over_has_no_clock(frozen_clock, dispute):
    let_pass(frozen_clock, days=30)
    assert not Task.objects.filter(kind=STEP).exists()
