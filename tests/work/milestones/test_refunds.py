"""Money back to the client: returned, requested, granted, refused, or granted by the timer."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.work.jobs.refusals import InvalidState, ReasonMissing
from handsel.work.milestones import refunds
from handsel.work.milestones.models import Milestone, RefundRequest
from handsel.work.milestones.payout import GRANT
from handsel.work.milestones.refusals import AlreadyAsked, ExceedsHeld, RequestClosed
from handsel.work.milestones.release import ask_for_changes, release
from tests import factories
from tests.balances import escrow, wallet
from tests.factories import usd
from tests.time_travel import due_at, let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


def refund_request(ada, milestone, amount=400):
    refunds.ask_refund(Actor(ada.pk), milestone, amount=usd(amount), reason="One poster less.")
    return request_of(milestone)


def request_of(milestone):
    return RefundRequest.objects.select_related("job").filter(milestone=milestone).order_by("-pk")[0]


def test_the_freelancer_gives_back_a_part_or_all(ada, ben):
    job = factories.funded(ada, ben, 1000)
    before = wallet(ada)
    refunds.refund(Actor(ben.pk), factories.first(job), amount=usd(400))
    assert (factories.first(job).stage, factories.first(job).held) == ("funded", usd(600))
    facts = refunds.refund(Actor(ben.pk), factories.first(job), amount=usd(600))
    assert (factories.first(job).stage, facts["job_stage"]) == ("refunded", "cancelled")
    assert wallet(ada) - before == usd(1000)


def test_a_delivered_milestone_can_be_given_back_too(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    refunds.refund(Actor(ben.pk), milestone, amount=usd(100))
    left = factories.first(milestone.job)
    assert (left.stage, left.release_at) == ("delivered", milestone.release_at)


def test_what_was_partly_funded_and_given_back_is_planned_again(ada, ben):
    job = factories.funded(ada, ben, 1000)
    factories.both_agree(ada, ben, job, factories.changed_parts(job, 1500))
    refunds.refund(Actor(ben.pk), factories.first(job), amount=usd(1000))
    row = factories.first(job)
    assert (row.stage, row.held, row.to_fund) == ("planned", usd(0), usd(500))
    factories.both_agree(ada, ben, job, factories.changed_parts(job, None))
    assert factories.first(job).stage == "refunded"


@pytest.mark.parametrize("amount", [0, -1, 1000.01])
def test_an_amount_out_of_reach_is_neither_given_nor_asked(ada, ben, amount):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    with pytest.raises(ExceedsHeld):
        refunds.refund(Actor(ben.pk), milestone, amount=usd(amount))
    with pytest.raises(ExceedsHeld):
        refund_request(ada, milestone, amount)
    assert escrow() == usd(1000)


def test_each_act_is_its_own_sides(ada, ben, eve, olga):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    for person in (ada, eve, olga):
        with pytest.raises(NotFound):
            refunds.refund(Actor(person.pk), milestone, amount=usd(1))
    for person in (ben, eve, olga):
        with pytest.raises(NotFound):
            refund_request(person, milestone)
    request = refund_request(ada, milestone)
    for actor in (ada.pk, eve.pk, olga.pk, HOUSE):
        with pytest.raises(NotFound):
            refunds.grant_refund(Actor(actor), request)
        with pytest.raises(NotFound):
            refunds.refuse_refund(Actor(actor), request, reason="No.")
    for person in (ben, eve, olga):
        with pytest.raises(NotFound):
            refunds.withdraw_refund_request(Actor(person.pk), request)
    assert request_of(milestone).state == "open"


def test_one_request_at_a_time_and_with_a_reason(ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    with pytest.raises(ReasonMissing):
        refunds.ask_refund(Actor(ada.pk), milestone, amount=usd(1), reason=" \u200b")
    refund_request(ada, milestone)
    with pytest.raises(AlreadyAsked):
        refund_request(ada, milestone)


def test_granted_it_returns_at_once(ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    before = wallet(ada)
    facts = refunds.grant_refund(Actor(ben.pk), refund_request(ada, milestone))
    assert (wallet(ada) - before, facts["automatic"]) == (usd(400), False)
    assert request_of(milestone).state == "granted"
    assert due_at(GRANT, milestone.pk) is None


def test_refused_with_a_reason_or_withdrawn_nothing_moves(frozen_clock, ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    request = refund_request(ada, milestone)
    with pytest.raises(ReasonMissing):
        refunds.refuse_refund(Actor(ben.pk), request, reason="")
    refunds.refuse_refund(Actor(ben.pk), request, reason="It is nearly done.")
    assert (request_of(milestone).state, request_of(milestone).answer) == ("refused", "It is nearly done.")
    refunds.withdraw_refund_request(Actor(ada.pk), refund_request(ada, milestone))
    assert request_of(milestone).state == "withdrawn"
    let_pass(frozen_clock, days=9)
    assert escrow() == usd(1000)


def test_what_was_answered_is_closed(ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    request = refund_request(ada, milestone)
    refunds.withdraw_refund_request(Actor(ada.pk), request)
    with pytest.raises(RequestClosed):
        refunds.grant_refund(Actor(ben.pk), request)
    with pytest.raises(RequestClosed):
        refunds.refuse_refund(Actor(ben.pk), request, reason="No.")


def test_unanswered_it_is_granted_after_seven_days(frozen_clock, ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    request = refund_request(ada, milestone)
    assert request.auto_grants_at.isoformat() == "2026-03-10T04:00:00+00:00"
    assert due_at(GRANT, milestone.pk) == request.auto_grants_at
    frozen_clock(request.auto_grants_at - timedelta(seconds=1))
    refunds.auto_grant(str(milestone.pk), clock.now())
    assert escrow() == usd(1000)
    let_pass(frozen_clock, seconds=1)
    assert (escrow(), request_of(milestone).state) == (usd(600), "granted")


def test_on_delivered_work_no_clock_grants_it(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000, auto_release_days=None)
    assert refund_request(ada, milestone).auto_grants_at is None
    let_pass(frozen_clock, days=30)
    assert escrow() == usd(1000)


def test_a_delivery_ends_the_clock_of_a_request_for_good(frozen_clock, ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    refund_request(ada, milestone)
    factories.deliver(ben, milestone)
    assert (request_of(milestone).state, request_of(milestone).auto_grants_at) == ("open", None)
    ask_for_changes(Actor(ada.pk), milestone, reason="Not yet.")
    let_pass(frozen_clock, days=9)
    assert escrow() == usd(1000)


def test_money_that_moved_overtakes_a_request(frozen_clock, ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    request = refund_request(ada, milestone)
    release(Actor(ada.pk), milestone, amount=usd(100))
    assert request_of(milestone).state == "superseded"
    with pytest.raises(RequestClosed):
        refunds.grant_refund(Actor(ben.pk), request)
    let_pass(frozen_clock, days=9)
    assert escrow() == usd(900)


def test_the_row_of_an_act_knows_whether_anything_is_asked(frozen_clock, ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    assert not Milestone.objects.for_act().get(pk=milestone.pk).has_open_request
    request = refund_request(ada, milestone)
    assert Milestone.objects.for_act().get(pk=milestone.pk).has_open_request
    refunds.withdraw_refund_request(Actor(ada.pk), request)
    assert not Milestone.objects.for_act().get(pk=milestone.pk).has_open_request


def test_the_clock_looks_again_when_the_job_is_locked(ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    request = refund_request(ada, milestone)
    factories.deliver(ben, milestone)
    with pytest.raises(InvalidState):
        refunds._grant_unanswered(Actor(HOUSE, request.auto_grants_at), request)
    assert escrow() == usd(1000)
