"""The wallet says what auto-fund takes next, and whether it is enough."""

import pytest
from django.utils.html import strip_tags

from handsel.kernel.money import Money
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.web.money.auto_funding import auto_funding
from handsel.work.hours.pausing import pause_job
from handsel.work.terms.ending import end_job
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.web.scenario import signed_in


@pytest.fixture(autouse=True)
def _frozen(frozen_clock: FrozenClock) -> FrozenClock:
    return frozen_clock


def words(person: Person, free: Money) -> str:
    funding = auto_funding(person, free)
    return strip_tags(str(funding.step.words)) if funding else ""


NEXT = "goes into escrow for the week of Mon 9 Mar, Sun 8 Mar, 22:00."
"""Sunday at 18:00 in New York, in UTC."""


def test_what_goes_into_escrow_next_is_covered_or_missing(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben)
    assert words(ada, usd(800)) == f"$800.00 {NEXT} Your wallet covers it."
    assert words(ada, usd(799)) == f"$800.00 {NEXT} Add $1.00 before then."
    funding = auto_funding(ada, usd(0))
    assert funding is not None
    assert (funding.job, funding.step.tone) == (job.pk, "warn")


def test_several_jobs_are_one_line(ada: Person, ben: Person) -> None:
    for _ in range(2):
        factories.hourly_bound(ada, ben)
    several = NEXT.replace("9 Mar,", "9 Mar in 2 jobs,")
    assert words(ada, usd(2_000)) == f"$1,600.00 {several} Your wallet covers it."


def test_a_fee_on_top_is_taken_with_it(ada: Person, ben: Person, olga: Person) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=1000, fee_payer=FeePayer.CLIENT))
    factories.hourly_bound(ada, ben, factories.hourly_terms(policy="dear"))
    assert words(ada, usd(880)).startswith("$880.00")


def test_nothing_is_said_where_nothing_is_funded_automatically(ada: Person, ben: Person) -> None:
    factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    pause_job(Actor(ada.pk), factories.hourly_bound(ada, ben))
    end_job(Actor(ada.pk), factories.hourly_bound(ada, ben), reason="The work is done.")
    assert [words(ada, usd(800)), words(ben, usd(800)), words(ada, Money(1, "EUR"))] == ["", "", ""]


def test_the_wallet_leads_to_the_terms_and_the_earnings_say_nothing(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 1_000)
    page = signed_in(ada).get("/money/wallet/").content.decode()
    assert f'<a href="/jobs/{job.pk}/terms/">Auto-fund is on</a>' in page
    assert "Auto-fund is on" not in signed_in(ben).get("/money/earnings/").content.decode()
