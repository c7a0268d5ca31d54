"""A job's bundle has the segments of its tracked time, and both hold together."""

from pathlib import Path

import pytest

from handsel.people.models import Person
from handsel.record.log import keys
from handsel_verify.bundles import check
from tests.tracked_week import bundle_of, tracked_week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_the_tracked_time_of_a_week_is_checked_without_the_house(
    ada: Person, ben: Person, tmp_path: Path
) -> None:
    place = bundle_of(tracked_week(ada, ben).job, tmp_path / "bundle.zip")
    report = check(place, keys.signer().key)
    assert report.faults == []
    assert report.holds[-2:] == [
        "tracked time is as it was signed: 6 segments with receipts",
        "timesheets are the sums of their time: 1 submitted",
    ]
