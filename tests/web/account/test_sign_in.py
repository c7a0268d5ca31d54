"""What somebody who was invited reads before there is an account, and what nobody else does."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.terms.award import Awardee, award, join
from tests import factories
from tests.conftest import FrozenClock
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("frozen_clock")
TITLE = "Quayside <b>maps</b>"
UNKNOWN = f"/invitations/{UUID(int=7)}/"
ADDRESS = "nina@new.example"


@pytest.fixture
@made_once
def invited(ada: Person) -> Job:
    factories.ensure_presets()
    terms = factories.terms(600, 200, title=TITLE)
    return award(Actor(ada.pk), ada, Awardee(email=ADDRESS), terms)


def page_at(address: str, link: str) -> str:
    return Client().get(reverse(address, query={"next": link})).content.decode()


def link_of(job: Job) -> str:
    return reverse("invitation", args=[job.invitation])


@pytest.mark.parametrize("page", ["account_signup", "account_login"])
def test_an_invitation_says_client_title_and_price_before_there_is_an_account(
    page: str, invited: Job
) -> None:
    shown = page_at(page, link_of(invited))
    assert "Ada Vance awarded you this job" in shown
    assert "Quayside &lt;b&gt;maps&lt;/b&gt;" in shown
    assert "800.00" in shown
    assert invited.invited_email not in shown


def test_an_invitation_to_an_hourly_job_says_the_rate_and_the_limit(ada: Person) -> None:
    ensure_presets()
    job = award(Actor(ada.pk), ada, Awardee(email=ADDRESS), factories.hourly_terms())
    shown = page_at("account_signup", link_of(job))
    assert "awarded you this job, $20.00 an hour, up to 40 hours a week. Nothing is binding" in shown


@pytest.mark.parametrize(("invites", "role"), [(True, "work"), (False, "both")])
def test_who_was_invited_is_asked_to_work(invites: bool, role: str, invited: Job) -> None:
    shown = page_at("account_signup", link_of(invited) if invites else "/jobs/")
    assert re.findall(r'name="purpose" value="(\w+)"[^>]* checked', shown) == [role]


def test_a_sign_up_that_is_refused_still_says_which_job_it_is_about(invited: Job) -> None:
    answer = Client().post(reverse("account_signup"), {"next": link_of(invited), "email": ADDRESS})
    assert "Ada Vance awarded you this job" in answer.content.decode()


@pytest.mark.parametrize("trap", ["", "/invitations/", "//[", "https://[", "/nowhere/", UNKNOWN])
def test_another_link_says_nothing_of_a_job(trap: str, invited: Job) -> None:
    shown = page_at("account_signup", trap)
    assert "awarded you this job" not in shown
    assert "Quayside" not in shown


def test_an_offer_that_was_accepted_or_has_expired_says_nothing_more(
    frozen_clock: FrozenClock, invited: Job, eve: Person, ada: Person
) -> None:
    lapses = award(Actor(ada.pk), ada, Awardee(email="other@new.example"), factories.terms(50, title=TITLE))
    assert "Quayside" in page_at("account_signup", link_of(lapses))
    join(Actor(eve.pk), invited, eve)
    assert "Quayside" not in page_at("account_signup", link_of(invited))
    frozen_clock.passes(days=60)
    assert "Quayside" not in page_at("account_signup", link_of(lapses))
