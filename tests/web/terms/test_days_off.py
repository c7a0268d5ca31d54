"""Every page on which somebody agrees, asks or proves says that a deadline waits for a working day."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.log.writer import write_log
from handsel.work.jobs.models import Job
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")
WORDS = "public holiday (TARGET calendar), it moves to the next working day"


@pytest.mark.parametrize("policy", ["classic", "strict-eu"])
def test_terms_say_it_before_and_after_both_agree(ada: Person, ben: Person, policy: str) -> None:
    job = factories.awarded(ada, ben, policy=policy)
    address = reverse("terms", args=[job.pk])
    before = signed_in(ben).get(address).content.decode()
    factories.agreed(ben, job)
    after = signed_in(ada).get(address).content.decode()
    assert (WORDS in before) is (WORDS in after) is (policy == "strict-eu")


@pytest.fixture
@made_once
def job(ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100, policy="strict-eu")


@pytest.mark.parametrize("name", ["workroom", "job-billing"])
def test_the_pages_of_the_job_say_it(job: Job, ada: Person, name: str) -> None:
    assert WORDS in signed_in(ada).get(reverse(name, args=[job.pk])).content.decode()


def test_the_page_of_the_bundle_says_it(job: Job, ada: Person) -> None:
    write_log()
    answer = signed_in(ada).get(reverse("evidence", args=[job.pk]))
    page = ZipFile(BytesIO(b"".join(answer.streaming_content))).read("index.html").decode()
    assert "Policy: strict-eu, version 1." in page
    assert WORDS in page
