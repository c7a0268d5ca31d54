"""What a job's strip says first: money that moves, lateness, then one's own next step."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.ui.job_header import NextStep
from handsel.web.home.views import soonest_first
from handsel.web.jobs.action_items import action_items
from handsel.web.jobs.job_view import load_job_view, load_job_views
from handsel.web.jobs.next_step import next_step
from handsel.work.jobs.models import Job
from handsel.work.milestones.funding import charge_of, fund
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.splits import propose_split
from handsel.work.terms.award import Awardee, award
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


def strip(person: Person, job: Job) -> NextStep:
    step = next_step(load_job_view(person, job.pk))
    assert step is not None
    return step


def words(person: Person, job: Job) -> str:
    return strip_tags(str(strip(person, job).words))


def test_an_overdue_milestone_says_how_late_it_is(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100)
    frozen_clock.passes(days=14 + 22)
    for person in (ada, ben):
        assert words(person, job).startswith("22 days late. Milestone 1 was due Mon 16 Mar")
        assert strip(person, job).tone == "bad"


def test_who_delivers_late_unfunded_work_reads_that_it_is_not_protected(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.bound(ada, ben, 100)
    frozen_clock.passes(days=14 + 2)
    assert words(ben, job) == (
        "2 days late. Milestone 1 was due Mon 16 Mar: deliver it, or propose a new date. "
        "Not protected until Ada funds it"
    )
    item = action_items([load_job_view(ben, job.pk)])[0]
    assert (item.title, item.next) == ("Ask Ada to fund milestone 1", strip(ben, job))
    assert (item.button, item.href) == ("Write a message", reverse("workroom", args=[job.pk]))


def test_unpaid_late_work_comes_after_paid_late_work(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    unpaid = factories.bound(ada, ben, 100)
    paid = factories.funded(ada, ben, milestones=[factories.a_part("Paid", 100, days=15)])
    frozen_clock.passes(days=14 + 2)
    job_views = load_job_views(ben, Job.objects.of(ben).with_people())
    items = action_items(job_views)
    assert (items[0].job, items[0].days_late, items[0].title) == (paid.pk, 1, "Deliver milestone 1")
    assert (items[1].job, items[1].days_late, items[1].is_unpaid) == (unpaid.pk, 2, True)
    assert not any(item.days_late for item in items[2:])
    assert [view.job for view in sorted(job_views, key=soonest_first)] == [paid, unpaid]


def test_of_two_late_milestones_the_funded_one_is_to_be_delivered(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    parts = [factories.a_part("First", 100, days=5), factories.a_part("Second", 100, days=7)]
    job = factories.bound(ada, ben, milestones=parts)
    factories.rich(ada)
    second = job.milestones.get(position=2)
    fund(Actor(ada.pk), job, milestones=[second.pk], expected=charge_of(job, [second]).whole)
    frozen_clock.passes(days=10)
    late = [load_job_view(person, job.pk).late_milestone for person in (ada, ben)]
    assert [row and row.name for row in late] == ["First", "Second"]


def test_what_is_late_on_an_unfunded_milestone_is_its_funding(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.bound(ada, ben, 100)
    frozen_clock.passes(days=14 + 2)
    late = "2 days late. Milestone 1 was due Mon 16 Mar and is not funded: not protected until you fund it"
    assert words(ada, job) == late
    item = action_items([load_job_view(ada, job.pk)])[0]
    assert (item.title, item.next) == ("Fund milestone 1, $100.00", strip(ada, job))
    assert item.days_late == 2


def test_a_milestone_is_not_late_on_its_due_day(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100)
    frozen_clock.passes(days=14)
    assert "late." not in words(ben, job)


def test_the_last_day_says_the_hour_at_which_it_ends_for_the_reader(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100)
    frozen_clock.passes(days=13)
    assert "Mon 16 Mar" in words(ben, job)
    frozen_clock.passes(days=1)
    for person, hour in ((ada, "Tue 17 Mar, 00:00"), (ben, "Tue 17 Mar, 05:00")):
        with timezone.override(person.zone):
            assert f"Milestone 1 is due {hour}." in words(person, job)


def test_a_delivered_milestone_is_not_late(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100, auto_release_days=None)
    frozen_clock.passes(days=30)
    assert "late" not in words(ada, milestone.job)


def test_what_is_late_comes_first_on_home(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    late = factories.funded(ada, ben, 100)
    frozen_clock.passes(days=20)
    factories.awarded(ada, ben, 100)
    job_views = load_job_views(ben, Job.objects.of(ben).with_people().order_by("-id"))
    assert sorted(job_views, key=soonest_first)[0].job == late
    assert action_items(job_views)[0].title == "Deliver milestone 1"


def test_the_client_reads_of_funding_before_the_freelancers_report(ada: Person, ben: Person) -> None:
    assert words(ada, factories.bound(ada, ben, 100)).startswith("Fund milestone 1, $100.00, due Mon 16 Mar.")


def test_a_refund_request_is_not_hidden_behind_a_report(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100)
    ask_refund(Actor(ada.pk), factories.first(job), amount=usd(20), reason="Less.")
    assert "$20.00 is refunded to Ada" in words(ben, job)
    hrefs = [item.href for item in action_items([load_job_view(ben, job.pk)])]
    assert f"/jobs/{job.pk}/billing/#request-{job.requests.get().pk}" in hrefs


def test_a_client_reads_a_refund_that_comes_before_a_release(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100, 200)
    factories.deliver(ben, factories.first(job))
    last = job.milestones.get(position=2)
    ask_refund(Actor(ada.pk), last, amount=usd(20), reason="Less.")
    assert words(ada, job).startswith("$20.00 is refunded to you")
    assert strip(ada, job).until == job.requests.get().auto_grants_at


def test_the_strip_names_a_split_that_waits(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100)
    propose_split(Actor(ben.pk), factories.first(job), to_freelancer=usd(40), reason="Half is done.")
    stays = "The money stays in escrow until"
    assert words(ada, job) == f"Ben proposes a split of milestone 1. {stays} you answer"
    assert (strip(ada, job).tone, strip(ada, job).icon) == ("warn", "money")
    factories.deliver(ben, factories.first(job))
    released = "$100.00 for milestone 1 is released"
    assert words(ben, job).startswith(f"You proposed a split of milestone 1. {released} to you")
    assert words(ada, job).startswith(f"Ben proposes a split of milestone 1. {released}")


def test_an_invited_address_is_not_repeated_in_the_strip_and_the_state(ada: Person) -> None:
    address = "somebody.with.a.long.name@agency.example.org"
    ensure_presets()
    job = award(Actor(ada.pk), ada, Awardee(email=address), factories.terms(100))
    assert "if it is not answered" in words(ada, job)
    page = signed_in(ada).get(reverse("workroom", args=[job.pk])).content.decode()
    head = page.partition('<header class="job">')[2].partition("</header>")[0]
    assert "Waiting for an answer" in head
    assert head.count(address) == 1


@pytest.mark.parametrize(
    ("bound_on", "read_after", "is_to_do"),
    [(3, 0, True), (3, 3, True), (4, 0, False), (4, 2, False), (4, 3, True), (6, 0, False), (6, 1, True)],
)
def test_a_report_is_to_do_only_in_a_week_that_must_have_one(
    bound_on: int, read_after: int, is_to_do: bool, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    frozen_clock.passes(days=bound_on)
    job = factories.bound(ada, ben, 100)
    frozen_clock.passes(days=read_after)
    titles = [item.title for item in action_items([load_job_view(ben, job.pk)])]
    assert ("Write this week’s status report" in titles) is is_to_do


def test_before_the_first_week_with_a_report_the_strip_says_that_it_is_the_first(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    frozen_clock.passes(days=6)
    job = factories.bound(ada, ben, 100)
    with timezone.override("America/New_York"):
        assert words(ben, job).startswith("Your first status report is due Mon 16 Mar, 00:00")
    frozen_clock.passes(days=1)
    assert words(ben, job).startswith("Your status report is due")


def test_a_report_that_was_sent_is_not_asked_for_again(ada: Person, ben: Person) -> None:
    milestone = factories.first(factories.bound(ada, ben, 100, 200))
    factories.deliver(ben, milestone)
    titles = [item.title for item in action_items([load_job_view(ben, milestone.job_id)])]
    assert "Write this week’s status report" not in titles
