"""The pages of policies: a new version is looked at before it is published, with who and why."""

from dataclasses import fields, replace
from typing import Any

import pytest
from django.urls import reverse

from handsel.console.policies.concerns import policy_concerns
from handsel.console.policies.differences import rule_changes
from handsel.console.policies.rules_form import RulesForm
from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import Stale
from handsel.people.models import Person
from handsel.policy.models import Policy
from handsel.policy.publishing import ensure_presets, publish
from handsel.policy.rules import PRESETS, DetectionMode, FeePayer, Rules
from handsel.record.actions import Actor
from tests.conftest import FrozenClock
from tests.web.scenario import post_form, signed_in

COVERS = (
    "handsel.console.policies.concerns",
    "handsel.console.policies.differences",
    "handsel.console.policies.new_policy_form",
    "handsel.console.policies.rules_form",
    "handsel.console.policies.versions",
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def presets(frozen_clock: FrozenClock) -> None:
    """The policies of a new house."""
    ensure_presets()


def filled(**changed: Any) -> dict[str, Any]:
    """The form of the default policy as it opens, with what was changed."""
    form = RulesForm(Rules(), 1)
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()} | {
        "reason": "Costs rose.",
        **changed,
    }


def current() -> Policy:
    return Policy.objects.current().get(name="classic")


def test_what_changes_is_shown_before_anything_is_published(olga: Person) -> None:
    answer = post_form(olga, "console-policy", "classic", **filled(fee_percent="7.5"))
    text = answer.content.decode()
    assert "A fee of 7.5% is deducted from the freelancer’s payment." in text
    assert "There is no fee." in text
    assert [change.title for change in answer.context["changes"]] == ["Fee"]
    assert current().version == 1


def test_what_is_confirmed_is_published_with_who_and_why(olga: Person) -> None:
    sent = filled(fee_percent="5", fee_payer="client", review_days="10", confirmed="1")
    answer = post_form(olga, "console-policy", "classic", **sent)
    text = answer.content.decode()
    assert "Version 2 is published." in text
    assert "Olga Lind" in text
    assert "Costs rose." in text
    assert current().rules == Rules(fee_basis_points=500, fee_payer=FeePayer.CLIENT, review_days=10)


def test_a_form_over_an_older_version_is_refused(olga: Person) -> None:
    for percent in ("5", "6"):
        answer = post_form(olga, "console-policy", "classic", **filled(fee_percent=percent, confirmed="1"))
    assert "This was changed while you were reading." in answer.content.decode()
    assert current().rules.fee_basis_points == 500


@pytest.mark.parametrize(
    "wrong",
    [
        {"fee_percent": "50.01"},
        {"fee_percent": "-1"},
        {"fee_percent": "1.005"},
        {"fee_percent": "NaN"},
        {"fee_payer": "nobody"},
        {"review_days": "0"},
        {"holiday_calendar": "MOON"},
        {"reason": ""},
    ],
)
def test_rules_that_no_house_can_keep_are_refused(olga: Person, wrong: dict[str, str]) -> None:
    answer = post_form(olga, "console-policy", "classic", **filled(**wrong, confirmed="1"))
    assert answer.status_code == 422
    assert current().version == 1


def test_rules_without_a_field_stay_as_they_are() -> None:
    before = replace(PRESETS["strict-eu"], days_off=(clock.now().date(),))
    changed = {"holiday_calendar": "TARGET", "detection": "off", "removal_notice": "30"}
    form = RulesForm(before, 1, filled(**changed))  # type: ignore[arg-type]
    assert form.is_valid()
    assert form.rules() == before


def test_a_policy_whose_holidays_end_within_a_year_is_named(frozen_clock: FrozenClock, olga: Person) -> None:
    assert list(policy_concerns(clock.now())) == []
    frozen_clock.passes(days=4 * 366)
    (concern,) = policy_concerns(clock.now())
    assert concern.title == "The public holidays of the policy Working days (EU) end in 2030"
    assert "Publish it again" in signed_in(olga).get(reverse("console")).content.decode()


def test_a_policy_is_published_under_a_new_name(olga: Person) -> None:
    sent = filled(name="agency", fee_percent="7.5")
    answer = post_form(olga, "console-policy-new", "marketplace", **sent)
    assert "Agency, version 1" in answer.content.decode()
    assert not Policy.objects.filter(name="agency").exists()
    answer = post_form(olga, "console-policy-new", "marketplace", **sent, confirmed="1")
    assert "Version 1 is published." in answer.content.decode()
    policy = Policy.objects.get(name="agency")
    assert (policy.version, policy.rules.fee_basis_points) == (1, 750)
    assert "Agency" in signed_in(olga).get(reverse("award")).content.decode()


@pytest.mark.parametrize("name", ["", "classic", "Agency", "9-days", "a b", "a" * 41, "_a", "own\n"])
def test_a_name_that_is_taken_or_no_name_is_refused_in_place(olga: Person, name: str) -> None:
    before = Policy.objects.count()
    answer = post_form(olga, "console-policy-new", "classic", **filled(name=name), confirmed="1")
    assert answer.status_code == 422
    assert Policy.objects.count() == before


def test_a_name_that_was_published_meanwhile_is_not_published_again() -> None:
    with pytest.raises(Stale):
        publish(Actor(HOUSE), "classic", Rules(), after=0)


OTHERS = {
    "fee_payer": FeePayer.CLIENT,
    "detection": DetectionMode.OFF,
    "holiday_calendar": "TARGET",
    "arbiter_name": "Otto Berg",
    "arbiter_email": "otto@example.org",
}
"""A value that no preset starts with, for each rule that is no number."""
WITHOUT_FIELD = {"days_off"}
"""Written by publishing itself."""


@pytest.mark.parametrize("name", [field.name for field in fields(Rules) if field.name not in WITHOUT_FIELD])
def test_each_rule_can_be_changed_and_its_change_is_a_line(name: str) -> None:
    before = Rules(fee_basis_points=100, arbiter_name="Vera Lint", arbiter_email="vera@example.org")
    after = replace(before, **{name: OTHERS.get(name, 6)})
    assert len(list(rule_changes(before, after))) == 1
    assert list(rule_changes(before, before)) == []
    sent = RulesForm(after, 1).initial | {"reason": "A reason."}
    form = RulesForm(before, 1, sent)  # type: ignore[arg-type]
    assert form.is_valid(), form.errors
    assert form.rules() == after


@pytest.mark.parametrize(
    ("name", "email"),
    [("Vera Lint", ""), ("", "vera@example.org"), ("Vera Lint", "vera"), ("Olga", "OLGA@example.org")],
)
def test_an_arbiter_has_a_name_and_an_address_and_is_no_operator(olga: Person, name: str, email: str) -> None:
    sent = RulesForm(Rules(), 1).initial | {"reason": "A reason."}
    form = RulesForm(Rules(), 1, sent | {"arbiter_name": name, "arbiter_email": email})  # type: ignore[operator]
    assert not form.is_valid()
    assert set(form.errors) <= {"arbiter_name", "arbiter_email"}
