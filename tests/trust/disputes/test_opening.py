"""Opening a dispute freezes what is disputed, and nothing else."""

import pytest
from django.db import IntegrityError, transaction

from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.refusals import (
    AlreadyDisputed,
    DisputeClosed,
    DisputeDropped,
    EvidenceUnknown,
    ExceedsDisputed,
    ExceedsFree,
    StepOver,
)
from handsel.trust.disputes.settling import withdraw_dispute
from handsel.work.jobs.refusals import JobClosed, ReasonMissing
from handsel.work.milestones.models import MoneyRequest
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.refusals import RefundDue, ReleaseDue
from handsel.work.milestones.release import release
from handsel.work.milestones.splits import propose_split
from tests import factories
from tests.balances import escrow
from tests.factories import usd
from tests.replaying import differences
from tests.trust.disputing import answered, latest, opened

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_all_of_it_is_frozen_and_its_timer_stops(dispute, milestone):
    row = factories.first(milestone.job)
    assert (row.frozen, row.free, row.release_at, row.days_left) == (usd(1000), usd(0), None, 14)
    assert (dispute.stage, dispute.number) == ("opened", 1)
    assert row.job.stage == "working"


def test_of_a_part_the_timer_of_the_rest_runs_on(ada, milestone):
    opened(ada, milestone, 400)
    row = factories.first(milestone.job)
    assert (row.free, row.release_at) == (usd(600), milestone.release_at)
    release(Actor(ada.pk), row, amount=usd(600))
    assert escrow() == usd(900)


def test_either_side_may_with_a_reason_within_what_is_held(ada, ben, eve, olga, milestone):
    for amount in (0, 1000.01, -1):
        with pytest.raises(ExceedsFree):
            opened(ada, milestone, amount, 0)
    for part in (-1, 400.01):
        with pytest.raises(ExceedsDisputed):
            opened(ada, milestone, 400, part)
    with pytest.raises(ReasonMissing):
        opened(ada, milestone, reason=" ")
    with pytest.raises(EvidenceUnknown):
        opened(ada, milestone, evidence=[1, 99])
    for person in (eve, olga):
        with pytest.raises(NotFound):
            opened(person, milestone)
    assert opened(ben, milestone, 400, 400, evidence=[2, 1, 2]).evidence == [1, 2]


def test_each_side_has_one_open_dispute_about_a_milestone(ada, ben, milestone):
    opened(ben, milestone, 1, 1)
    with pytest.raises(AlreadyDisputed):
        opened(ben, milestone, 1, 1)
    second = opened(ada, milestone, 999)
    assert (second.number, factories.first(milestone.job).free) == (2, usd(0))
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.filter(pk=second.pk).update(side="freelancer")


def test_one_that_was_withdrawn_is_opened_again_only_after_a_new_delivery(ada, dispute, milestone):
    withdraw_dispute(Actor(ada.pk), dispute)
    with pytest.raises(DisputeDropped):
        opened(ada, factories.first(milestone.job))


def test_requests_about_more_than_the_rest_are_superseded(ada, ben, milestone):
    ask_refund(Actor(ada.pk), milestone, amount=usd(100), reason="Less.")
    propose_split(Actor(ben.pk), milestone, to_freelancer=usd(900), reason="Fair.")
    opened(ada, milestone, 900)
    states = dict(MoneyRequest.objects.values_list("kind", "state"))
    assert states == {"refund": "open", "split": "superseded"}
    assert differences() == []


def test_money_that_is_due_to_go_is_not_disputed_by_who_would_keep_it(frozen_clock, ada, ben, milestone):
    second = milestone.job.milestones.select_related("job", "holding").get(position=2)
    ask_refund(Actor(ada.pk), second, amount=usd(100), reason="Less.")
    frozen_clock.passes(days=20)
    with pytest.raises(ReleaseDue):
        opened(ada, factories.first(milestone.job))
    with pytest.raises(RefundDue):
        opened(ben, second, 500)


def test_what_was_released_cannot_be_disputed(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    factories.released(ada, milestone)
    with pytest.raises((ExceedsFree, JobClosed)):
        opened(ada, factories.first(milestone.job))


def test_the_other_side_answers_once_and_in_time(frozen_clock, ada, ben, dispute):
    with pytest.raises(DisputeClosed):
        answered(ada, dispute)
    answered(ben, dispute)
    row = latest()
    assert (row.stage, row.answer, row.answer_evidence) == ("negotiating", "They match.", [2])
    with pytest.raises(DisputeClosed):
        answered(ben, row)
    assert differences() == []


def test_an_answer_after_the_deadline_is_refused_before_the_house_has_moved_it_on(frozen_clock, ben, dispute):
    frozen_clock(dispute.ends_at)
    with pytest.raises(StepOver):
        answered(ben, dispute)
