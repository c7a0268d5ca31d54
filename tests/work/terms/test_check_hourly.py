"""Hourly terms that could never bind are refused before anybody agrees to them."""

from dataclasses import replace
from datetime import date

import pytest

from handsel.record.actions import Actor
from handsel.work.hours.pay import HOUR
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.price_text import price_text
from handsel.work.terms.refusals import TermsIncomplete
from tests import factories

COVERS = ("handsel.work.terms.price_text",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def awarded(ada, ben, written):
    factories.ensure_presets()
    return award(Actor(ada.pk), ada, Awardee(ben), written)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rate": 0}, "hourly rate"),
        ({"rate": 10**14}, "hourly rate"),
        ({"weekly_seconds": 0}, "1 to 168 whole hours"),
        ({"weekly_seconds": 169 * HOUR}, "1 to 168 whole hours"),
        ({"weekly_seconds": HOUR + 1}, "1 to 168 whole hours"),
        ({"start": date(2026, 3, 1)}, "in the past"),
        ({"start": date(2027, 3, 4)}, "within a year"),
    ],
)
def test_what_could_never_bind_is_refused(ada, ben, changes, words):
    written = factories.hourly_terms()
    with pytest.raises(TermsIncomplete, match=words):
        awarded(ada, ben, replace(written, hourly=replace(written.hourly, **changes)))


@pytest.mark.parametrize("changes", [{"auto_release_days": 14}, {"milestones": [1]}])
def test_hours_have_no_milestones(ada, ben, changes):
    parts = {"milestones": [factories.a_part("Part", 10)]} if "milestones" in changes else changes
    with pytest.raises(TermsIncomplete, match="no milestones"):
        awarded(ada, ben, replace(factories.hourly_terms(), **parts))


def test_the_start_stays_once_both_agreed(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    frozen_clock.passes(days=10)
    factories.proposed(ada, job, factories.changed_hours(job, rate=2_500))
    with pytest.raises(TermsIncomplete, match="running job"):
        factories.proposed(ada, job, factories.changed_hours(job, start=date(2026, 3, 20)))


def test_the_price_of_terms_is_said_in_words():
    assert price_text(factories.hourly_terms(35, 10)) == "$35.00 an hour, up to 10 hours a week"
    assert price_text(factories.terms(10, 20.5)) == "$30.50"
