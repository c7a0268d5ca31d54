"""Finds the words of a text that seem to ask for or offer payment outside (rules: off-platform payment)."""

import re
from collections.abc import Iterator
from itertools import chain

from handsel.work.workroom.detector.evasions import undisguised
from handsel.work.workroom.detector.kinds import Detection, Kind, Span
from handsel.work.workroom.detector.languages import subjects
from handsel.work.workroom.detector.normalise import read
from handsel.work.workroom.detector.numbers import numbers
from handsel.work.workroom.detector.sentences import without_quotes
from handsel.work.workroom.detector.weighing import weighed

FINDINGS_MAX = 20
"""So many are reported at most: a text that has more is no clearer."""
_CARD_WORDS = re.compile(r"\b(?:card|visa|master_?card|amex|exp|cvv|cvc|karte|tarjeta|carte|cartao)\b")


def detect(text: str) -> list[Detection]:
    """The findings in a text, in order; none overlap. Takes time linear in its length."""
    plain = read(text)
    reading = undisguised(plain)
    bare = without_quotes(reading.text)
    spans = chain(
        ((kind, *plain.origin(start, end)) for kind, start, end in _payable(plain.seen, bare)),
        ((kind, *reading.origin(start, end)) for kind, start, end in weighed(bare)),
    )
    return [Detection(kind, text[start:end], start, end) for kind, start, end in _apart(spans)]


def _apart(spans: Iterator[Span]) -> list[Span]:
    """The first spans that do not overlap, in the order of the text."""
    kept: list[Span] = []
    for span in spans:
        if all(span[1] >= end or start >= span[2] for _, start, end in kept):
            kept.append(span)
            if len(kept) == FINDINGS_MAX:
                break
    return sorted(kept, key=lambda span: span[1])


def _payable(seen: str, bare: str) -> Iterator[Span]:
    """Numbers to which money is sent, unless the text is about something that works with them."""
    rows = list(numbers(seen))
    if rows and not subjects().made.search(bare):
        is_about_cards = _CARD_WORDS.search(bare) or not any(map(str.isalpha, bare))
        yield from (row for row in rows if row[0] is not Kind.CARD or is_about_cards)
