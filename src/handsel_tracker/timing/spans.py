"""Spans of whole seconds: sorted, apart from each other, each a start and an end."""

from collections.abc import Iterable, Sequence

Spans = list[tuple[int, int]]


def with_span(spans: Iterable[tuple[int, int]], start: int, end: int) -> Spans:
    """Spans with one more, joined with those that it touches; an empty one changes nothing."""
    rows = [*spans, (start, end)] if start < end else list(spans)
    joined: Spans = []
    for first, last in sorted(rows):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def with_spans(spans: Iterable[tuple[int, int]], more: Iterable[tuple[int, int]]) -> Spans:
    """All seconds of both."""
    rows = list(spans)
    for start, end in more:
        rows = with_span(rows, start, end)
    return rows


def between(spans: Iterable[tuple[int, int]], start: int, end: int) -> Spans:
    """The part of spans from a second on and before another."""
    return [(max(first, start), min(last, end)) for first, last in spans if first < end and last > start]


def without(spans: Iterable[tuple[int, int]], gone: Iterable[tuple[int, int]]) -> Spans:
    """The seconds of spans that are not in others."""
    rows = list(spans)
    for start, end in gone:
        rows = [*between(rows, 0, start), *between(rows, end, 2**62)]
    return sorted(rows)


def common(spans: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> Spans:
    """The seconds of spans that are in others too."""
    rows = list(spans)
    return sorted(row for start, end in others for row in between(rows, start, end))


def seconds_of(spans: Iterable[tuple[int, int]]) -> int:
    """How long they are together."""
    return sum(end - start for start, end in spans)


def first_seconds(spans: Sequence[tuple[int, int]], most: int) -> Spans:
    """The first so many seconds of spans."""
    kept: Spans = []
    for start, end in spans:
        left = most - seconds_of(kept)
        if left > 0:
            kept.append((start, min(end, start + left)))
    return kept
