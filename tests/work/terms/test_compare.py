"""What differs between two versions."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from handsel.kernel.money import Money
from handsel.work.terms.compare import compare
from handsel.work.terms.content import MilestoneTerms, Terms

CALENDAR, ROTA = (
    MilestoneTerms(UUID(int=n), name, 1000, date(2026, 3, 16)) for n, name in ((1, "Calendar"), (2, "Rota"))
)
TERMS = Terms("Night tours", "A booking system", "USD", [CALENDAR, ROTA], "", "classic", 14)
PROSE = st.text("ab \n", max_size=30)


def rows(old: Terms, new: Terms) -> list[tuple[str, str, int]]:
    return [(row.name, row.kind, row.difference.minor) for row in compare(old, new).rows]


def test_the_same_terms_differ_in_nothing():
    comparison = compare(TERMS, TERMS)
    assert comparison.is_empty
    assert comparison.difference == Money(0, "USD")


def test_milestones_are_known_by_their_ref_whatever_they_are_called():
    new = replace(TERMS, milestones=[replace(ROTA, name="Staff rota", amount=1200), CALENDAR])
    assert rows(TERMS, new) == [("Staff rota", "changed", 200), ("Calendar", "same", 0)]
    assert compare(TERMS, new).difference == Money(200, "USD")


def test_added_and_dropped_milestones_count_whole():
    launch = MilestoneTerms(UUID(int=3), "Launch", 500, date(2026, 4, 1))
    new = replace(TERMS, milestones=[CALENDAR, launch])
    assert rows(TERMS, new) == [("Calendar", "same", 0), ("Launch", "added", 500), ("Rota", "dropped", -1000)]
    added, dropped = compare(TERMS, new).rows[1:]
    assert (added.old_money, added.new_money) == (None, Money(500, "USD"))
    assert (dropped.old_money, dropped.new_money) == (Money(1000, "USD"), None)
    assert all(row.due_moved and row.amount_moved and row.days == 0 for row in (added, dropped))


def test_a_day_that_moved():
    later = replace(CALENDAR, due=date(2026, 3, 20))
    (row, _) = compare(TERMS, replace(TERMS, milestones=[later, ROTA])).rows
    assert (row.days, row.due_moved, row.amount_moved) == (4, True, False)
    (row, _) = compare(replace(TERMS, milestones=[later, ROTA]), TERMS).rows
    assert row.days == -4


def test_words_and_choices_that_differ_are_named():
    new = replace(TERMS, clauses="Faults are mended.", auto_release_days=None)
    comparison = compare(TERMS, new)
    assert [text.name for text in comparison.texts] == ["clauses", "auto_release_days"]
    assert not comparison.is_empty
