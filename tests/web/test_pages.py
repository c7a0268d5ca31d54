"""Every page of the fixed-price job, as each person who may see it, at every stage."""

import pytest
from django.test import Client
from django.urls import reverse

from handsel.record.actions import Actor
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.splits import propose_split
from handsel.work.terms.ending import end_job
from tests import factories
from tests.factories import usd
from tests.web.scenario import signed_in

pytestmark = pytest.mark.one_database


def refund_asked(ada, ben):
    job = factories.funded(ada, ben, 100, 200)
    ask_refund(Actor(ada.pk), factories.first(job), amount=usd(20), reason="Less was needed.")
    return job


def split_proposed(ada, ben):
    job = factories.funded(ada, ben, 100, 200)
    propose_split(Actor(ben.pk), factories.first(job), to_freelancer=usd(20), reason="Half done.")
    return job


def ending(ada, ben):
    job = factories.funded(ada, ben, 100, 200)
    end_job(Actor(ada.pk), job, reason="Plans changed.")
    return job


def complete(ada, ben):
    milestone = factories.delivered(ada, ben, 100)
    factories.released(ada, milestone)
    return milestone.job


STAGES = {
    "awarded": lambda ada, ben: factories.awarded(ada, ben, 100, 200),
    "bound": lambda ada, ben: factories.bound(ada, ben, 100, 200),
    "funded": lambda ada, ben: factories.funded(ada, ben, 100, 200),
    "delivered": lambda ada, ben: factories.delivered(ada, ben, 100, 200).job,
    "complete": complete,
    "refund asked": refund_asked,
    "split proposed": split_proposed,
    "ending": ending,
}
JOB_PAGES = ["workroom", "terms", "reports", "job-billing", "ending"]
OWN_PAGES = ["home", "jobs", "inbox", "money", "letterhead", "my-record", "wallet", "earnings", "award"]


@pytest.mark.parametrize("stage", STAGES)
def test_every_page_of_a_job_opens_for_both_sides_and_for_nobody_else(stage, frozen_clock, ada, ben, eve):
    job = STAGES[stage](ada, ben)
    for page in JOB_PAGES:
        address = reverse(page, args=[job.pk])
        for person in (ada, ben):
            assert signed_in(person).get(address).status_code == 200, (page, person.name)
        assert signed_in(eve).get(address).status_code == 404
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize("page", OWN_PAGES)
def test_every_own_page_opens_with_and_without_jobs(page, frozen_clock, ada, ben, eve):
    complete(ada, ben)
    factories.delivered(ada, ben, 300)
    for person in (ada, ben, eve):
        assert signed_in(person).get(reverse(page)).status_code == 200
