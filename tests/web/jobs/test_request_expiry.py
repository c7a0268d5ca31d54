"""What happens to money while a request is unanswered, as both sides read it: other timers run on."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.jobs.action_items import action_items
from handsel.web.jobs.job_view import load_job_view
from handsel.web.jobs.request_expiry import held_next, unanswered
from handsel.work.jobs.models import Job
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.splits import propose_split
from handsel.work.terms.ending import end_job
from tests import factories
from tests.factories import usd

pytestmark = pytest.mark.usefixtures("frozen_clock", "in_new_york")
Make = Callable[[Person, Person], Job]


@pytest.fixture
def in_new_york() -> Iterator[None]:
    with timezone.override("America/New_York"):
        yield


def split_of_work(ada: Person, ben: Person) -> Job:
    job = factories.funded(ada, ben, 100)
    propose_split(Actor(ada.pk), factories.first(job), to_freelancer=usd(60), reason="Half.")
    return job


def split_of_a_delivery(ada: Person, ben: Person) -> Job:
    row = factories.delivered(ada, ben, 100)
    propose_split(Actor(ada.pk), row, to_freelancer=usd(60), reason="Half.")
    return row.job


def split_at_the_end(ada: Person, ben: Person) -> Job:
    job = split_of_work(ada, ben)
    end_job(Actor(ada.pk), job, reason="Plans changed.")
    return job


def refund_of_work(ada: Person, ben: Person) -> Job:
    job = factories.funded(ada, ben, 100)
    ask_refund(Actor(ada.pk), factories.first(job), amount=usd(20), reason="Less.")
    return job


def refund_of_a_delivery(ada: Person, ben: Person) -> Job:
    row = factories.delivered(ada, ben, 100)
    ask_refund(Actor(ada.pk), row, amount=usd(20), reason="Less.")
    return row.job


def refund_of_what_never_releases(ada: Person, ben: Person) -> Job:
    row = factories.delivered(ada, ben, 100, auto_release_days=None)
    ask_refund(Actor(ada.pk), row, amount=usd(20), reason="Less.")
    return row.job


CASES: list[tuple[Make, str, str]] = [
    (split_of_work, "ben", "The money stays in escrow until you answer"),
    (split_of_work, "ada", "The money stays in escrow until Ben answers"),
    (split_of_a_delivery, "ben", "$100.00 for milestone 1 is released to you Tue 17 Mar, 00:00 unless Ada"),
    (split_of_a_delivery, "ada", "$100.00 for milestone 1 is released Tue 17 Mar, 00:00 unless you"),
    (split_at_the_end, "ben", "returns to Ada Tue 10 Mar, 00:00 unless you deliver or object"),
    (refund_of_work, "ben", "$20.00 is refunded to Ada Tue 10 Mar, 00:00 unless you deliver or decline"),
    (refund_of_work, "ada", "$20.00 is refunded to you Tue 10 Mar, 00:00 unless Ben delivers or declines"),
    (refund_of_a_delivery, "ben", "$100.00 for milestone 1 is released to you Tue 17 Mar, 00:00"),
    (refund_of_what_never_releases, "ben", "The money stays in escrow until you answer"),
]


@pytest.mark.parametrize(("make", "who", "words"), CASES)
def test_each_side_reads_what_happens_when_nobody_answers(
    make: Make, who: str, words: str, ada: Person, ben: Person
) -> None:
    job_view = load_job_view({"ada": ada, "ben": ben}[who], make(ada, ben).pk)
    assert words in strip_tags(str(unanswered(job_view, job_view.requests[0]).words))


def test_a_proposal_to_share_a_delivery_says_on_home_that_its_clock_runs(ada: Person, ben: Person) -> None:
    job_view = load_job_view(ben, split_of_a_delivery(ada, ben).pk)
    step = next(need.next for need in action_items([job_view]) if "proposes a split" in need.title)
    assert step is not None
    assert step.until == job_view.milestones[0].release_at


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("ada", "$20.00 is refunded to you Tue 10 Mar, 00:00 unless Ben delivers or declines"),
        ("ben", "$20.00 is refunded to Ada Tue 10 Mar, 00:00 unless you deliver or decline"),
    ],
)
def test_a_milestone_in_a_list_of_money_says_its_refund(
    who: str, words: str, ada: Person, ben: Person
) -> None:
    job_view = load_job_view({"ada": ada, "ben": ben}[who], refund_of_work(ada, ben).pk)
    assert strip_tags(str(held_next(job_view, job_view.milestones[0]).words)) == words


def test_each_milestone_of_an_ending_job_says_what_returns_of_it(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 250, 750)
    end_job(Actor(ada.pk), job, reason="Plans changed.")
    job_view = load_job_view(ada, job.pk)
    words = [strip_tags(str(held_next(job_view, row).words)) for row in job_view.milestones]
    returns = "in escrow returns to you Tue 10 Mar, 00:00 unless Ben delivers or objects"
    assert words == [f"$250.00 {returns}", f"$750.00 {returns}"]
