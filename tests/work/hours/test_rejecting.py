"""The client rejects blocks in review: only they freeze, once, with a reason, and the rest is paid."""

from datetime import timedelta

import pytest

from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.hours.deciding import give_in
from handsel.work.hours.models import ReviewedBlock
from handsel.work.hours.rejecting import contest, counted_blocks
from handsel.work.hours.review_refusals import AnswerDue, BlockDecided, NotCounted, PaymentDue
from handsel.work.jobs.refusals import InvalidState, ReasonMissing
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.work.hours.as_shown import approve, dispute, reject
from tests.work.hours.test_paying import sheet_of, submitted

COVERS = ("handsel.work.hours.entries.block_shapes", "handsel.work.hours.entries.blocks")
pytestmark = pytest.mark.usefixtures("frozen_clock")
FIRST, SECOND = 45, 46
"""The blocks from 09:00 and from 09:12 on Monday: $4.00 each."""


def stages(sheet):
    return list(ReviewedBlock.objects.filter(sheet=sheet).values_list("number", "stage"))


def rejected(ada, sheet, *numbers):
    return reject(Actor(ada.pk), sheet, numbers=list(numbers), reason="Not for this job.")


def disputed(ada, sheet, *numbers):
    return dispute(Actor(ada.pk), sheet, numbers=list(numbers), reason="This was not done.")


def contested(ben, sheet, *numbers):
    return contest(Actor(ben.pk), sheet, numbers=list(numbers), reason="You asked for it.")


@pytest.fixture
@made_once
def sheet(ada, ben, frozen_clock):
    """Three hours at $20 in review, from 09:00 to 12:00: blocks 45 to 59."""
    return submitted(ada, ben, frozen_clock)


def test_every_block_of_a_sheet_may_be_rejected_and_costs_its_part(sheet):
    assert [block.number for block in counted_blocks(sheet)] == list(range(FIRST, 60))
    assert {block.amount for block in counted_blocks(sheet)} == {400}


def test_a_rejection_freezes_its_blocks_and_moves_nothing(ada, sheet):
    facts = rejected(ada, sheet, FIRST, SECOND)
    assert (facts["amount"], facts["due"]) == (800, ReviewedBlock.objects.first().ends_at.isoformat())
    assert stages(sheet) == [(FIRST, "rejected"), (SECOND, "rejected")]
    assert escrow() == usd(800)
    assert faults() == []


@pytest.mark.parametrize("by_clock", [True, False])
def test_the_rest_is_paid_and_what_is_frozen_stays(ada, ben, sheet, frozen_clock, by_clock):
    rejected(ada, sheet, FIRST, SECOND)
    if by_clock:
        let_pass(frozen_clock, days=5)
    else:
        approve(Actor(ada.pk), sheet)
    assert (earnings(ben), escrow(), wallet(ada)) == (usd(52), usd(8), usd(940))
    sheet = sheet_of(sheet.job)
    assert (sheet.stage, sheet.week.stage, sheet.closed_at) == ("due", "settling", None)
    assert faults() == []


def test_an_uncontested_rejection_returns_the_money_and_closes_the_week(ada, ben, sheet, frozen_clock):
    rejected(ada, sheet, FIRST, SECOND)
    let_pass(frozen_clock, days=8)
    assert stages(sheet) == [(FIRST, "dropped"), (SECOND, "dropped")]
    assert (earnings(ben), escrow(), wallet(ada)) == (usd(52), usd(0), usd(948))
    sheet = sheet_of(sheet.job)
    assert (sheet.stage, sheet.week.stage) == ("paid", "closed")
    assert Entry.objects.filter(kind="blocks.dropped").count() == 1
    assert faults() == []


def test_what_was_never_held_is_not_asked_for(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock, wallet=0, fund=False)
    rejected(ada, sheet, FIRST)
    let_pass(frozen_clock, days=5)
    assert sheet_of(sheet.job).missing_money == usd(56)
    let_pass(frozen_clock, days=3)
    assert (stages(sheet), sheet_of(sheet.job).stage) == ([(FIRST, "dropped")], "short")
    assert faults() == []


def test_a_whole_week_may_be_rejected(ada, ben, sheet, frozen_clock):
    rejected(ada, sheet, *range(FIRST, 60))
    let_pass(frozen_clock, days=5)
    assert (earnings(ben), escrow()) == (usd(0), usd(60))
    let_pass(frozen_clock, days=3)
    assert (escrow(), wallet(ada)) == (usd(0), usd(1_000))
    assert faults() == []


@pytest.mark.parametrize("by_clock", [True, False])
def test_a_disputed_block_stays_frozen_and_the_rest_is_paid(ada, ben, sheet, frozen_clock, by_clock):
    facts = disputed(ada, sheet, FIRST, SECOND)
    assert (facts["amount"], len(facts["about"]["blocks"])) == (800, 2)
    if not by_clock:
        approve(Actor(ada.pk), sheet)
    let_pass(frozen_clock, days=10)
    assert stages(sheet) == [(FIRST, "disputed"), (SECOND, "disputed")]
    assert (earnings(ben), escrow(), sheet_of(sheet.job).stage) == (usd(52), usd(8), "due")
    assert faults() == []


@pytest.mark.parametrize("objection", [reject, dispute])
@pytest.mark.parametrize("numbers", [[], [1], [FIRST, 1], [10**9]])
def test_only_blocks_with_paid_time_are_taken_out(ada, sheet, objection, numbers):
    with pytest.raises(NotCounted):
        objection(Actor(ada.pk), sheet, numbers=numbers, reason="No.")
    assert stages(sheet) == []


@pytest.mark.parametrize("first", [rejected, disputed])
def test_a_block_is_rejected_or_disputed_once(ada, sheet, first):
    first(ada, sheet, FIRST)
    for then in (rejected, disputed):
        with pytest.raises(NotCounted):
            then(ada, sheet, FIRST, SECOND)
    assert [number for number, _ in stages(sheet)] == [FIRST]


@pytest.mark.parametrize("objection", [reject, dispute])
def test_an_objection_has_a_reason_and_is_the_clients(ada, ben, eve, olga, sheet, objection):
    with pytest.raises(ReasonMissing):
        objection(Actor(ada.pk), sheet, numbers=[FIRST], reason=" ")
    for person in (ben, eve, olga):
        with pytest.raises(NotFound):
            objection(Actor(person.pk), sheet, numbers=[FIRST], reason="No.")


def test_a_disputed_block_waits_for_both_and_not_for_a_contest(ada, ben, sheet):
    disputed(ada, sheet, FIRST)
    with pytest.raises(BlockDecided):
        contested(ben, sheet, FIRST)
    with pytest.raises(BlockDecided):
        give_in(Actor(ada.pk), sheet, numbers=[FIRST])


def test_the_last_second_of_the_review_still_rejects_and_its_end_does_not(ada, sheet, frozen_clock):
    frozen_clock(sheet.review_ends_at - timedelta(seconds=1))
    rejected(ada, sheet, FIRST)
    frozen_clock(sheet.review_ends_at)
    with pytest.raises(PaymentDue):
        rejected(ada, sheet, SECOND)


def test_an_approved_timesheet_is_not_rejected_any_more(ada, sheet):
    approve(Actor(ada.pk), sheet)
    with pytest.raises(InvalidState):
        rejected(ada, sheet, FIRST)


def test_the_freelancer_contests_with_a_reason_in_time(ada, ben, eve, sheet, frozen_clock):
    rejected(ada, sheet, FIRST, SECOND)
    with pytest.raises(ReasonMissing):
        contest(Actor(ben.pk), sheet, numbers=[FIRST], reason="")
    for person in (ada, eve):
        with pytest.raises(NotFound):
            contested(person, sheet, FIRST)
    contested(ben, sheet, FIRST)
    assert stages(sheet) == [(FIRST, "contested"), (SECOND, "rejected")]
    with pytest.raises(BlockDecided):
        contested(ben, sheet, FIRST, SECOND)
    frozen_clock(ReviewedBlock.objects.get(number=SECOND).ends_at)
    with pytest.raises(AnswerDue):
        contested(ben, sheet, SECOND)
    assert faults() == []


def test_a_block_that_is_not_contested_is_not_given_in(ada, sheet):
    rejected(ada, sheet, FIRST)
    with pytest.raises(BlockDecided):
        give_in(Actor(ada.pk), sheet, numbers=[FIRST])
