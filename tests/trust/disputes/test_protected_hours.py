"""Disputed time that is protected is paid where the freelancer does not answer, and where nobody decides."""

from typing import Any

import pytest

from handsel.people.models import Person
from handsel.trust.disputes.models import Dispute
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import ReviewedBlock, Timesheet
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.balances import earnings
from tests.conftest import MONDAY_NOON
from tests.factories import usd
from tests.time_travel import let_pass
from tests.tracked_day import BLOCK, track_kept
from tests.trust.disputing import answered, latest, offered, opened_hours

COVERS = ("handsel.trust.disputes.entries.offers",)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet(frozen_clock: Any, ada: Person, ben: Person) -> Timesheet:
    """Two protected blocks and twenty minutes by hand in review."""
    factories.rich(ada)
    terms = factories.hourly_terms(work_view=WorkView.OFFERED, auto_fund=False)
    job = factories.hourly_bound(ada, ben, terms)
    factories.week_funded(ada, factories.week_of(job))
    tracker = tracker_of(ben)
    frozen_clock.passes(hours=3)
    for place in range(2):
        track_kept(tracker, job, MONDAY_NOON + place * BLOCK)
    factories.worked(job, ago=60, minutes=20)
    let_pass(frozen_clock, days=7)
    sheet: Timesheet = factories.week_of(job).sheet
    assert len(sheet.protected_blocks) == 2
    return sheet


def unprotected(sheet: Timesheet) -> int:
    blocks = [block.number for block in sheet.billed_blocks()]
    return next(number for number in blocks if number not in sheet.protected_blocks)


def ends() -> list[tuple[int, str]]:
    return list(ReviewedBlock.objects.values_list("number", "stage"))


def test_protected_time_is_paid_where_nobody_answers(
    sheet: Timesheet, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    first = sheet.protected_blocks[0]
    dispute = opened_hours(ada, sheet, first)
    let_pass(frozen_clock, days=4)
    dispute.refresh_from_db()
    assert (dispute.stage, dispute.to_freelancer, ends()) == ("settled", dispute.amount, [(first, "paid")])
    assert earnings(ben) == usd(4)
    assert faults() == []


def test_the_rest_goes_to_an_operator_and_offers_about_more_end(
    sheet: Timesheet, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    safe, other = sheet.protected_blocks[0], unprotected(sheet)
    dispute = opened_hours(ada, sheet, safe, other)
    rest = dispute.amount - 400
    offered(ada, dispute, 5)
    let_pass(frozen_clock, days=4)
    dispute = Dispute.objects.get(pk=dispute.pk)
    assert (dispute.stage, dispute.amount, dispute.blocks) == ("with operator", rest, [other])
    assert (dispute.last_offers(), earnings(ben)) == ([], usd(4))
    assert sorted(ends()) == sorted([(safe, "paid"), (other, "disputed")])
    assert faults() == []
    let_pass(frozen_clock, days=25)
    dispute.refresh_from_db()
    assert (dispute.stage, dispute.to_freelancer) == ("defaulted", 0)
    assert faults() == []


def test_by_default_protected_time_is_paid_and_the_rest_returns(
    sheet: Timesheet, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    safe, other = sheet.protected_blocks[0], unprotected(sheet)
    answered(ben, opened_hours(ada, sheet, safe, other))
    let_pass(frozen_clock, days=30)
    assert (latest().stage, latest().to_freelancer) == ("defaulted", 400)
    assert sorted(ends()) == sorted([(safe, "paid"), (other, "dropped")])
    assert faults() == []
