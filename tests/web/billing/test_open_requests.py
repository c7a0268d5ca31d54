"""The order of open requests on Billing, and whose decision looks like one."""

import re

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.splits import propose_split
from handsel.work.terms.ending import end_job
from tests import factories
from tests.factories import usd
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


def notices(person: Person, job: Job) -> list[tuple[str, str]]:
    """The tone and the title of each notice of the page."""
    page = signed_in(person).get(reverse("job-billing", args=[job.pk])).content.decode()
    found_notices = re.findall(r'<div class="notice (\w+)" id=.*?<strong>(.*?)</strong>', page, re.DOTALL)
    return [(tone, " ".join(title.split())) for tone, title in found_notices]


def test_what_waits_for_the_other_side_is_quiet_and_the_soonest_stands_first(
    ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100, 200)
    factories.deliver(ben, factories.first(job))
    propose_split(Actor(ada.pk), factories.first(job), to_freelancer=usd(60), reason="Half.")
    ask_refund(Actor(ada.pk), job.milestones.get(position=2), amount=usd(20), reason="Less.")
    refund, split = "Refund of $20.00 requested for milestone 2", "Split proposed for milestone 1"
    assert notices(ada, job) == [("mute", refund), ("mute", split)]
    assert notices(ben, job) == [("warn", refund), ("warn", split)]


def test_ones_own_decision_stands_before_what_comes_sooner(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100, 200)
    ask_refund(Actor(ada.pk), factories.first(job), amount=usd(20), reason="Less.")
    propose_split(Actor(ben.pk), job.milestones.get(position=2), to_freelancer=usd(60), reason="Half.")
    end_job(Actor(ada.pk), job, reason="Plans changed.")
    assert [tone for tone, _ in notices(ada, job)] == ["warn", "mute", "mute"]
    assert notices(ada, job)[0][1] == "Split proposed for milestone 2"
    assert [tone for tone, _ in notices(ben, job)] == ["warn", "warn", "mute"]


def test_a_milestone_says_what_is_open_on_it_beside_its_buttons(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100, 200)
    first, second = job.milestones.all()
    ask_refund(Actor(ada.pk), first, amount=usd(20), reason="Less was needed.")
    html = signed_in(ada).get(reverse("job-billing", args=[job.pk])).content.decode()
    page = " ".join(re.sub("<[^>]+>", "", html).split())
    assert "Not delivered yet, and a refund is requested." in page
    assert page.count("Refund already requested") == 1
    assert page.count("Split already proposed") == 0
    assert f"Release $200.00 {second.name}" in page
    assert "the money is split by default, as no one on this site can decide." in page
