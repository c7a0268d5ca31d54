"""A suspension ends by itself; of two the later end counts, and an overturned one counts for nothing."""

from datetime import UTC, date, datetime

import pytest

from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.trust.conduct.suspensions import auto_end
from tests.auditing import faults
from tests.time_travel import let_pass
from tests.trust.conduct.reported import answered, appealed, decided, latest, reported

pytestmark = pytest.mark.usefixtures("frozen_clock")
THE_12TH = datetime(2026, 3, 13, 4, tzinfo=UTC)
THE_20TH = datetime(2026, 3, 21, 4, tzinfo=UTC)


def test_a_suspension_ends_by_itself_and_the_person_is_told(frozen_clock, ben, olga, report):
    decided(olga, report, "suspend")
    ben.refresh_from_db()
    assert ben.suspended_until == THE_12TH
    assert faults() == []
    let_pass(frozen_clock, days=11)
    ben.refresh_from_db()
    assert ben.suspended_until is None
    assert Notice.objects.filter(person=ben, title="Your suspension is over").count() == 1
    assert faults() == []


def test_of_two_suspensions_the_later_end_counts(ada, ben, olga, otto, job, report):
    decided(olga, report, "suspend", last_day=date(2026, 3, 20))
    later = latest()
    decided(olga, reported(ada, job), "suspend")
    ben.refresh_from_db()
    assert ben.suspended_until == THE_20TH
    appealed(ben, later)
    later.refresh_from_db()
    answered(otto, later, is_granted=True)
    ben.refresh_from_db()
    assert ben.suspended_until == THE_12TH
    auto_end(str(ben.party.pk), clock.now())
    assert faults() == []
