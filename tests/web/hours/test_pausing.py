"""Both sides find how to pause an hourly job, and read who paused it, since when, and who resumes it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.work.jobs.models import Job
from tests import factories
from tests.time_travel import let_pass
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.web.jobs.pauses",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def page_of(person: Person, job: Job, name: str = "time") -> str:
    page = signed_in(person).get(reverse(name, args=[] if name == "home" else [job.pk]))
    return " ".join(page.content.decode().split())


def test_it_says_what_a_pause_does_before_and_who_resumes_it_after(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben)
    for person in (ada, ben):
        for name in ("time", "job-billing"):
            assert "Time that passes while the job is paused cannot be added" in page_of(person, job, name)
    answer = post_form(ben, "job-pause", job.pk)
    assert "The job is paused. Only you can resume it." in answer.content.decode()
    for name in ("time", "job-billing"):
        assert "Resume the job" in page_of(ben, job, name)
        assert "Resume the job" not in page_of(ada, job, name)
    assert "Paused by Ben since" in page_of(ada, job)
    assert "Paused by you since" in page_of(ben, job)
    assert "Fund the week" not in page_of(ada, job, "home")
    assert post_form(ada, "job-resumption", job.pk).status_code == 409
    assert "The job has resumed." in post_form(ben, "job-resumption", job.pk).content.decode()
    assert "Paused by" not in page_of(ada, job)


def test_time_of_a_pause_is_refused_beside_its_start(ada: Person, ben: Person, frozen_clock) -> None:
    job = factories.hourly_bound(ada, ben)
    post_form(ada, "job-pause", job.pk)
    let_pass(frozen_clock, hours=2)
    start, end = (clock.now().astimezone(ZoneInfo(ben.time_zone)) - timedelta(hours=n) for n in (3, 1))
    form = {"day": f"{start:%Y-%m-%d}", "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
    answer = post_form(ben, "time", job.pk, **form, memo="Sketches.")
    assert "The job was paused during some of this time." in answer.content.decode()
    assert answer.status_code == 422


def test_a_fixed_price_job_is_not_paused(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben)
    assert "Pause the job" not in page_of(ada, job, "job-billing")
    assert post_form(ada, "job-pause", job.pk).status_code == 409
