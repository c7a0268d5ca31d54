"""Sharing what is held: proposed by one side and accepted by the other, or decided by an operator."""

import pytest

from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.work.jobs.refusals import JobClosed, ReasonMissing
from handsel.work.milestones import splits
from handsel.work.milestones.models import SplitProposal
from handsel.work.milestones.refunds import refund
from handsel.work.milestones.refusals import AlreadyAsked, ExceedsHeld, RequestClosed
from tests import factories
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def milestone(frozen_clock, ada, ben):
    return factories.first(factories.funded(ada, ben, 1000))


def proposed(person, milestone, part=600):
    splits.propose_split(Actor(person.pk), milestone, to_freelancer=usd(part), reason="Fair.")
    return SplitProposal.objects.select_related("job").order_by("-pk")[0]


def state():
    return SplitProposal.objects.order_by("-pk")[0].state


@pytest.mark.parametrize("part", [0, 600, 1000])
@pytest.mark.parametrize("by_client", [True, False])
def test_accepted_it_is_shared_at_once(ada, ben, milestone, by_client, part):
    before = wallet(ada)
    proposer, acceptor = (ada, ben) if by_client else (ben, ada)
    splits.accept_split(Actor(acceptor.pk), proposed(proposer, milestone, part))
    assert (earnings(ben), wallet(ada) - before) == (usd(part), usd(1000 - part))
    assert (escrow(), state()) == (usd(0), "granted")


def test_nobody_accepts_or_refuses_their_own_and_nobody_withdraws_anothers(ada, ben, eve, olga, milestone):
    split = proposed(ada, milestone)
    for person in (ada, eve, olga):
        with pytest.raises(NotFound):
            splits.accept_split(Actor(person.pk), split)
        with pytest.raises(NotFound):
            splits.refuse_split(Actor(person.pk), split, reason="No.")
    for person in (ben, eve, olga):
        with pytest.raises(NotFound):
            splits.withdraw_split(Actor(person.pk), split)
    assert (escrow(), state()) == (usd(1000), "open")


def test_refused_or_withdrawn_the_money_stays(ada, ben, milestone):
    split = proposed(ada, milestone)
    with pytest.raises(ReasonMissing):
        splits.refuse_split(Actor(ben.pk), split, reason=" \u200b")
    splits.refuse_split(Actor(ben.pk), split, reason="All of it is done.")
    assert state() == "refused"
    split = proposed(ben, milestone)
    splits.withdraw_split(Actor(ben.pk), split)
    assert (escrow(), state()) == (usd(1000), "withdrawn")
    with pytest.raises(RequestClosed):
        splits.accept_split(Actor(ada.pk), split)


def test_one_proposal_at_a_time_with_a_reason_and_within_what_is_held(ada, ben, eve, olga, milestone):
    for part in (-1, 1000.01):
        with pytest.raises(ExceedsHeld):
            proposed(ada, milestone, part)
    with pytest.raises(ReasonMissing):
        splits.propose_split(Actor(ada.pk), milestone, to_freelancer=usd(1), reason="")
    for person in (eve, olga):
        with pytest.raises(NotFound):
            proposed(person, milestone)
    proposed(ada, milestone)
    with pytest.raises(AlreadyAsked):
        proposed(ben, milestone)


def test_there_is_no_split_of_nothing(ada, ben):
    with pytest.raises(ExceedsHeld):
        proposed(ada, factories.first(factories.bound(ada, ben, 1000)), 0)


def test_money_that_moved_overtakes_a_proposal(ada, ben, milestone):
    split = proposed(ada, milestone)
    refund(Actor(ben.pk), milestone, amount=usd(1))
    assert state() == "superseded"
    with pytest.raises(RequestClosed):
        splits.accept_split(Actor(ben.pk), split)


def test_an_operator_settles_with_a_reason(ada, ben, olga, milestone):
    before = wallet(ada)
    with pytest.raises(ReasonMissing):
        splits.settle(Actor(olga.pk), milestone, to_freelancer=usd(300), reason=" \u200b")
    facts = splits.settle(Actor(olga.pk), milestone, to_freelancer=usd(300), reason="A third works.")
    assert (earnings(ben), wallet(ada) - before) == (usd(300), usd(700))
    assert (facts["stage"], facts["job_stage"], facts["reason"]) == ("settled", "complete", "A third works.")
    with pytest.raises(JobClosed):
        splits.settle(Actor(olga.pk), milestone, to_freelancer=usd(0), reason="Again.")


@pytest.mark.parametrize("part", [-1, 1000.01])
def test_an_operator_shares_out_no_more_than_is_held(olga, milestone, part):
    with pytest.raises(ExceedsHeld):
        splits.settle(Actor(olga.pk), milestone, to_freelancer=usd(part), reason="Because.")
    assert escrow() == usd(1000)


def test_only_an_operator_who_is_no_side_settles(ada, ben, eve, milestone):
    for person in (ada, ben):
        person.is_operator = True
        person.save()
    for person in (ada, ben, eve):
        with pytest.raises(NotFound):
            splits.settle(Actor(person.pk), milestone, to_freelancer=usd(1000), reason="Mine.")
    assert escrow() == usd(1000)
