"""Highlight matches in text, and cut excerpts from long text."""

import html
import re
from collections.abc import Iterator

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from handsel.search.queries import Query, Term
from handsel.search.tokens import pieces

BEFORE, AFTER = 60, 160
_LOOKED_THROUGH = 50_000
_TAG = re.compile(r"""(<(?:"[^"]*"|'[^']*'|[^'">])*>)""")


def marked(text: str, query: Query | None) -> str:
    """Text or HTML with matches in `<mark>`; plain text is escaped."""
    if not query or not query.terms or not text:
        return text
    parts = _TAG.split(conditional_escape(text))
    for place in range(0, len(parts), 2):
        parts[place] = _marked(html.unescape(parts[place]), query)
    return mark_safe("".join(parts))


def passage(text: str, query: Query) -> str:
    """An excerpt around the first match; empty if there is none."""
    place = _first(text, query)
    if place is None:
        return ""
    start = 0 if place <= BEFORE else text.rfind(" ", 0, place - BEFORE // 2) + 1
    start = max(start, place - BEFORE)
    end = len(text) if len(text) <= place + AFTER else text.find(" ", place + AFTER, place + 2 * AFTER)
    end = place + AFTER if end < 0 else end
    cut = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"


def holds(text: str, query: Query) -> bool:
    """Whether any token of the query is in a text."""
    return any(query.asks_for(piece.token) for piece in pieces(text))


def _marked(text: str, query: Query) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in _parts(text, query)))


def _parts(text: str, query: Query) -> Iterator[str]:
    done = 0
    for piece in pieces(text):
        if piece.start >= done and query.asks_for(piece.token):
            yield text[done : piece.start]
            yield format_html("<mark>{}</mark>", text[piece.start : piece.end])
            done = piece.end
    yield text[done:]


def _first(text: str, query: Query) -> int | None:
    """The position of the first match: by plain search, or else by tokens of the first part."""
    lowered = text.lower()
    starts = [match.start() for term in query.terms for match in _written(lowered, term)]
    if starts and len(lowered) == len(text):
        return min(starts)
    near = pieces(text[:_LOOKED_THROUGH])
    return next((piece.start for piece in near if query.asks_for(piece.token)), None)


def _written(lowered: str, term: Term) -> Iterator[re.Match[str]]:
    for token in term.tokens:
        end = "" if term.begun and token == term.tokens[-1] else r"(?![^\W_])"
        if match := re.search(rf"(?<![^\W_]){re.escape(token)}{end}", lowered):
            yield match
