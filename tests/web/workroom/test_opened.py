"""The record of a job that an operator opened: readable for a day, and nothing else of it."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry, StoredFile
from handsel.work.jobs.models import Job
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.made_once import made_once
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.web.jobs.opened",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    job = factories.bound(ada, ben)
    post(Actor(ben.pk), job, words="The plan of the tours.", files=keep([ContentFile(b"a", "plan.txt")]))
    return job


def file_address(job: Job) -> str:
    return reverse("job-file", args=[job.pk, JobFile.objects.get().pk])


def test_nothing_of_it_is_shown_before_it_is_opened(olga: Person, job: Job) -> None:
    client = signed_in(olga)
    page = client.get(reverse("opened-job", args=[job.pk])).content.decode()
    assert job.title not in page
    assert "The plan of the tours." not in page
    assert client.get(file_address(job)).status_code == 404


def test_an_opened_one_is_read_with_its_files_and_cannot_be_written_in(olga: Person, job: Job) -> None:
    answer = post_form(olga, "opened-job", job.pk, reason="Ben asked about it.")
    page = answer.content.decode()
    assert "The plan of the tours." in page
    assert "Ben asked about it." in page
    assert file_address(job) in page
    assert "Reply" not in page
    client = signed_in(olga)
    answer = client.get(file_address(job))
    assert b"".join(answer.streaming_content) == b"a"
    assert client.get(reverse("workroom", args=[job.pk])).status_code == 404
    assert client.post(reverse("workroom", args=[job.pk]), {"words": "Hello."}).status_code == 404
    assert client.get(reverse("evidence", args=[job.pk])).status_code == 404


def test_a_file_too_large_for_the_scan_is_fetched_after_a_warning(olga: Person, job: Job) -> None:
    post_form(olga, "opened-job", job.pk, reason="Ben asked about it.")
    StoredFile.objects.update(verdict="too large")
    client = signed_in(olga)
    warning = client.get(file_address(job))
    assert warning.status_code == 200
    assert f'href="{file_address(job)}?unchecked=1"' in warning.content.decode()
    answer = client.get(file_address(job), {"unchecked": "1"})
    assert b"".join(answer.streaming_content) == b"a"


def test_after_a_day_it_is_closed_again(frozen_clock: FrozenClock, olga: Person, job: Job) -> None:
    post_form(olga, "opened-job", job.pk, reason="Ben asked about it.")
    frozen_clock.passes(hours=25)
    client = signed_in(olga)
    assert "The plan of the tours." not in client.get(reverse("opened-job", args=[job.pk])).content.decode()
    assert client.get(file_address(job)).status_code == 404


def test_a_file_of_another_job_stays_closed(ada: Person, ben: Person, olga: Person, job: Job) -> None:
    other = factories.bound(ada, ben)
    post_form(olga, "opened-job", other.pk, reason="Ben asked about it.")
    client = signed_in(olga)
    assert client.get(file_address(job)).status_code == 404
    wrong = reverse("job-file", args=[other.pk, JobFile.objects.get().pk])
    assert client.get(wrong).status_code == 404


def test_an_opening_without_a_reason_stands_again(olga: Person, job: Job) -> None:
    assert post_form(olga, "opened-job", job.pk, reason=" ").status_code == 422
    assert not Entry.objects.filter(kind="job.opened").exists()


def test_an_operator_who_is_a_side_finds_nothing(ben: Person, job: Job) -> None:
    ben.is_operator = True
    ben.save()
    assert signed_in(ben).get(reverse("opened-job", args=[job.pk])).status_code == 404


def test_both_sides_see_who_reads_it_and_why(ada: Person, ben: Person, olga: Person, job: Job) -> None:
    post_form(olga, "opened-job", job.pk, reason="Ben asked about it.")
    for person in (ada, ben):
        page = signed_in(person).get(reverse("workroom", args=[job.pk])).content.decode()
        assert "Operator Olga" in page
        assert "Ben asked about it." in page


def test_earlier_entries_are_on_further_pages(olga: Person, ben: Person, job: Job) -> None:
    for n in range(25):
        post(Actor(ben.pk), job, words=f"Message {n}.", files=[])
    post_form(olga, "opened-job", job.pk, reason="Ben asked about it.")
    client, address = signed_in(olga), reverse("opened-job", args=[job.pk])
    assert "The plan of the tours." not in client.get(address).content.decode()
    assert "The plan of the tours." in client.get(f"{address}?before=10").content.decode()
