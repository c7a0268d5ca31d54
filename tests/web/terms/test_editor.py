"""The award form and the Terms page offer both kinds of job, and check only the one that is chosen."""

import re
from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets, publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from tests import factories
from tests.addresses import prove_address
from tests.web.scenario import post_form, signed_in
from tests.web.terms.test_views import form

COVERS = ("handsel.web.terms.hourly_form",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def hourly_form(**changes: Any) -> dict[str, Any]:
    """The award form as a browser sends it for an hourly job, with nothing in its milestone."""
    hours = {"kind": "hourly", "rate": "48.00", "weekly_hours": "10", "start": "2026-03-02", "by_hand": "on"}
    hours["work_view"] = "offered"
    return form("", **{"m-0-name": "", "m-0-due": "", **hours, **changes})


def sent(person: Person, **changes: Any) -> str:
    """The page that answers the award form of an hourly job."""
    page: str = post_form(person, "award", **hourly_form(**changes)).content.decode()
    return " ".join(page.split())


@pytest.fixture
def known(ada: Person, ben: Person) -> Person:
    ensure_presets()
    prove_address(ben)
    return ben


def test_an_hourly_job_is_awarded_without_any_milestone(ada: Person, known: Person) -> None:
    page = sent(ada, awardee=known.email)
    assert "Job awarded." in page
    assert "$48.00 an hour, up to 10 hours a week" in page
    job = Job.objects.get()
    terms = job.versions.get().terms
    assert (job.kind, terms.price, terms.auto_release_days) == ("hourly", factories.usd(480), None)
    assert terms.hourly is not None
    assert (terms.hourly.by_hand, terms.hourly.auto_fund) == (True, False)
    assert terms.hourly.work_view == "offered"


def test_a_fixed_price_needs_nothing_of_the_hours(ada: Person, known: Person) -> None:
    post_form(ada, "award", **form("600.00", awardee=known.email, kind="fixed", rate="x", weekly_hours="999"))
    assert Job.objects.get().kind == "fixed"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"rate": ""}, ["Hourly rate: This field is required."]),
        ({"rate": "six"}, ["Hourly rate: Enter an amount, such as 2,250.00. No money moved."]),
        ({"weekly_hours": "0"}, ["Weekly limit, hours: Ensure this value is greater than or equal to 1."]),
        ({"weekly_hours": "169"}, ["Weekly limit, hours: Ensure this value is less than or equal to 168."]),
        (
            {"start": "soon", "weekly_hours": ""},
            ["Weekly limit, hours: This field is required.", "Start: Enter a valid date."],
        ),
        (
            {"rate": "900,000,000,000.00", "weekly_hours": "100"},
            ["Hourly rate: A full week may cost at most $1,000,000,000,000.00."],
        ),
    ],
)
def test_only_what_is_wrong_in_the_chosen_kind_is_counted_and_linked(
    ada: Person, known: Person, changes: dict[str, str], faults: list[str]
) -> None:
    page = sent(ada, awardee=known.email, **changes)
    assert re.findall(r'<li><a href="#[^"]*">([^<]*)</a></li>', page) == faults
    assert not Job.objects.exists()


def test_what_was_written_for_the_other_kind_stays(ada: Person, known: Person) -> None:
    page = sent(ada, awardee=known.email, title="", **{"m-0-name": "Sketches", "m-0-amount": "six"})
    for words in ('value="Sketches"', 'value="six"', 'value="48.00"', 'value="2026-03-02"'):
        assert words in page
    assert re.search(r'value="hourly"[^>]* checked', page)
    page = post_form(ada, "award", **form("600.00", title="", kind="fixed", rate="4x", by_hand="on")).content
    assert b'value="4x"' in page
    assert re.search(rb'name="by_hand"[^>]* checked', page)
    assert not re.search(rb'name="auto_fund"[^>]* checked', page)


def test_a_start_in_the_past_is_refused_and_the_form_stays(ada: Person, known: Person) -> None:
    page = sent(ada, awardee=known.email, start="2026-03-01")
    assert "The start is in the past." in page
    assert "Nothing was sent. Choose today or a later day, then try again." in page
    assert 'value="48.00"' in page
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("payer", "shares"),
    [
        (FeePayer.FREELANCER, "The client pays at most $480.00 The freelancer receives at most $468.00"),
        (FeePayer.CLIENT, "The client pays at most $492.00 The freelancer receives at most $480.00"),
    ],
)
def test_a_week_is_shown_with_the_fee_and_who_pays_it(
    ada: Person, olga: Person, payer: FeePayer, shares: str
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=250, fee_payer=payer))
    for changes in ({"total": "1"}, {"title": ""}):
        words = week_total(sent(ada, policy="dear", **changes))
        assert words == f"Weekly maximum $480.00 Handsel fee, 2.5% $12.00 {shares}"


def test_a_week_without_a_rate_has_no_total_yet(ada: Person) -> None:
    ensure_presets()
    assert week_total(sent(ada, rate="x", total="1")).startswith("Enter the rate and the limit")
    assert week_total(sent(ada, weekly_hours="", total="1")).startswith("Enter the rate and the limit")
    assert week_total(sent(ada, currency="EUR", total="1")).startswith("Weekly maximum €480.00")
    assert week_total(sent(ada, total="1")) == "Weekly maximum $480.00 Handsel fee None"


def test_the_terms_of_an_hourly_job_show_what_a_week_costs_and_offer_no_other_kind(
    ada: Person, ben: Person
) -> None:
    job = factories.hourly_bound(ada, ben)
    page = signed_in(ben).get(reverse("terms", args=[job.pk])).content.decode()
    assert week_total(page).startswith("Weekly maximum $800.00")
    assert 'name="kind"' not in page
    assert 'name="m-0-name"' not in page
    dearer = hourly_form(rate="60.00", total="1")
    assert week_total(post_form(ben, "terms", job.pk, **dearer).content.decode()).startswith(
        "Weekly maximum $600.00"
    )
    assert job.versions.count() == 1


def week_total(page: str) -> str:
    """What a page says a full week costs."""
    total = re.search(r'<div id="week-total".*?>\s*(<(dl|p).*?</\2>)', page, re.DOTALL)
    assert total is not None
    return " ".join(re.sub("<[^>]*>", " ", total[1]).split())
