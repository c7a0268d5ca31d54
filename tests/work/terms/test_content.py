"""Terms as a value: the same content has the same hash, any other content another."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel.money import Money
from handsel.work.hours.hourly_terms import HourlyTerms, WorkView
from handsel.work.terms.content import MilestoneTerms, Terms, from_facts

PART = MilestoneTerms(UUID(int=1), "Calendar", 100_000, date(2026, 3, 16), "It opens")
TERMS = Terms("Night tours", "A booking system", "USD", [PART], "", "classic", 14)

TEXTS = st.text(max_size=20)
PARTS = st.builds(
    MilestoneTerms,
    st.uuids(),
    TEXTS,
    st.integers(1, 2**53 - 1),
    st.dates(),
    TEXTS,
)
HOURS = st.builds(
    HourlyTerms,
    st.integers(1, 2**53 - 1),
    st.integers(1, 169 * 3600),
    st.dates(),
    st.sampled_from(WorkView),
    st.booleans(),
    st.booleans(),
)
ANY = st.builds(
    Terms,
    TEXTS,
    TEXTS,
    st.sampled_from(["USD", "JPY"]),
    st.lists(PARTS, max_size=4),
    TEXTS,
    TEXTS,
    st.none() | st.integers(3, 30),
    st.none() | HOURS,
)


def test_the_price_is_the_sum_of_the_milestones():
    terms = replace(TERMS, milestones=[PART, replace(PART, ref=UUID(int=2), amount=50)])
    assert terms.price == Money(100_050, "USD")
    assert [money for _, money in terms.priced] == [Money(100_000, "USD"), Money(50, "USD")]
    assert replace(TERMS, milestones=[]).price == Money(0, "USD")


@pytest.mark.parametrize(
    "other",
    [
        replace(TERMS, title="Night tour"),
        replace(TERMS, description="A booking system."),
        replace(TERMS, currency="EUR"),
        replace(TERMS, clauses=" "),
        replace(TERMS, policy="fast"),
        replace(TERMS, auto_release_days=None),
        replace(TERMS, milestones=[]),
        replace(TERMS, milestones=[PART, replace(PART, ref=UUID(int=2))]),
        *(
            replace(TERMS, milestones=[replace(PART, **{name: value})])
            for name, value in {
                "ref": UUID(int=2),
                "name": "calendar",
                "amount": 100_001,
                "due": date(2026, 3, 17),
                "done_when": "",
            }.items()
        ),
    ],
)
def test_any_other_content_has_another_hash(other):
    assert other.hash != TERMS.hash


def test_terms_are_hourly_when_they_have_a_rate_and_say_so_on_the_record():
    rate = HourlyTerms(5000, 20 * 3600, date(2026, 3, 2), WorkView.REQUIRED, by_hand=True, auto_fund=False)
    hourly = replace(TERMS, hourly=rate)
    assert (TERMS.kind, TERMS.facts()["kind"], "hourly" in TERMS.facts()) == ("fixed", "fixed", False)
    assert (hourly.kind, hourly.facts()["kind"]) == ("hourly", "hourly")
    assert hourly.facts()["hourly"] == {
        "rate": 5000,
        "weekly_seconds": 72_000,
        "start": "2026-03-02",
        "work_view": "required",
        "by_hand": True,
        "auto_fund": False,
    }
    assert hourly.price == Money(100_000, "USD")


def test_the_order_of_milestones_is_part_of_the_terms():
    second = replace(PART, ref=UUID(int=2))
    ordered, reordered = (replace(TERMS, milestones=parts) for parts in ([PART, second], [second, PART]))
    assert ordered.hash != reordered.hash


@given(ANY)
def test_terms_come_back_from_the_record_as_they_went_in(terms):
    again = from_facts(terms.facts())
    assert again == terms
    assert again.hash == terms.hash
