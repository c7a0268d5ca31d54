"""Disputed blocks of a timesheet are frozen, and go through the steps of any dispute."""

import pytest
from django.db import IntegrityError, transaction

from handsel.kernel.refusals import NotFound, Stale
from handsel.record.actions import Actor
from handsel.trust.disputes.deciding import appeal_decision, decide_dispute, read_dispute
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening_hours import insist
from handsel.trust.disputes.refusals import DisputeClosed, ExceedsDisputed
from handsel.trust.disputes.sealed_offers import seal_offer
from handsel.trust.disputes.settling import (
    accept_dispute_offer,
    concede_dispute,
    make_offer,
    withdraw_any,
    withdraw_dispute,
)
from handsel.work.hours.models import ReviewedBlock
from handsel.work.hours.paying import missing_charge, pay_missing
from handsel.work.hours.reopening import ask_to_reopen
from handsel.work.hours.review_refusals import BlockDecided
from handsel.work.jobs.refusals import InvalidState
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.trust.disputing import answered, latest, offered, opened, opened_hours
from tests.work.hours.test_deciding import in_contest
from tests.work.hours.test_paying import sheet_of, submitted
from tests.work.hours.test_rejecting import FIRST, SECOND, rejected, stages

COVERS = (
    "handsel.trust.disputes.subjects.choice",
    "handsel.trust.disputes.subjects.hours",
    "handsel.trust.disputes.subjects.milestone",
    "handsel.trust.disputes.subjects.port",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")
THIRD = 47


@pytest.fixture
@made_once
def sheet(ada, ben, frozen_clock):
    """Three hours by hand at $20 in review, from 09:00 to 12:00: blocks 45 to 59, $4.00 each."""
    return submitted(ada, ben, frozen_clock)


@pytest.fixture
@made_once
def dispute(ada, sheet):
    """Ada disputes $8.00 of it."""
    return opened_hours(ada, sheet, FIRST, SECOND)


def state(row):
    return (row.stage, row.amount, row.to_freelancer)


def ended(row):
    row.refresh_from_db()
    return state(row)


def test_the_client_asks_that_nothing_is_paid_of_the_blocks(dispute):
    assert (state(dispute), dispute.blocks, dispute.requested) == (("opened", 800, None), [FIRST, SECOND], 0)
    assert (dispute.milestone, dispute.side, escrow()) == (None, "client", usd(800))
    assert f"{dispute.ends_at:%Y-%m-%d}" == "2026-03-13"
    assert faults() == []


def test_each_act_opens_a_dispute_of_its_own(ada, ben, sheet, dispute):
    offered(ben, dispute, 5)
    other = opened_hours(ada, sheet, THIRD)
    assert (dispute.number, other.number, other.amount) == (1, 2, 400)
    assert dispute.last_offers() == [500]
    assert faults() == []


def test_a_request_to_reopen_the_timesheet_ends_with_it(ada, ben, sheet):
    ask_to_reopen(Actor(ben.pk), sheet, reason="An hour is missing.")
    opened_hours(ada, sheet, FIRST)
    assert sheet_of(sheet.job).reopening_by == ""
    assert faults() == []


def test_insisting_on_a_rejection_disputes_it_for_its_reason(ada, ben, frozen_clock):
    sheet = in_contest(ada, ben, frozen_clock)
    insist(Actor(ada.pk), sheet, numbers=[FIRST, SECOND])
    assert state(latest()) == ("opened", 800, None)
    assert latest().reason == "Not for this job."
    assert stages(sheet) == [(FIRST, "disputed"), (SECOND, "disputed")]
    with pytest.raises(BlockDecided):
        insist(Actor(ada.pk), sheet, numbers=[FIRST])
    with pytest.raises(NotFound):
        insist(Actor(ben.pk), sheet, numbers=[FIRST])
    assert faults() == []


@pytest.mark.parametrize(
    ("major", "ends"), [(0, ["dropped"] * 2), (3, ["split"] * 2), (4.01, ["split"] * 2), (8, ["paid"] * 2)]
)
def test_what_both_agree_on_is_shared_at_once(ada, ben, sheet, dispute, frozen_clock, major, ends):
    answered(ben, dispute)
    let_pass(frozen_clock, days=5)
    assert (earnings(ben), escrow()) == (usd(52), usd(8))
    offered(ben, dispute, major)
    facts = accept_dispute_offer(Actor(ada.pk), dispute, expected=usd(major))
    assert (facts["to_freelancer"], facts["to_client"]) == (usd(major).minor, (usd(8) - usd(major)).minor)
    assert [stage for _, stage in stages(sheet)] == ends
    assert sum(row.paid for row in ReviewedBlock.objects.all()) == usd(major).minor
    assert (earnings(ben), escrow()) == (usd(52) + usd(major), usd(0))
    assert wallet(ada) == usd(1_000) - earnings(ben)
    assert (sheet_of(sheet.job).stage, ended(dispute)) == ("paid", ("settled", 800, usd(major).minor))
    assert faults() == []


def test_during_the_review_the_clients_part_returns_with_the_rest(ada, ben, dispute, frozen_clock):
    offered(ada, dispute, 3)
    accept_dispute_offer(Actor(ben.pk), dispute, expected=usd(3))
    assert (earnings(ben), escrow()) == (usd(3), usd(797))
    let_pass(frozen_clock, days=5)
    assert (earnings(ben), escrow(), wallet(ada)) == (usd(55), usd(0), usd(945))
    assert faults() == []


def test_the_freelancer_may_accept_that_nothing_is_paid(ben, dispute):
    with pytest.raises(Stale):
        accept_dispute_offer(Actor(ben.pk), dispute, expected=usd(4))
    accept_dispute_offer(Actor(ben.pk), dispute, expected=usd(0))
    assert (ended(dispute), earnings(ben)) == (("settled", 800, 0), usd(0))
    assert faults() == []


def test_an_offer_is_within_what_is_disputed(ada, dispute):
    with pytest.raises(ExceedsDisputed):
        make_offer(Actor(ada.pk), dispute, to_freelancer=usd(8.01))


def test_sealed_offers_that_meet_settle_it(ada, ben, dispute):
    answered(ben, dispute)
    seal_offer(Actor(ada.pk), dispute, expected_round=1, to_freelancer=usd(6))
    seal_offer(Actor(ben.pk), dispute, expected_round=1, to_freelancer=usd(5))
    assert (ended(dispute), earnings(ben)) == (("settled", 800, 550), usd(5.5))
    assert faults() == []


def test_who_withdraws_it_pays_the_time(ada, ben, dispute):
    with pytest.raises(DisputeClosed):
        withdraw_dispute(Actor(ben.pk), dispute)
    with pytest.raises(NotFound):
        concede_dispute(Actor(ben.pk), dispute)
    with pytest.raises(InvalidState):
        withdraw_dispute(Actor(ada.pk), dispute)
    withdraw_any(Actor(ada.pk), dispute)
    assert (ended(dispute), earnings(ben)) == (("withdrawn", 800, 800), usd(8))
    assert faults() == []


def test_a_dispute_of_a_milestone_is_not_conceded(ada, ben):
    row = opened(ada, factories.delivered(ada, ben, 1000))
    with pytest.raises(InvalidState):
        concede_dispute(Actor(ada.pk), row)


def test_without_an_answer_an_operator_decides_about_time_that_is_not_protected(ben, dispute, frozen_clock):
    let_pass(frozen_clock, days=7)
    assert ended(dispute) == ("with operator", 800, None)
    assert (earnings(ben), escrow()) == (usd(52), usd(8))
    assert faults() == []


def test_an_operator_decides_and_the_money_moves_when_it_is_final(ada, ben, olga, dispute, frozen_clock):
    let_pass(frozen_clock, days=7)
    read_dispute(Actor(olga.pk), dispute)
    decide_dispute(Actor(olga.pk), dispute, to_freelancer=usd(6), reason="The record says so.")
    assert (ended(dispute), earnings(ben)) == (("decided", 800, 600), usd(52))
    appeal_decision(Actor(ada.pk), dispute, reason="It does not.")
    assert ended(dispute)[0] == "appealed"
    let_pass(frozen_clock, days=8)
    assert ended(dispute) == ("final", 800, 600)
    assert (earnings(ben), wallet(ada), escrow()) == (usd(58), usd(942), usd(0))
    assert faults() == []


@pytest.mark.parametrize(("offers", "part"), [([], 0), ([5], 500), ([2, 5], 350)])
def test_by_default_it_is_split_between_the_offers_or_returns(ada, ben, dispute, frozen_clock, offers, part):
    answered(ben, dispute)
    for person, major in zip((ben, ada), reversed(offers), strict=False):
        offered(person, dispute, major)
    let_pass(frozen_clock, days=30)
    assert ended(dispute) == ("defaulted", 800, part)
    assert faults() == []


def test_what_is_not_in_escrow_is_asked_of_the_client(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock, wallet=0, fund=False)
    dispute = opened_hours(ada, sheet, FIRST, SECOND)
    offered(ada, dispute, 5)
    accept_dispute_offer(Actor(ben.pk), dispute, expected=usd(5))
    assert (sheet_of(sheet.job).missing, earnings(ben)) == (500, usd(0))
    assert faults() == []
    let_pass(frozen_clock, days=5)
    factories.rich(ada, 100)
    sheet = sheet_of(sheet.job)
    pay_missing(Actor(ada.pk), sheet, expected=missing_charge(sheet).whole)
    assert earnings(ben) == usd(57)
    assert faults() == []


def test_other_blocks_are_decided_meanwhile(ada, ben, sheet, dispute, frozen_clock):
    rejected(ada, sheet, THIRD)
    answered(ben, dispute)
    let_pass(frozen_clock, days=9)
    assert stages(sheet)[-1] == (THIRD, "dropped")
    assert (earnings(ben), escrow()) == (usd(48), usd(8))
    assert faults() == []


@pytest.mark.parametrize("change", [{"sheet": None}, {"milestone": 1}])
def test_a_dispute_is_about_one_thing(ada, ben, dispute, change):
    if "milestone" in change:
        change = {"milestone": factories.delivered(ada, ben, 1000)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.filter(pk=dispute.pk).update(**change)


def test_the_audit_names_blocks_without_a_dispute(dispute):
    Dispute.objects.filter(pk=dispute.pk).update(blocks=[FIRST])
    pk = dispute.sheet_id
    assert f"block {SECOND} of timesheet {pk} is disputed without a dispute" in faults()
    assert f"dispute 1 of job {dispute.job_id} is about other blocks than are disputed" in faults()
