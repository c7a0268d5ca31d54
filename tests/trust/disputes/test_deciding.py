"""An operator decides with reasons, one appeal goes to another, and money moves when it is final."""

import pytest

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.disputes.deciding import (
    appeal_decision,
    decide_appeal,
    decide_dispute,
    has_read,
    read_dispute,
)
from handsel.trust.disputes.refusals import (
    DisputeClosed,
    ExceedsDisputed,
    NotRead,
    OwnDecision,
    StepOver,
)
from handsel.work.jobs.refusals import ReasonMissing
from tests.auditing import faults
from tests.balances import earnings, escrow
from tests.factories import usd
from tests.time_travel import let_pass
from tests.trust.disputing import latest, offered

pytestmark = pytest.mark.usefixtures("frozen_clock")

COVERS = ("handsel.trust.disputes.entries.decisions",)


@pytest.fixture
def handed(frozen_clock, negotiated):
    """Five days of negotiation went by."""
    let_pass(frozen_clock, days=6)
    return latest()


@pytest.fixture
def otto(eve):
    """Another operator."""
    eve.is_operator = True
    eve.save()
    return eve


def decided(person, part=700, **more):
    read_dispute(Actor(person.pk), latest())
    decide_dispute(
        Actor(person.pk), latest(), **{"to_freelancer": usd(part), "reason": "Mostly done.", **more}
    )
    return latest()


def test_a_decision_moves_no_money_until_it_is_final(frozen_clock, ben, olga, handed):
    dispute = decided(olga)
    assert (dispute.stage, escrow()) == ("decided", usd(1500))
    let_pass(frozen_clock, days=8)
    assert (latest().stage, earnings(ben), escrow()) == ("final", usd(700), usd(500))
    assert faults() == []


def test_reading_is_on_the_record_once_and_comes_first(olga, handed):
    with pytest.raises(NotRead):
        decide_dispute(Actor(olga.pk), handed, to_freelancer=usd(1), reason="No.")
    for _ in range(2):
        read_dispute(Actor(olga.pk), handed)
    assert has_read(olga.pk, handed)
    assert Entry.objects.filter(kind="dispute.read").count() == 1


def test_only_operators_who_take_no_part_decide_within_what_is_disputed(ada, ben, olga, eve, handed):
    for person in (ada, ben, eve):
        with pytest.raises(NotFound):
            read_dispute(Actor(person.pk), handed)
    with pytest.raises(NotFound):
        read_dispute(Actor(HOUSE), handed)
    with pytest.raises(ExceedsDisputed):
        decided(olga, 1000.01)
    with pytest.raises(ReasonMissing):
        decided(olga, reason=" ")


def test_an_operator_who_is_a_side_decides_nothing(ben, handed):
    ben.is_operator = True
    ben.save()
    with pytest.raises(NotFound):
        read_dispute(Actor(ben.pk), handed)


def test_before_it_is_handed_over_nobody_decides(olga, negotiated):
    with pytest.raises(DisputeClosed):
        decided(olga)


@pytest.mark.parametrize("by_client", [True, False])
def test_an_appeal_is_decided_by_another_operator_and_pays_at_once(
    frozen_clock, ada, ben, olga, otto, handed, by_client
):
    decided(olga)
    appeal_decision(Actor((ada if by_client else ben).pk), latest(), reason="A sign is missing.")
    for person in (olga, otto):
        read_dispute(Actor(person.pk), latest())
    with pytest.raises(OwnDecision):
        decide_appeal(Actor(olga.pk), latest(), to_freelancer=usd(500), reason="So.")
    decide_appeal(Actor(otto.pk), latest(), to_freelancer=usd(500), reason="One is missing.")
    assert (latest().stage, earnings(ben), escrow()) == ("final", usd(500), usd(500))
    assert faults() == []


def test_an_appeal_that_nobody_decides_leaves_the_decision(frozen_clock, ada, ben, olga, handed):
    decided(olga)
    appeal_decision(Actor(ada.pk), latest(), reason="A sign is missing.")
    with pytest.raises(DisputeClosed):
        appeal_decision(Actor(ben.pk), latest(), reason="Mine too.")
    let_pass(frozen_clock, days=8)
    assert (latest().stage, earnings(ben)) == ("final", usd(700))
    assert faults() == []


def test_after_a_decision_nobody_settles_and_after_its_days_nobody_appeals(frozen_clock, ada, olga, handed):
    dispute = decided(olga)
    with pytest.raises(DisputeClosed):
        offered(ada, dispute, 1)
    with pytest.raises(ReasonMissing):
        appeal_decision(Actor(ada.pk), dispute, reason="")
    frozen_clock(dispute.ends_at)
    with pytest.raises(StepOver):
        appeal_decision(Actor(ada.pk), dispute, reason="Late.")
