"""What is disputed of a holding stays in it, and the rest goes on."""

import pytest
from django.db import IntegrityError, transaction

from handsel.money.escrow.freezing import freeze, unfreeze
from handsel.money.escrow.models import Holding
from handsel.money.escrow.refusals import HoldingShort
from handsel.record.actions import Actor
from handsel.work.milestones.refunds import ask_refund, refund
from handsel.work.milestones.refusals import DeliveryDisputed, ExceedsHeld
from handsel.work.milestones.release import ask_for_changes, release
from handsel.work.milestones.splits import propose_split
from handsel.work.terms.ending import end_job
from handsel.work.terms.refusals import ExceedsPaid
from tests import factories
from tests.balances import earnings, escrow
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def milestone(frozen_clock, ada, ben):
    """A delivery of which $400 of $1,000 is frozen."""
    milestone = factories.delivered(ada, ben, 1000, 500)
    freeze(milestone.holding, usd(400))
    return factories.first(milestone.job)


def test_no_more_is_frozen_than_is_free(milestone):
    with pytest.raises(HoldingShort):
        freeze(milestone.holding, usd(600.01))
    unfreeze(milestone.holding, usd(400))
    assert factories.first(milestone.job).free == usd(1000)
    with pytest.raises(ValueError, match="less frozen"):
        unfreeze(milestone.holding, usd(1))


@pytest.mark.parametrize("frozen", [-1, 100_001])
def test_the_database_keeps_what_is_frozen_within_what_is_held(milestone, frozen):
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.filter(pk=milestone.holding_id).update(frozen=frozen)


def test_only_the_rest_is_released_refunded_asked_for_or_split(ada, ben, milestone):
    with pytest.raises(ExceedsHeld):
        release(Actor(ada.pk), milestone, amount=usd(600.01))
    with pytest.raises(ExceedsHeld):
        refund(Actor(ben.pk), milestone, amount=usd(600.01))
    with pytest.raises(ExceedsHeld):
        ask_refund(Actor(ada.pk), milestone, amount=usd(600.01), reason="Less.")
    with pytest.raises(ExceedsHeld):
        propose_split(Actor(ada.pk), milestone, to_freelancer=usd(600.01), reason="Fair.")
    release(Actor(ada.pk), milestone, amount=usd(600))
    assert earnings(ben) == usd(600)


def test_the_timer_releases_the_rest_alone_and_then_stops(frozen_clock, ben, milestone):
    let_pass(frozen_clock, days=20)
    milestone = factories.first(milestone.job)
    assert (earnings(ben), milestone.held, milestone.release_at) == (usd(600), usd(400), None)
    assert milestone.stage == "delivered"


def test_an_ending_returns_what_is_not_disputed(frozen_clock, ada, ben):
    job = factories.funded(ada, ben, 1000)
    freeze(factories.first(job).holding, usd(400))
    end_job(Actor(ben.pk), job, reason="Ill.")
    assert (escrow(), factories.first(job).stage) == (usd(400), "funded")


def test_a_change_of_terms_leaves_disputed_money_alone(ada, milestone):
    job = milestone.job
    for amounts in ((399, 500), (None, 500)):
        with pytest.raises(ExceedsPaid, match="Disputed"):
            factories.proposed(ada, job, factories.changed_parts(job, *amounts))
    factories.proposed(ada, job, factories.changed_parts(job, 400, 500))


def test_a_delivery_that_is_wholly_disputed_is_not_sent_back(ada, milestone):
    freeze(milestone.holding, usd(600))
    with pytest.raises(DeliveryDisputed):
        ask_for_changes(Actor(ada.pk), milestone, reason="Not yet.")
    assert factories.first(milestone.job).delivered_at is not None
