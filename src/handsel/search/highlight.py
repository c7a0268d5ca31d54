"""Highlight matches in text, and cut excerpts from long text."""

import html
import re
import unicodedata
from collections.abc import Iterator

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from handsel.search.queries import Query, Term
from handsel.search.tokens import Piece, is_alone, pieces

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
    return any(_hits(text, query))


def _marked(text: str, query: Query) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in _parts(text, query)))


def _parts(text: str, query: Query) -> Iterator[str]:
    done = 0
    for start, end in _spans(text, query):
        yield text[done:start]
        yield format_html("<mark>{}</mark>", text[start:end])
        done = end
    yield text[done:]


def _spans(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the marks begin and end: one for letters that follow each other."""
    spans: list[tuple[int, int]] = []
    for piece in _hits(text, query):
        if spans and piece.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(piece.end, spans[-1][1]))
        else:
            spans.append((piece.start, piece.end))
    return spans


def _first(text: str, query: Query) -> int | None:
    """The position of the first match: by plain search, or else by tokens of the first part."""
    lowered = text.lower()
    starts = [start for term in query.terms for start in _written(lowered, term)]
    if starts and len(lowered) == len(text):
        return min(starts)
    return next((piece.start for piece in _hits(text[:_LOOKED_THROUGH], query)), None)


def _hits(text: str, query: Query) -> Iterator[Piece]:
    """The pieces that a query asks for; letters of scripts without spaces only where they follow on."""
    row = list(pieces(text))
    words = [piece.token for piece in row]
    runs = {place for term in query.terms for place in _runs(words, term)}
    for place, piece in enumerate(row):
        alone = is_alone(piece.token)
        if place in runs or any(not alone and term.matches(piece.token) for term in query.terms):
            yield piece


def _runs(words: list[str], term: Term) -> Iterator[int]:
    """The places where all tokens of a term stand in a row."""
    many = len(term.tokens)
    *whole, last = term.tokens or ("",)
    for start in range(len(words) - many + 1) if many else ():
        ends = words[start + many - 1]
        if words[start : start + many - 1] == whole and (
            ends.startswith(last) if term.begun else ends == last
        ):
            yield from range(start, start + many)


def _written(lowered: str, term: Term) -> Iterator[int]:
    """Where the tokens of a term stand as they are, as words of their own."""
    for token in term.tokens:
        begun = term.begun and token == term.tokens[-1]
        for match in re.finditer(re.escape(token), lowered):
            if not _is_in_word(lowered, match.start() - 1) and (
                begun or not _is_in_word(lowered, match.end())
            ):
                yield match.start()
                break


def _is_in_word(text: str, place: int) -> bool:
    """Whether a letter, a digit, or what belongs to one stands there."""
    if not 0 <= place < len(text):
        return False
    return text[place].isalnum() or unicodedata.category(text[place]) in {"Mn", "Mc", "Me", "Cf", "So"}
