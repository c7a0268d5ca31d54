"""Sealed offers in a record, checked without the house; `variants/offers.py` has what is refused."""

from pathlib import Path

import pytest

from handsel_verify.bundles import check
from tests.handsel_verify.variants.goods import settled_good
from tests.trust.disputing import latest

COVERS = ("handsel_verify.reports", "handsel_verify.time_checks")


@pytest.mark.django_db
def test_a_bundle_shows_that_both_openings_are_what_was_committed_to(
    frozen_clock: object, tmp_path: Path
) -> None:
    place = tmp_path / "settled.zip"
    place.write_bytes(settled_good(tmp_path).bundle)
    report = check(place)
    assert report.faults == []
    assert "sealed offers are what both committed to: 1 settled a dispute" in report.holds
    assert latest().to_freelancer == 62_501
