"""The page “Leave by agreement”: what it costs, who is to answer, and what was agreed."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.work.exits.agreeing import propose_exit
from handsel.work.exits.models import Exit
from handsel.work.jobs.models import Job
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.web.jobs.exit_next",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person, olga: Person) -> Job:
    publish(Actor(olga.pk), "priced", Rules(exit_fee=5_000))
    factories.rich(ada, 80)
    return factories.hourly_bound(ada, ben, factories.hourly_terms(policy="priced"))


def shown(person: Person, job: Job, page: str = "exit") -> str:
    return " ".join(signed_in(person).get(reverse(page, args=[job.pk])).content.decode().split())


def test_the_fee_and_what_the_wallet_has_are_said_before(ada: Person, ben: Person, job: Job) -> None:
    assert "Your wallet has" in shown(ada, job)
    assert "Your wallet has" not in shown(ben, job)
    for person in (ada, ben):
        assert "$50.00" in shown(person, job)


def test_a_free_one_says_so(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben)
    assert "It is free: the policy of this job has no fee for it." in shown(ada, job)
    assert "free of charge" in shown(ada, job, "terms")


def test_the_terms_say_what_it_costs(ben: Person, job: Job) -> None:
    assert "the client then pays" in shown(ben, job, "terms")


def test_a_proposal_waits_on_home_of_the_other_side_with_its_fee(ada: Person, ben: Person, job: Job) -> None:
    propose_exit(Actor(ben.pk), job, note="")
    home = signed_in(ada).get(reverse("home")).content.decode()
    assert "Ben proposes to leave by agreement: you would pay $50.00" in home
    assert "Your answer needed" in home
    assert reverse("exit", args=[job.pk]) in home
    assert "proposes to leave" not in signed_in(ben).get(reverse("home")).content.decode()


def test_the_freelancer_reads_what_the_client_would_pay(ada: Person, ben: Person, job: Job) -> None:
    propose_exit(Actor(ada.pk), job, note="")
    assert "Ada proposes to leave by agreement, and would pay $50.00" in shown(ben, job, "job-billing")


def test_a_proposal_in_a_closed_job_waits_too(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100)
    factories.released(ada, milestone)
    job = Job.objects.get()
    assert job.is_closed
    propose_exit(Actor(ben.pk), job, note="")
    home = signed_in(ada).get(reverse("home")).content.decode()
    assert "Ben proposes to leave by agreement, free of charge" in home


def test_one_proposes_and_the_other_agrees(ada: Person, ben: Person, job: Job) -> None:
    answer = post_form(ben, "exit", job.pk, note="We will meet in your office.")
    assert "Nothing changes until Ada agrees." in answer.content.decode()
    assert "We will meet in your office." in shown(ada, job)
    assert "Agree and pay $50.00" in shown(ada, job)
    answer = post_form(ada, "exit-answer", Exit.objects.get().pk, "agreement")
    assert "You both agreed: you may work elsewhere." in answer.content.decode()
    for person in (ada, ben):
        assert "The client paid a fee of $50.00." in shown(person, job)
    assert "Fee for leaving by agreement" in signed_in(ada).get(reverse("wallet")).content.decode()


def test_a_short_wallet_says_so_and_the_proposal_stays(ada: Person, ben: Person, job: Job) -> None:
    propose_exit(Actor(ada.pk), job)
    Exit.objects.update(fee=9_000)
    assert "which is not enough" in shown(ada, job)
    client = signed_in(ben)
    address = reverse("exit-answer", args=[Exit.objects.get().pk, "agreement"])
    before = f"http://testserver{reverse('exit', args=[job.pk])}"
    answer = client.post(address, {}, follow=True, headers={"referer": before})
    assert "The client’s wallet cannot pay the fee now." in answer.content.decode()
    assert Exit.objects.get().stage == "proposed"


def test_one_in_another_job_is_linked_and_not_proposed_twice(ada: Person, ben: Person, job: Job) -> None:
    propose_exit(Actor(ada.pk), job)
    other = factories.bound(ada, ben)
    assert reverse("exit", args=[job.pk]) in shown(ben, other)
    assert "Propose it" not in shown(ben, other)


def test_before_the_terms_bind_there_is_nothing_to_propose(ada: Person, ben: Person) -> None:
    text = shown(ada, factories.awarded(ada, ben))
    assert "once you both have agreed to the terms" in text
    assert "Propose it" not in text


@pytest.mark.parametrize("page", ["terms", "job-billing"])
def test_people_find_it_where_they_look(ada: Person, ben: Person, page: str) -> None:
    job = factories.bound(ada, ben)
    assert reverse("exit", args=[job.pk]) in shown(ada, job, page)


def test_a_message_that_is_too_long_stands_again(ada: Person, job: Job) -> None:
    answer = post_form(ada, "exit", job.pk, note="a" * 2_001)
    assert answer.status_code == 422
    assert not Exit.objects.exists()
