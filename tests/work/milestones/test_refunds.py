"""Money back to the client: given, asked for, granted, refused, or granted by the clock."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound
from handsel.record.deeds import By
from handsel.work.jobs.refusals import NotNow
from handsel.work.milestones import refunds
from handsel.work.milestones.models import Milestone, RefundRequest
from handsel.work.milestones.refusals import AlreadyAsked, AmountOutOfReach, AskClosed, ReasonMissing
from handsel.work.milestones.release import ask_for_changes, release
from handsel.work.milestones.sharing import GRANT
from tests import making
from tests.making import usd
from tests.passing import due_at, let_pass
from tests.purses import escrow, wallet

pytestmark = pytest.mark.usefixtures("told")


def asked(ada, milestone, amount=400):
    refunds.ask_refund(By(ada.pk), milestone, amount=usd(amount), reason="One poster less.")
    return request_of(milestone)


def request_of(milestone):
    return RefundRequest.objects.select_related("job").filter(milestone=milestone).order_by("-pk")[0]


def test_the_freelancer_gives_back_a_part_or_all(ada, ben):
    job = making.funded(ada, ben, 1000)
    before = wallet(ada)
    refunds.refund(By(ben.pk), making.first(job), amount=usd(400))
    assert (making.first(job).stage, making.first(job).held) == ("funded", usd(600))
    facts = refunds.refund(By(ben.pk), making.first(job), amount=usd(600))
    assert (making.first(job).stage, facts["job_stage"]) == ("refunded", "cancelled")
    assert wallet(ada) - before == usd(1000)


def test_a_delivered_milestone_can_be_given_back_too(ada, ben):
    milestone = making.delivered(ada, ben, 1000)
    refunds.refund(By(ben.pk), milestone, amount=usd(100))
    left = making.first(milestone.job)
    assert (left.stage, left.release_at) == ("delivered", milestone.release_at)


def test_what_was_partly_funded_and_given_back_is_planned_again(ada, ben):
    job = making.funded(ada, ben, 1000)
    making.both_agree(ada, ben, job, making.changed_parts(job, 1500))
    refunds.refund(By(ben.pk), making.first(job), amount=usd(1000))
    row = making.first(job)
    assert (row.stage, row.held, row.to_fund) == ("planned", usd(0), usd(500))
    making.both_agree(ada, ben, job, making.changed_parts(job, None))
    assert making.first(job).stage == "refunded"


@pytest.mark.parametrize("amount", [0, -1, 1000.01])
def test_an_amount_out_of_reach_is_neither_given_nor_asked(ada, ben, amount):
    milestone = making.first(making.funded(ada, ben, 1000))
    with pytest.raises(AmountOutOfReach):
        refunds.refund(By(ben.pk), milestone, amount=usd(amount))
    with pytest.raises(AmountOutOfReach):
        asked(ada, milestone, amount)
    assert escrow() == usd(1000)


def test_each_act_is_its_own_sides(ada, ben, eve, olga):
    milestone = making.first(making.funded(ada, ben, 1000))
    for person in (ada, eve, olga):
        with pytest.raises(NotFound):
            refunds.refund(By(person.pk), milestone, amount=usd(1))
    for person in (ben, eve, olga):
        with pytest.raises(NotFound):
            asked(person, milestone)
    request = asked(ada, milestone)
    for actor in (ada.pk, eve.pk, olga.pk, HOUSE):
        with pytest.raises(NotFound):
            refunds.grant_refund(By(actor), request)
        with pytest.raises(NotFound):
            refunds.refuse_refund(By(actor), request, reason="No.")
    for person in (ben, eve, olga):
        with pytest.raises(NotFound):
            refunds.withdraw_refund_request(By(person.pk), request)
    assert request_of(milestone).state == "open"


def test_one_request_at_a_time_and_with_a_reason(ada, ben):
    milestone = making.first(making.funded(ada, ben, 1000))
    with pytest.raises(ReasonMissing):
        refunds.ask_refund(By(ada.pk), milestone, amount=usd(1), reason=" \u200b")
    asked(ada, milestone)
    with pytest.raises(AlreadyAsked):
        asked(ada, milestone)


def test_granted_it_returns_at_once(ada, ben):
    milestone = making.first(making.funded(ada, ben, 1000))
    before = wallet(ada)
    facts = refunds.grant_refund(By(ben.pk), asked(ada, milestone))
    assert (wallet(ada) - before, facts["by_itself"]) == (usd(400), False)
    assert request_of(milestone).state == "granted"
    assert due_at(GRANT, milestone.pk) is None


def test_refused_with_a_reason_or_withdrawn_nothing_moves(told, ada, ben):
    milestone = making.first(making.funded(ada, ben, 1000))
    request = asked(ada, milestone)
    with pytest.raises(ReasonMissing):
        refunds.refuse_refund(By(ben.pk), request, reason="")
    refunds.refuse_refund(By(ben.pk), request, reason="It is nearly done.")
    assert (request_of(milestone).state, request_of(milestone).answer) == ("refused", "It is nearly done.")
    refunds.withdraw_refund_request(By(ada.pk), asked(ada, milestone))
    assert request_of(milestone).state == "withdrawn"
    let_pass(told, days=9)
    assert escrow() == usd(1000)


def test_what_was_answered_is_closed(ada, ben):
    milestone = making.first(making.funded(ada, ben, 1000))
    request = asked(ada, milestone)
    refunds.withdraw_refund_request(By(ada.pk), request)
    with pytest.raises(AskClosed):
        refunds.grant_refund(By(ben.pk), request)
    with pytest.raises(AskClosed):
        refunds.refuse_refund(By(ben.pk), request, reason="No.")


def test_unanswered_it_is_granted_after_seven_days(told, ada, ben):
    milestone = making.first(making.funded(ada, ben, 1000))
    request = asked(ada, milestone)
    assert request.grants_at.isoformat() == "2026-03-10T04:00:00+00:00"
    assert due_at(GRANT, milestone.pk) == request.grants_at
    told(request.grants_at - timedelta(seconds=1))
    refunds.grant_by_itself(str(milestone.pk), clock.now())
    assert escrow() == usd(1000)
    let_pass(told, seconds=1)
    assert (escrow(), request_of(milestone).state) == (usd(600), "granted")


def test_on_delivered_work_no_clock_grants_it(told, ada, ben):
    milestone = making.delivered(ada, ben, 1000, auto_release_days=None)
    assert asked(ada, milestone).grants_at is None
    let_pass(told, days=30)
    assert escrow() == usd(1000)


def test_a_delivery_ends_the_clock_of_a_request_for_good(told, ada, ben):
    milestone = making.first(making.funded(ada, ben, 1000))
    asked(ada, milestone)
    making.deliver(ben, milestone)
    assert (request_of(milestone).state, request_of(milestone).grants_at) == ("open", None)
    ask_for_changes(By(ada.pk), milestone, reason="Not yet.")
    let_pass(told, days=9)
    assert escrow() == usd(1000)


def test_money_that_moved_overtakes_a_request(told, ada, ben):
    milestone = making.first(making.funded(ada, ben, 1000))
    request = asked(ada, milestone)
    release(By(ada.pk), milestone, amount=usd(100))
    assert request_of(milestone).state == "overtaken"
    with pytest.raises(AskClosed):
        refunds.grant_refund(By(ben.pk), request)
    let_pass(told, days=9)
    assert escrow() == usd(900)


def test_the_row_of_an_act_knows_whether_anything_is_asked(told, ada, ben):
    milestone = making.first(making.funded(ada, ben, 1000))
    assert not Milestone.objects.for_act().get(pk=milestone.pk).is_asked
    request = asked(ada, milestone)
    assert Milestone.objects.for_act().get(pk=milestone.pk).is_asked
    refunds.withdraw_refund_request(By(ada.pk), request)
    assert not Milestone.objects.for_act().get(pk=milestone.pk).is_asked


def test_the_clock_looks_again_when_the_job_is_locked(ada, ben):
    milestone = making.first(making.funded(ada, ben, 1000))
    request = asked(ada, milestone)
    making.deliver(ben, milestone)
    with pytest.raises(NotNow):
        refunds._grant_unanswered(By(HOUSE, request.grants_at), request)
    assert escrow() == usd(1000)
