import pytest
from handsel.kernel.refusals import NotFound
from handsel.money.ledger.accounts import account_of, balance_of
from handsel.money.ledger.models import Kind
from handsel.record.deeds import By
from handsel.work.milestones.release import ask_for_changes, release
from handsel.work.milestones.refusals import AmountOutOfReach, NotDelivered
from tests import making
from tests.making import usd

pytestmark = pytest.mark.usefixtures("told")


def earnings(person):
    return balance_of(account_of(person.party, Kind.EARNINGS, "USD"))


def test_a_delivered_milestone_is_paid_in_full_when_released(ada, ben):
    milestone = making.delivered(ada, ben, 1000)
    facts = making.released(ada, milestone)
    assert earnings(ben) == usd(1000)
    assert facts["left"] == 0
    assert facts["job_stage"] == "complete"


def test_a_part_release_leaves_the_rest_and_the_clock(ada, ben):
    milestone = making.delivered(ada, ben, 1000)
    release(By(ada.pk), milestone, amount=usd(400))
    milestone = making.first(milestone.job)
    assert milestone.held == usd(600)
    assert milestone.stage == "delivered"
    assert milestone.release_at is not None


def test_an_unfunded_milestone_cannot_be_released(ada, ben):
    job = making.bound(ada, ben, 1000)
    with pytest.raises(AmountOutOfReach):
        release(By(ada.pk), making.first(job), amount=usd(1000))


def test_a_freelancer_cannot_release_to_themselves(ada, ben):
    milestone = making.delivered(ada, ben, 1000)
    with pytest.raises(NotFound):
        release(By(ben.pk), milestone, amount=usd(1000))
    assert earnings(ben) == usd(0)


def test_a_stranger_finds_nothing_to_release(ada, ben, eve):
    milestone = making.delivered(ada, ben, 1000)
    with pytest.raises(NotFound):
        release(By(eve.pk), milestone, amount=usd(1000))


def test_asking_for_changes_stops_the_clock_at_99_percent(ada, ben):
    milestone = making.delivered(ada, ben, 1000)
    ask_for_changes(By(ada.pk), milestone, reason="The calendar is missing.")
    milestone = making.first(milestone.job)
    assert (milestone.stage, milestone.percent, milestone.release_at) == ("funded", 99, None)


def test_changes_cannot_be_asked_of_what_was_not_delivered(ada, ben):
    job = making.funded(ada, ben, 1000)
    with pytest.raises(NotDelivered):
        ask_for_changes(By(ada.pk), making.first(job), reason="Hm.")
