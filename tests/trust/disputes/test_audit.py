"""The audit names what is frozen without a dispute, and a dispute without its clock."""

import pytest

from handsel.money.escrow.models import Holding
from handsel.tasks.models import cancel
from handsel.trust.disputes.audit import checks
from handsel.trust.disputes.steps import STEP

pytestmark = pytest.mark.usefixtures("frozen_clock")


def faults():
    return [fault for check in checks() for fault in check.faults]


def test_a_sound_house_has_no_faults(dispute):
    assert [check.counted for check in checks()] == [1, 0, 0, 0, 1, 0, 0]
    assert faults() == []


def test_what_is_frozen_otherwise_is_named(dispute):
    pk = dispute.milestone.holding_id
    Holding.objects.filter(pk=pk).update(frozen=1)
    assert faults() == [f"holding {pk} has another amount frozen than is disputed"]


def test_a_clock_that_is_not_scheduled_is_named(dispute):
    cancel(STEP, dispute.pk)
    assert faults() == [f"dispute {dispute.pk} is to move on by itself, but nothing is scheduled"]
