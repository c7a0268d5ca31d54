"""An answer holds only for the version of a timesheet that was shown."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.kernel.refusals import Stale
from handsel.record.actions import Actor
from handsel.work.hours import paying, reopening
from handsel.work.hours.reopening import ask_to_reopen, withdraw_reopening
from handsel.work.hours.submitting import submit_week
from handsel.work.hours.versions import refuse_other_version
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow
from tests.factories import usd
from tests.made_once import made_once
from tests.work.hours.as_shown import agree_to_reopen
from tests.work.hours.test_paying import sheet_of, submitted

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def sheet(ada, ben, frozen_clock):
    """A timesheet of $60.00 in review."""
    return submitted(ada, ben, frozen_clock)


def test_only_what_was_shown_is_answered():
    refuse_other_version("as it is", "as it is")
    for shown in ("as it was", ""):
        with pytest.raises(Stale):
            refuse_other_version("as it is", shown)


def test_each_submission_is_a_version_of_its_own(ada, ben, sheet, frozen_clock):
    old = sheet.version
    ask_to_reopen(Actor(ben.pk), sheet, reason="A typo in a memo.")
    agree_to_reopen(Actor(ada.pk), sheet)
    frozen_clock(clock.now() + timedelta(minutes=1))
    submit_week(Actor(ben.pk), factories.week_of(sheet.job))
    assert sheet_of(sheet.job).version != old
    with pytest.raises(Stale):
        paying.approve(Actor(ada.pk), sheet, shown=old, expected=usd(60))
    assert (earnings(ben), escrow(), faults()) == (usd(0), usd(800), [])


@pytest.mark.parametrize("expected", [59.99, 60.01, 0])
def test_another_amount_is_not_approved(ada, sheet, expected):
    with pytest.raises(Stale):
        paying.approve(Actor(ada.pk), sheet, shown=sheet.version, expected=usd(expected))


def test_another_reason_is_another_request(ada, ben, sheet):
    ask_to_reopen(Actor(ben.pk), sheet, reason="A typo.")
    old = sheet_of(sheet.job).reopening_version
    withdraw_reopening(Actor(ben.pk), sheet)
    ask_to_reopen(Actor(ben.pk), sheet, reason="I want to add 37 hours.")
    with pytest.raises(Stale):
        reopening.agree_to_reopen(Actor(ada.pk), sheet, shown=old)
    assert (sheet_of(sheet.job).stage, faults()) == ("submitted", [])
