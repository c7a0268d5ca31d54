"""Both sides settle a dispute themselves: by an offer that is accepted, or by withdrawing it."""

import pytest

from handsel.kernel.refusals import NotFound, Stale
from handsel.money.invoices.models import Invoice
from handsel.record.actions import Actor
from handsel.trust.disputes.refusals import DisputeClosed, ExceedsDisputed
from handsel.trust.disputes.settling import accept_dispute_offer, decline_offer, withdraw_dispute
from handsel.work.milestones.release import release
from handsel.work.terms.ending import end_job
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.replaying import differences
from tests.time_travel import let_pass
from tests.trust.disputing import latest, offered, opened

COVERS = (
    "handsel.trust.disputes.entries.shapes",
    "handsel.trust.disputes.entries.opening",
    "handsel.trust.disputes.entries.declining",
    "handsel.trust.disputes.entries.offers",
    "handsel.trust.disputes.models.offer_states",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def accepted(person, dispute, part):
    accept_dispute_offer(Actor(person.pk), dispute, expected=usd(part))
    return latest()


def test_an_accepted_offer_shares_the_money_at_once(ada, ben, negotiated, milestone):
    before = wallet(ada)
    dispute = accepted(ada, offered(ben, negotiated, 900), 900)
    assert (dispute.stage, dispute.ends_at) == ("settled", None)
    assert (earnings(ben), wallet(ada) - before, escrow()) == (usd(900), usd(100), usd(500))
    assert factories.first(milestone.job).stage == "settled"
    assert Invoice.objects.get().amount == usd(900).minor
    assert faults() == []


def test_a_new_offer_replaces_the_older_of_its_side(ada, ben, negotiated):
    offered(ben, negotiated, 900)
    offered(ada, negotiated, 300)
    dispute = offered(ben, negotiated, 700)
    states = [(row.side, row.to_freelancer, row.state) for row in dispute.offers.all()]
    assert states == [
        ("freelancer", 70_000, "open"),
        ("client", 30_000, "open"),
        ("freelancer", 90_000, "replaced"),
    ]
    with pytest.raises(Stale):
        accepted(ada, dispute, 900)
    with pytest.raises(Stale):
        accepted(ben, dispute, 700)
    assert differences() == []


def declined(person, dispute, number, reason=""):
    decline_offer(Actor(person.pk), dispute, number=number, reason=reason)
    return latest()


def test_a_declined_offer_is_accepted_no_more_and_the_next_is(ada, ben, negotiated):
    dispute = declined(ada, offered(ben, negotiated, 900), 1, "Half is missing.")
    offer = dispute.offers.get()
    assert (offer.state, offer.declined_reason) == ("declined", "Half is missing.")
    with pytest.raises(Stale):
        accepted(ada, dispute, 900)
    assert accepted(ada, offered(ben, dispute, 700), 700).stage == "settled"
    assert earnings(ben) == usd(700)
    assert faults() == []


def test_declining_does_not_bring_back_what_was_asked_for(ada, ben, negotiated):
    dispute = declined(ben, offered(ada, negotiated, 300), 1)
    with pytest.raises(Stale):
        accepted(ben, dispute, 200)


def test_a_declined_offer_still_counts_for_the_default(frozen_clock, ada, ben, negotiated):
    dispute = declined(ada, offered(ben, negotiated, 900), 1)
    declined(ben, offered(ada, dispute, 300), 2)
    let_pass(frozen_clock, days=40)
    assert (latest().stage, earnings(ben)) == ("defaulted", usd(600))
    assert faults() == []


def test_only_the_other_side_declines_and_only_what_it_read(ada, ben, olga, negotiated):
    dispute = offered(ben, negotiated, 900)
    with pytest.raises(Stale):
        declined(ben, dispute, 1)
    dispute = offered(ben, dispute, 800)
    with pytest.raises(Stale):
        declined(ada, dispute, 1)
    with pytest.raises(NotFound):
        declined(olga, dispute, 2)
    with pytest.raises(Stale):
        declined(ada, declined(ada, dispute, 2), 2)


def test_what_the_other_side_asks_for_may_be_accepted_as_it_is(ben, dispute):
    assert accepted(ben, dispute, 200).to_freelancer == 20_000
    assert earnings(ben) == usd(200)


def test_nobody_accepts_what_they_asked_for_themselves(ada, dispute):
    with pytest.raises(Stale):
        accepted(ada, dispute, 200)


def test_an_offer_is_within_what_is_disputed_and_made_by_a_side(ada, eve, olga, negotiated):
    for part in (-1, 1000.01):
        with pytest.raises(ExceedsDisputed):
            offered(ada, negotiated, part)
    for person in (eve, olga):
        with pytest.raises(NotFound):
            offered(person, negotiated, 1)


def test_withdrawn_the_timer_runs_on_with_the_days_that_were_left(frozen_clock, ada, ben, milestone):
    frozen_clock.passes(days=6)
    dispute = opened(ada, factories.first(milestone.job))
    with pytest.raises(DisputeClosed):
        withdraw_dispute(Actor(ben.pk), dispute)
    withdraw_dispute(Actor(ada.pk), dispute)
    row = factories.first(milestone.job)
    assert (row.frozen, row.release_at) == (usd(0), milestone.release_at)
    with pytest.raises(DisputeClosed):
        offered(ada, latest(), 1)
    assert faults() == []


def test_a_part_that_stayed_is_released_by_itself_after_a_withdrawal(frozen_clock, ada, ben, milestone):
    dispute = opened(ada, milestone, 400)
    release(Actor(ada.pk), factories.first(milestone.job), amount=usd(600))
    assert factories.first(milestone.job).release_at is None
    withdraw_dispute(Actor(ada.pk), dispute)
    let_pass(frozen_clock, days=20)
    assert (earnings(ben), factories.first(milestone.job).stage) == (usd(1000), "released")


@pytest.mark.parametrize("by_client", [True, False])
def test_withdrawn_on_a_job_that_was_ended_the_money_returns_after_some_days(
    frozen_clock, ada, ben, by_client
):
    job = factories.funded(ada, ben, 1000)
    dispute = opened(ben, factories.first(job), 1000, 1000)
    end_job(Actor((ada if by_client else ben).pk), job, reason="Enough.")
    assert escrow() == usd(1000)
    withdraw_dispute(Actor(ben.pk), dispute)
    let_pass(frozen_clock, days=9)
    assert (escrow(), factories.first(job).job.stage) == (usd(0), "cancelled")
    assert faults() == []
