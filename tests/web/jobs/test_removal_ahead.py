"""Nobody is request to fund a job that a removal of a side ends soon: it says when that is."""

import pytest
from django.urls import reverse

from handsel.people.joining import make_operator
from handsel.policy.publishing import ensure_presets
from tests import factories
from tests.trust.conduct.reported import confirmed, removal_proposed, reported
from tests.web.scenario import signed_in, work_all

COVERS = ("handsel.web.jobs.removal_next",)
pytestmark = pytest.mark.usefixtures("frozen_clock")
STRICT = "strict-eu"
"""Its policy gives 30 days of notice before a removal."""


def pages(person, job):
    client = signed_in(person)
    return [
        client.get(reverse(name, args=args)).content.decode()
        for name, args in (("home", []), ("workroom", [job.pk]))
    ]


@pytest.mark.parametrize("is_hourly", [False, True])
def test_a_job_that_ends_by_a_removal_is_not_to_be_funded(frozen_clock, ada, ben, olga, eve, is_hourly):
    ensure_presets()
    make_operator(eve)
    hourly = factories.hourly_terms(policy=STRICT, auto_fund=False)
    job = (
        factories.hourly_bound(ada, ben, hourly)
        if is_hourly
        else factories.bound(ada, ben, 100, policy=STRICT)
    )
    request = "Fund the week" if is_hourly else "Fund milestone 1"
    assert all(request in page for page in pages(ada, job))
    confirmed(eve, removal_proposed(olga, reported(ada, job)))
    work_all()
    for person in (ada, ben):
        assert not any(request in page[page.index("<main") :] for page in pages(person, job))
    ends = "This job ends"
    assert all(ends in page for page in pages(ada, job))
    if is_hourly:
        assert all(ends in page for page in pages(ben, job))
