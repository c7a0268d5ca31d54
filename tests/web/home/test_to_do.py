"""The list of what is to do: reports of several jobs are one row, and what is late stands alone."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.web.home.to_do import to_do_rows
from handsel.web.jobs.action_items import action_items
from handsel.web.jobs.job_view import load_job_views
from tests import factories
from tests.conftest import FrozenClock
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")
REPORT = "Write this week’s status report"


@pytest.fixture
def jobs(frozen_clock: FrozenClock, ada: Person, ben: Person) -> list[Any]:
    """Three jobs whose first report is due this week."""
    jobs = [factories.funded(ada, ben, 100, title=f"Job of {name}") for name in ("ink", "paper", "wax")]
    frozen_clock.passes(days=7)
    return jobs


def home_of(person: Person) -> str:
    return " ".join(signed_in(person).get(reverse("home")).content.decode().split())


def test_the_reports_of_a_week_are_one_row_that_unfolds(jobs: list[Any], ben: Person) -> None:
    page = home_of(ben)
    assert page.count(REPORT) == 1
    assert f"{REPORT}s for 3 jobs" in page
    group = page.partition("<summary>Choose a job</summary>")[2].partition("</details>")[0]
    for job in jobs:
        assert f'<a href="{reverse("reports", args=[job.pk])}">{job.title}' in group


def test_home_still_counts_each_of_them(jobs: list[Any], ben: Person) -> None:
    items = action_items(load_job_views(ben, jobs))
    rows = to_do_rows(items)
    assert sum(len(row.items) for row in rows) == len(items)
    assert f"Ben, {len(items)} things need you." in home_of(ben)


def test_one_report_alone_is_a_row_with_its_button(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100)
    (row,) = to_do_rows(action_items(load_job_views(ben, [job])))
    assert (row.is_group, row.title) == (False, REPORT)
    assert "Choose a job" not in home_of(ben)


def test_other_things_of_several_jobs_stay_rows_of_their_own(ada: Person, ben: Person) -> None:
    jobs = [factories.delivered(ada, ben, 100).job for _ in range(2)]
    rows = to_do_rows(action_items(load_job_views(ada, jobs)))
    assert [row.is_group for row in rows] == [False, False]
