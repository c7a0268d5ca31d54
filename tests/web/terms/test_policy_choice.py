"""The days to release in the editor: those of the policy, until somebody chooses their own."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from handsel.people.models import Person
from handsel.policy.models import Policy
from handsel.policy.publishing import ensure_presets, publish
from handsel.policy.rules import DEFAULT_POLICY, Rules
from handsel.record.actions import Actor
from handsel.web.terms.policy_choice import AS_POLICY, PolicyForm
from handsel.work.jobs.models import Job
from tests import factories
from tests.web.scenario import signed_in
from tests.web.terms.test_views import form

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def policies(olga: Person) -> list[Policy]:
    """The presets, and a policy with days that no preset has."""
    ensure_presets()
    publish(Actor(olga.pk), "ours", Rules(auto_release_days=5, award_lapse_days=9))
    return list(Policy.objects.current())


def selected_in(page: str, name: str) -> str | None:
    """The value of the option that a select has chosen."""
    select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    option = re.search(r'value="([^"]*)"[^>]* selected', select[0]) if select else None
    return option[1] if option else None


def choices_in(page: str) -> dict[str, str | None]:
    """What is chosen as policy and days."""
    return {name: selected_in(page, name) for name in ("policy", "auto_release_days")}


def page_of(person: Person, name: str, *args: Any) -> str:
    return signed_in(person).get(reverse(name, args=args)).content.decode()


@pytest.mark.parametrize(
    ("policy", "chosen", "days"),
    [
        ("classic", AS_POLICY, 14),
        ("fast", AS_POLICY, 3),
        ("ours", AS_POLICY, 5),
        ("fast", "5", 5),
        ("classic", "30", 30),
        ("fast", "", None),
    ],
)
def test_terms_hold_a_number_whoever_said_it(
    policies: list[Policy], policy: str, chosen: str, days: int | None
) -> None:
    bound = PolicyForm({"policy": policy, "auto_release_days": chosen}, policies=policies)
    assert bound.is_valid()
    assert bound.cleaned_data["auto_release_days"] == days


@pytest.mark.parametrize(("policy", "chosen"), [("no-such", AS_POLICY), ("fast", "2"), ("fast", "31")])
def test_what_is_not_offered_is_refused(policies: list[Policy], policy: str, chosen: str) -> None:
    assert not PolicyForm({"policy": policy, "auto_release_days": chosen}, policies=policies).is_valid()


def test_the_days_of_every_policy_can_be_chosen_for_themselves(policies: list[Policy]) -> None:
    offered = dict(PolicyForm(policies=policies).fields["auto_release_days"].choices)
    assert {str(policy.rules.auto_release_days) for policy in policies} <= set(offered)


def test_an_award_starts_with_the_default_policy_and_its_days(policies: list[Policy], ada: Person) -> None:
    page = page_of(ada, "award")
    assert choices_in(page) == {"policy": DEFAULT_POLICY, "auto_release_days": AS_POLICY}
    assert "The offer expires after 14 days" in page
    for words in (
        ">Fast release<",
        'data-release="5 days (policy)"',
        'data-hourly="A timesheet is paid after 5',
    ):
        assert words in page


def test_an_award_under_a_policy_takes_its_days(policies: list[Policy], ada: Person, ben: Person) -> None:
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True)
    fields = form("600.00", policy="fast", auto_release_days=AS_POLICY, awardee=ben.email)
    signed_in(ada).post(reverse("award"), fields)
    assert Job.objects.get().versions.get().terms.auto_release_days == 3


@pytest.mark.parametrize(
    "changes", [{"title": ""}, {"add": "1"}, {"remove": "0"}, {"awardee": "ada@example.org"}]
)
@pytest.mark.parametrize("days", [AS_POLICY, "3", ""])
def test_what_was_chosen_stays_when_the_form_comes_back(
    policies: list[Policy], ada: Person, changes: dict[str, str], days: str
) -> None:
    fields = form("600.00", "500.00", policy="fast", auto_release_days=days, awardee="x@example.org")
    page = signed_in(ada).post(reverse("award"), fields | changes).content.decode()
    assert choices_in(page) == {"policy": "fast", "auto_release_days": days}
    assert 'data-words="fixed">A delivery is paid after 3 days' in page


@pytest.mark.parametrize(("days", "chosen"), [(14, AS_POLICY), (21, "21"), (None, "")])
def test_a_counter_proposal_starts_from_what_was_proposed(
    ada: Person, ben: Person, days: int | None, chosen: str
) -> None:
    job = factories.awarded(ada, ben, auto_release_days=days)
    assert choices_in(page_of(ben, "terms", job.pk)) == {"policy": "classic", "auto_release_days": chosen}


def test_a_job_with_terms_offers_the_policy_that_it_pinned(ada: Person, ben: Person, olga: Person) -> None:
    job = factories.bound(ada, ben, 600)
    publish(Actor(olga.pk), "classic", Rules(auto_release_days=10))
    page = page_of(ada, "terms", job.pk)
    assert choices_in(page) == {"policy": "classic", "auto_release_days": AS_POLICY}
    assert ">Standard (14 days)<" in page
    assert ">Fast release (" not in page
