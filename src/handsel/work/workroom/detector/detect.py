"""Finds the words of a text that seem to ask for or offer payment outside (rules: off-platform payment)."""

import re
from collections.abc import Iterator
from itertools import chain

from handsel.work.workroom.detector.cues import weighed
from handsel.work.workroom.detector.evasions import undisguised
from handsel.work.workroom.detector.kinds import Detection, Kind
from handsel.work.workroom.detector.languages import PhraseBook, languages_of, subjects
from handsel.work.workroom.detector.normalise import read
from handsel.work.workroom.detector.numbers import numbers
from handsel.work.workroom.detector.sentences import sentences, without_quotes

FINDINGS_MAX = 20
"""So many are reported at most: a text that has more is no clearer."""
_CLAUSE = re.compile(r"[,:()–—]| - | (?:but|pero|mais|aber|mas|sondern|sino) ")
_CARD_WORDS = re.compile(r"\b(?:card|visa|master_?card|amex|exp|cvv|cvc|karte|tarjeta|carte|cartao)\b")
_SAYS_NO_NOT = frozenset((Kind.OUTSIDE, Kind.SERVICE, Kind.CONTACT))
"""Kinds whose phrases hold no "not": where there is one between their words, it refuses."""
_Span = tuple[Kind, int, int]


def detect(text: str) -> list[Detection]:
    """The findings in a text, in order; none overlap. Takes time linear in its length."""
    plain = read(text)
    reading = undisguised(plain)
    bare = without_quotes(reading.text)
    spans = chain(
        ((kind, *plain.origin(start, end)) for kind, start, end in _payable(plain.seen, bare)),
        ((kind, *reading.origin(start, end)) for kind, start, end in chain(_phrases(bare), weighed(bare))),
    )
    return [Detection(kind, text[start:end], start, end) for kind, start, end in _apart(spans)]


def _apart(spans: Iterator[_Span]) -> list[_Span]:
    """The first spans that do not overlap, in the order of the text."""
    kept: list[_Span] = []
    for span in spans:
        if all(span[1] >= end or start >= span[2] for _, start, end in kept):
            kept.append(span)
            if len(kept) == FINDINGS_MAX:
                break
    return sorted(kept, key=lambda span: span[1])


def _phrases(text: str) -> Iterator[_Span]:
    for start, end in sentences(text):
        sentence = text[start:end]
        for language in languages_of(sentence):
            for kind, first, last in _offending(sentence, language):
                yield kind, start + first, start + last


def _offending(sentence: str, language: PhraseBook) -> Iterator[_Span]:
    """What a sentence asks for or offers, unless it refuses it, tells the rule, or speaks of others."""
    for kind, pattern in _applying(sentence, language):
        for match in pattern.finditer(sentence):
            if not _is_refused(kind, match, language):
                yield kind, match.start(), match.end()


def _applying(sentence: str, language: PhraseBook) -> Iterator[tuple[Kind, re.Pattern[str]]]:
    """The phrases that say something in a sentence with these words."""
    yield from language.offers.items()
    if not subjects().made.search(sentence):
        yield from language.hints.items()
        if not subjects().goods.search(sentence):
            yield from language.mentions.items()


def _is_refused(kind: Kind, match: re.Match[str], language: PhraseBook) -> bool:
    sentence, before = match.string, match.string[: match.start()]
    if subjects().others.search(before):
        return True
    clause = _CLAUSE.split(before)[-1] + (match[0] if kind in _SAYS_NO_NOT else "")
    if language.refusing.search(language.harmless.sub(" ", clause)):
        return True
    rule = subjects().rule.search(sentence)
    return rule is not None and not language.contrast.search(sentence, rule.end(), match.start())


def _payable(seen: str, bare: str) -> Iterator[_Span]:
    """Numbers to which money is sent, unless the text is about something that works with them."""
    rows = list(numbers(seen))
    if rows and not subjects().made.search(bare):
        is_about_cards = _CARD_WORDS.search(bare) or not any(map(str.isalpha, bare))
        yield from (row for row in rows if row[0] is not Kind.CARD or is_about_cards)
