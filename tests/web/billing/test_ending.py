"""Ending a job over HTTP: what happens to each milestone is said before it is done, to either side."""

import re

import pytest
from django.urls import reverse

from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones.release import release
from tests import factories
from tests.factories import usd
from tests.made_once import made_once
from tests.web.scenario import World, post_form, signed_in, work_all, world_of

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def world(ada: Person, ben: Person) -> World:
    return world_of(ada, ben)


def page_text(person: Person, job: Job) -> str:
    page = signed_in(person).get(reverse("ending", args=[job.pk])).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
@made_once
def mixed(ada: Person, ben: Person) -> Job:
    """Delivered and funded; delivered and never funded; held for no delivery; never funded."""
    job = factories.bound(ada, ben, 100, 200, 300, 400)
    factories.rich(ada)
    rows = list(job.milestones.select_related("job", "holding"))
    for row in (rows[0], rows[2]):
        factories.fund(Actor(ada.pk), job, milestones=[row.pk], expected=row.money)
    for row in rows[:2]:
        factories.deliver(ben, row)
    return job


def test_ending_shows_what_happens_to_each_milestone_and_does_it(world: World, ada: Person) -> None:
    page = signed_in(ada).get(reverse("ending", args=[world.job.pk])).content.decode()
    assert "Delivered: auto-release continues." in page
    assert "unless Ben delivers or objects" in page
    refused = post_form(ada, "ending", world.job.pk, reason="\u202e")
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.content.decode()
    post_form(ada, "ending", world.job.pk, reason="Plans changed.")
    assert Job.objects.get(pk=world.job.pk).ending_at is not None


def test_money_that_returns_with_an_ended_job_is_said_to(world: World, ada: Person) -> None:
    billing = reverse("job-billing", args=[world.job.pk])
    assert "Refund pending" not in signed_in(ada).get(billing).content.decode()
    post_form(ada, "ending", world.job.pk, reason="Plans changed.")
    assert "Refund pending" in signed_in(ada).get(billing).content.decode()


def test_the_freelancer_objects_to_the_return(world: World, ada: Person, ben: Person) -> None:
    post_form(ada, "ending", world.job.pk, reason="Plans changed.")
    page = post_form(ben, "objection", world.job.pk, reason="It is half done.").content.decode()
    assert "objected to the refund" in page
    assert Job.objects.get(pk=world.job.pk).ending_at is None


def test_the_client_reads_what_becomes_of_each_milestone(mixed: Job, ada: Person) -> None:
    text = page_text(ada, mixed)
    assert "Part 1 $100.00 Delivered: auto-release continues. $100.00 is released" in text
    assert (
        "Part 2 $0.00 Removed although delivered: $200.00 is not funded. To pay for it, fund it first."
        in text
    )
    assert "Part 3 $300.00 Refunded to you" in text
    assert "Part 4 $0.00 Removed: $400.00 is not paid, as nothing is in escrow for it." in text
    assert "Ending removes 2 milestones, $600.00 in total Removed milestones are not paid." in text
    assert text.count("End the job and remove 2 milestones") == 1


def test_the_freelancer_reads_it_too_with_what_to_do_first(mixed: Job, ben: Person) -> None:
    text = page_text(ben, mixed)
    assert "Part 1 $100.00 Delivered: auto-release continues. $100.00 is released to you" in text
    assert "Part 3 $300.00 Refunded to Ada at once." in text
    assert (
        "Removed although delivered: $200.00 is not funded. To be paid for it, ask Ada to fund it first."
        in text
    )


def test_ending_drops_what_it_said_and_tells_both(mixed: Job, ada: Person, ben: Person) -> None:
    post_form(ben, "ending", mixed.pk, reason="I am ill.")
    assert [row.stage for row in mixed.milestones.all()] == ["delivered", "dropped", "refunded", "dropped"]
    work_all()
    notice = Notice.objects.of(ada).get(title="Ben Okafor ended the job")
    assert "Removed, nothing was in escrow: milestones 2, 4." in notice.detail


def test_where_nothing_is_dropped_nothing_is_said_of_it(ada: Person, ben: Person) -> None:
    assert "drop" not in page_text(ada, factories.funded(ada, ben, 100))


def test_what_never_releases_by_itself_and_what_is_funded_in_part_are_told(ada: Person, ben: Person) -> None:
    never = factories.delivered(ada, ben, 100, auto_release_days=None).job
    assert "$100.00 waits for Ada Vance’s answer. There is no auto-release." in page_text(ben, never)
    raised = factories.delivered(ada, ben, 100)
    factories.both_agree(ada, ben, raised.job, factories.changed_parts(raised.job, 150))
    assert "it is now worth the $100.00 in escrow, and auto-release starts" in page_text(ada, raised.job)
    release(Actor(ada.pk), factories.first(raised.job), amount=usd(100))
    assert "Ends with the $100.00 already paid" in page_text(ada, raised.job)


def toast(person: Person, job: Job) -> str:
    page = post_form(person, "ending", job.pk, reason="Plans changed.").content.decode()
    match = re.search(r'class="toast".*?<span>(.*?)</span>', page, re.DOTALL)
    assert match is not None
    return match[1]


def test_who_ends_a_job_with_nothing_delivered_reads_what_is_true(ada: Person, ben: Person) -> None:
    assert toast(ada, factories.bound(ada, ben, 100)) == (
        "The job has ended and is cancelled. Nothing was paid."
    )
    assert toast(ben, factories.funded(ada, ben, 100)) == (
        "The job has ended and is cancelled. Nothing was paid. $100.00 was refunded to Ada."
    )
    job = factories.funded(ada, ben, 100, 200)
    release(Actor(ada.pk), factories.first(job), amount=usd(100))
    assert toast(ben, job) == (
        "The job has ended and is complete. Payments made stay as they are. $200.00 was refunded to Ada."
    )


def test_who_ends_a_job_that_goes_on_for_a_while_reads_what_runs_on(ada: Person, ben: Person) -> None:
    assert toast(ben, factories.delivered(ada, ben, 100, 200).job) == (
        "The job is being ended. $200.00 was refunded to Ada. Delivered work is not affected."
    )
    assert toast(ada, factories.funded(ada, ben, 100)).startswith(
        "The job is being ended. $100.00 in escrow returns to you Tue 10 Mar, 00:00 unless Ben"
    )


def test_before_anything_is_agreed_the_page_leads_to_the_offer(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 100)
    assert "Nothing is agreed yet, so there is nothing to end. Withdraw the offer" in page_text(ada, job)
    assert "Nothing is agreed yet, so there is nothing to end. Decline the job" in page_text(ben, job)
