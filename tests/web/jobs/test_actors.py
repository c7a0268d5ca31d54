"""Each entry is shown with the name that its actor had when it was done, on every page that shows it."""

import re
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.urls import reverse

from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.log.writer import write_log
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.people.test_names import rename
from tests.web.scenario import signed_in, work_all


@pytest.fixture
def job(ada: Person, ben: Person, frozen_clock: FrozenClock) -> Job:
    """Ada and Ben did things; then Ada is Ada B., and Ben takes the name that was hers."""
    job = factories.funded(ada, ben, 100, 200)
    post(Actor(ben.pk), job, words="From Ben.", files=[])
    frozen_clock.passes(days=1)
    rename(ada, "Ada B.")
    frozen_clock.passes(days=1)
    rename(ben, "Ada Vance")
    frozen_clock.passes(days=1)
    post(Actor(ben.pk), job, words="From him who is now Ada Vance.", files=[])
    return Job.objects.with_people().get(pk=job.pk)


def read(person: Person, address: str) -> str:
    """What a page says, without its tags."""
    page = signed_in(person).get(address).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_room_says_who_did_it_by_the_name_of_then(job: Job, ada: Person) -> None:
    page = read(ada, reverse("workroom", args=[job.pk]))
    assert "Ben Okafor (now Ada Vance)" in page
    assert "Ada Vance funded milestone 1, 2, $300.00 Ada Vance, now Ada B." in page
    assert "Ben Okafor agreed to version 1. The agreement is in force Ben Okafor, now Ada Vance" in page
    assert page.count("Ada Vance (now") == 0


def test_the_proof_and_the_bundle_say_so_too(job: Job, ada: Person, tmp_path: Path) -> None:
    write_log()
    assert "Done by Ada Vance, now Ada B." in read(ada, reverse("proof", args=[job.pk, 1]))
    answer = signed_in(ada).get(reverse("evidence", args=[job.pk]))
    place = tmp_path / "bundle.zip"
    place.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    page = ZipFile(place).read("index.html").decode()
    assert "Ben Okafor agreed to version 1" in page
    assert "Ben Okafor, now Ada Vance" in page


def test_who_did_it_is_found_by_the_name_of_then(job: Job, ada: Person) -> None:
    work_all()
    page = read(ada, reverse("search") + "?q=okafor+from")
    assert "From Ben." in page
    assert "who is now" not in page


def test_a_notice_that_was_late_says_the_name_of_then(job: Job, ada: Person, ben: Person) -> None:
    work_all()
    titles = Notice.objects.of(ada).values_list("title", flat=True)
    assert set(titles) >= {
        "Ben Okafor agreed to version 1. The agreement is in force",
        "Ben Okafor wrote in the Workroom",
        "Ada Vance wrote in the Workroom",
    }
