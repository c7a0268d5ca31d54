"""The header of a job's pages: its strip has the button of what its reader is to decide."""

from collections.abc import Callable

import pytest

from handsel.people.models import Person
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import load_job_view
from handsel.work.jobs.models import Job
from tests import factories
from tests.web.jobs.test_action_items import ending, refund_asked, split_proposed

pytestmark = pytest.mark.usefixtures("frozen_clock")


def delivered(ada: Person, ben: Person) -> Job:
    return factories.delivered(ada, ben, 100).job


def complete(ada: Person, ben: Person) -> Job:
    milestone = factories.delivered(ada, ben, 100)
    factories.released(ada, milestone)
    return milestone.job


CASES: list[tuple[Callable[[Person, Person], Job], str | None, str | None]] = [
    (factories.awarded, None, "Read the terms"),
    (factories.bound, "Fund escrow", "Write report"),
    (delivered, "Review delivery", None),
    (refund_asked, None, "Answer"),
    (split_proposed, "Read the proposal", "Write report"),
    (ending, None, "Review"),
    (complete, None, None),
]


@pytest.mark.parametrize(("make", "client", "freelancer"), CASES)
def test_the_strip_has_the_button_of_what_its_reader_decides(
    ada: Person,
    ben: Person,
    make: Callable[[Person, Person], Job],
    client: str | None,
    freelancer: str | None,
) -> None:
    job = make(ada, ben)
    words = []
    for person in (ada, ben):
        link = job_header(load_job_view(person, job.pk)).decision
        words.append(link.word if link else None)
    assert words == [client, freelancer]


def test_the_button_of_the_page_at_hand_is_left_out(ada: Person, ben: Person) -> None:
    job_view = load_job_view(ben, factories.awarded(ada, ben).pk)
    link = job_header(job_view).decision
    assert link is not None
    assert job_header(job_view, link.href).decision is None
