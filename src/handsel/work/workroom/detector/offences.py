"""Finds phrases that ask for payment outside, or offer it, each in a sentence that does not refuse it."""

import re
from collections.abc import Iterator

from handsel.work.workroom.detector.kinds import Kind, Span
from handsel.work.workroom.detector.languages import PhraseBook, languages_of, subjects
from handsel.work.workroom.detector.sentences import sentences

_CLAUSE = re.compile(r"[,:()–—]| - | (?:but|pero|mais|aber|mas|sondern|sino) ")
_SAYS_NO_NOT = frozenset((Kind.OUTSIDE, Kind.SERVICE, Kind.CONTACT))
"""Kinds whose phrases hold no "not": where there is one between their words, it refuses."""


def phrases(text: str) -> Iterator[Span]:
    """The phrases in a text in small letters without accents, sentence by sentence."""
    for start, end in sentences(text):
        sentence = text[start:end]
        for language in languages_of(sentence):
            for kind, first, last in _offending(sentence, language):
                yield kind, start + first, start + last


def _offending(sentence: str, language: PhraseBook) -> Iterator[Span]:
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
