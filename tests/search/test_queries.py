"""What a line asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.search.queries import LENGTH_MAX, TERMS_MAX, TOKENS_MAX, Query, Term, parse_query


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("", []),
        ("kroner fee", [Term(("kroner",)), Term(("fee",), begun=True)]),
        ("№ 12", [Term((), number=12)]),
        ("#12 fee", [Term((), number=12), Term(("fee",), begun=True)]),
        ("12", [Term(("12",), begun=True, number=12)]),
        ('"card fee" no', [Term(("card", "fee")), Term(("no",), begun=True)]),
        ("“card fee”", [Term(("card", "fee"))]),
        ('"card fee', [Term(("card",)), Term(("fee",), begun=True)]),
        ("rules-3.pd", [Term(("rules", "3", "pd"), begun=True)]),
        ("*** --- ' ;", []),
    ],
)
def test_a_line_is_read(line: str, terms: list[Term]) -> None:
    assert parse_query(line) == Query(tuple(terms))


def test_a_term_has_no_more_tokens_than_are_looked_for() -> None:
    for line in ("\ufdfa" * 100, ".".join("a" * 90), '"' + "a " * 90 + '"'):
        assert max(len(term.tokens) for term in parse_query(line).terms) <= TOKENS_MAX


def test_the_order_of_the_parts_of_a_word_matters() -> None:
    assert Term(("rules", "pd"), begun=True).phrase == " rules pd"
    assert Term(("card", "fee")).phrase == " card fee "
    assert Term(("fee",)).phrase == ""


@pytest.mark.parametrize(
    ("line", "token", "expected"),
    [("fee", "fees", True), ('"fee"', "fees", False), ("card fee", "cards", False), ("№ 3", "3", False)],
)
def test_only_the_last_word_may_be_begun(line: str, token: str, expected: bool) -> None:
    assert parse_query(line).asks_for(token) is expected


@given(st.text(max_size=300))
def test_any_line_can_be_read(line: str) -> None:
    assert len(parse_query(line).terms) <= TERMS_MAX


def test_a_long_line_is_cut() -> None:
    assert parse_query("a" * LENGTH_MAX + " b").terms == parse_query("a" * LENGTH_MAX).terms
