"""What the dialog says before milestones are funded."""

import pytest

from handsel.people.models import Person
from handsel.web.jobs.funding_offer import funding_offer
from handsel.web.jobs.job_view import load_job_view
from tests import factories
from tests.factories import usd

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.mark.parametrize(
    ("free", "left", "short"), [(0, -300, 300), (100, -200, 200), (300, 0, None), (500, 200, None)]
)
def test_an_offer_says_what_is_missing_or_left(
    ada: Person, ben: Person, free: int, left: int, short: int | None
) -> None:
    job_view = load_job_view(ada, factories.bound(ada, ben, 100, 200).pk)
    offer = funding_offer(job_view, job_view.milestones, usd(free), key="together")
    assert offer["funds"] == [row.pk for row in job_view.milestones]
    assert offer["charge_written"] == "300.00"
    assert (offer["left"], offer["short"]) == (usd(left), None if short is None else usd(short))


def test_nothing_to_fund_has_no_charge(ada: Person, ben: Person) -> None:
    job_view = load_job_view(ada, factories.bound(ada, ben, 100).pk)
    assert funding_offer(job_view, [], usd(5), key="1") == {"key": "1", "charge": None}
