"""Spans of whole seconds."""

from itertools import pairwise

from hypothesis import given as examples
from hypothesis import strategies as st

from handsel_tracker.timing.spans import (
    between,
    common,
    first_seconds,
    seconds_of,
    with_span,
    with_spans,
    without,
)

SPAN = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda pair: (min(pair), max(pair)))


def seconds_in(spans: list[tuple[int, int]]) -> set[int]:
    return {second for start, end in spans for second in range(start, end)}


@examples(st.lists(SPAN))
def test_they_are_apart_in_order_and_hold_each_second_once(rows: list[tuple[int, int]]) -> None:
    spans = with_spans([], rows)
    assert seconds_in(spans) == seconds_in(rows)
    assert seconds_of(spans) == len(seconds_in(rows))
    assert all(first[1] < second[0] for first, second in pairwise(spans))


@examples(st.lists(SPAN), st.integers(0, 100), st.integers(0, 100))
def test_a_part_of_them_and_the_first_of_them(rows: list[tuple[int, int]], start: int, most: int) -> None:
    spans = with_spans([], rows)
    assert seconds_in(between(spans, start, 101)) == {at for at in seconds_in(rows) if at >= start}
    assert seconds_in(first_seconds(spans, most)) == set(sorted(seconds_in(rows))[:most])


def test_touching_spans_are_joined() -> None:
    assert with_span([(0, 5), (9, 12)], 5, 9) == [(0, 12)]


@examples(st.lists(SPAN), st.lists(SPAN))
def test_what_is_taken_away_is_gone(rows: list[tuple[int, int]], gone: list[tuple[int, int]]) -> None:
    assert seconds_in(without(with_spans([], rows), gone)) == seconds_in(rows) - seconds_in(gone)


@examples(st.lists(SPAN), st.lists(SPAN))
def test_what_two_have_in_common(rows: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    held = common(with_spans([], rows), with_spans([], others))
    assert seconds_in(held) == seconds_in(rows) & seconds_in(others)
    assert seconds_of(held) == len(seconds_in(held))
