"""Disputed blocks stay frozen until one side accepts the other's proposal, or an operator settles them."""

import pytest

from handsel.kernel.refusals import NotFound, Stale
from handsel.record.actions import Actor
from handsel.work.hours.models import ReviewedBlock
from handsel.work.hours.rejecting import insist
from handsel.work.hours.review_refusals import BlockDecided, ExceedsFrozen, NoOffer, NothingDisputed
from handsel.work.hours.settling import disputed_money, settle_blocks, withdraw_offer
from handsel.work.jobs.refusals import ReasonMissing
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.work.hours.as_shown import accept_offer, offer_settlement
from tests.work.hours.test_deciding import in_contest
from tests.work.hours.test_paying import sheet_of, submitted
from tests.work.hours.test_rejecting import FIRST, SECOND, disputed, rejected, stages

COVERS = ("handsel.work.hours.entries.settlements",)
pytestmark = pytest.mark.usefixtures("frozen_clock")
THIRD = 47


@pytest.fixture
@made_once
def sheet(ada, ben, frozen_clock):
    """A timesheet of $60.00 of which $8.00 the client insists on."""
    sheet = in_contest(ada, ben, frozen_clock)
    insist(Actor(ada.pk), sheet, numbers=[FIRST, SECOND])
    return sheet_of(sheet.job)


def offered(person, sheet, major, reason="Half of it."):
    return offer_settlement(Actor(person.pk), sheet, to_freelancer=usd(major), reason=reason)


def test_disputed_blocks_stay_frozen_whatever_time_passes(ben, sheet, frozen_clock):
    let_pass(frozen_clock, days=30)
    assert stages(sheet) == [(FIRST, "disputed"), (SECOND, "disputed")]
    assert (earnings(ben), escrow(), disputed_money(sheet)) == (usd(52), usd(8), usd(8))
    assert faults() == []


def test_the_client_insists_once(ada, ben, sheet):
    with pytest.raises(BlockDecided):
        insist(Actor(ada.pk), sheet, numbers=[FIRST])
    with pytest.raises(NotFound):
        insist(Actor(ben.pk), sheet, numbers=[FIRST])


@pytest.mark.parametrize(
    ("major", "ends"), [(0, ["dropped"] * 2), (3, ["split"] * 2), (4.01, ["split"] * 2), (8, ["paid"] * 2)]
)
def test_what_both_agree_on_is_shared_at_once(ada, ben, sheet, frozen_clock, major, ends):
    let_pass(frozen_clock, days=5)
    offered(ben, sheet, major)
    facts = accept_offer(Actor(ada.pk), sheet, expected=usd(major))
    assert (facts["to_freelancer"], facts["to_client"]) == (usd(major).minor, (usd(8) - usd(major)).minor)
    assert [stage for _, stage in stages(sheet)] == ends
    assert sum(row.paid for row in ReviewedBlock.objects.all()) == usd(major).minor
    assert (earnings(ben), escrow()) == (usd(52) + usd(major), usd(0))
    assert wallet(ada) == usd(1_000) - earnings(ben)
    sheet = sheet_of(sheet.job)
    assert (sheet.stage, sheet.offer, sheet.offered_by) == ("paid", None, "")
    assert faults() == []


def test_during_the_review_the_clients_part_returns_with_the_rest(ada, ben, sheet, frozen_clock):
    offered(ada, sheet, 3)
    accept_offer(Actor(ben.pk), sheet, expected=usd(3))
    assert (earnings(ben), escrow()) == (usd(3), usd(797))
    let_pass(frozen_clock, days=5)
    assert (earnings(ben), escrow(), wallet(ada)) == (usd(55), usd(0), usd(945))
    assert faults() == []


def test_a_new_proposal_replaces_the_one_before(ada, ben, sheet):
    offered(ada, sheet, 3)
    offered(ben, sheet, 5)
    with pytest.raises(Stale):
        accept_offer(Actor(ada.pk), sheet, expected=usd(3))
    with pytest.raises(NotFound):
        accept_offer(Actor(ben.pk), sheet, expected=usd(5))
    with pytest.raises(NoOffer):
        withdraw_offer(Actor(ada.pk), sheet)
    withdraw_offer(Actor(ben.pk), sheet)
    with pytest.raises(NoOffer):
        accept_offer(Actor(ada.pk), sheet, expected=usd(5))
    assert faults() == []


def test_a_proposal_ends_when_more_blocks_are_disputed(ada, ben, sheet):
    offered(ben, sheet, 5)
    disputed(ada, sheet, THIRD)
    with pytest.raises(NoOffer):
        accept_offer(Actor(ada.pk), sheet, expected=usd(5))
    assert disputed_money(sheet_of(sheet.job)) == usd(12)
    assert faults() == []


def test_a_proposal_stays_when_other_blocks_are_decided(ada, ben, sheet, frozen_clock):
    rejected(ada, sheet, THIRD)
    offered(ben, sheet, 5)
    let_pass(frozen_clock, days=9)
    assert stages(sheet)[-1] == (THIRD, "dropped")
    accept_offer(Actor(ada.pk), sheet, expected=usd(5))
    assert (earnings(ben), escrow()) == (usd(53), usd(0))
    assert faults() == []


def test_what_the_client_disputed_at_once_is_settled_alike(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    disputed(ada, sheet, FIRST, SECOND)
    let_pass(frozen_clock, days=5)
    offered(ben, sheet, 5)
    accept_offer(Actor(ada.pk), sheet, expected=usd(5))
    assert (earnings(ben), escrow(), sheet_of(sheet.job).stage) == (usd(57), usd(0), "paid")
    assert faults() == []


@pytest.mark.parametrize(
    ("major", "reason", "refusal"), [(8.01, "No.", ExceedsFrozen), (3, " ", ReasonMissing)]
)
def test_a_proposal_is_within_what_is_frozen_and_has_a_reason(ada, olga, sheet, major, reason, refusal):
    for act, person in ((offer_settlement, ada), (settle_blocks, olga)):
        with pytest.raises(refusal):
            act(Actor(person.pk), sheet, to_freelancer=usd(major), reason=reason)


def test_only_disputed_blocks_are_settled(ada, ben, olga, frozen_clock):
    sheet = in_contest(ada, ben, frozen_clock)
    with pytest.raises(NothingDisputed):
        offered(ada, sheet, 3)
    with pytest.raises(NothingDisputed):
        settle_blocks(Actor(olga.pk), sheet, to_freelancer=usd(3), reason="No.")


def test_an_operator_settles_with_a_reason_and_nobody_else(ada, ben, eve, olga, sheet, frozen_clock):
    for person in (ada, ben, eve):
        with pytest.raises(NotFound):
            settle_blocks(Actor(person.pk), sheet, to_freelancer=usd(6), reason="The record says so.")
    let_pass(frozen_clock, days=5)
    facts = settle_blocks(Actor(olga.pk), sheet, to_freelancer=usd(6), reason="The record says so.")
    assert (facts["by_operator"], facts["reason"]) == (True, "The record says so.")
    assert (earnings(ben), wallet(ada), escrow()) == (usd(58), usd(942), usd(0))
    assert faults() == []
