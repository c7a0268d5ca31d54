"""What is said of payment outside, by language: read from the files in `phrases`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from handsel.work.workroom.detector.kinds import Kind
from handsel.work.workroom.detector.phrase import beginnings, filled, phrase
from handsel.work.workroom.detector.tables import table

NAMES = ("english", "spanish", "french", "german", "portuguese")
_SHARE = 0.6
_SURE = 2
"""A language with fewer common words in a sentence may as well be another."""
_WORD = re.compile(r"\w++")


@dataclass(frozen=True)
class PhraseBook:
    """The phrases of a language.

    Offers are offences in themselves. Hints are unless the sentence is about something that people make, as a
    form with a field for an IBAN; mentions also not beside what people work on, as a price list.
    """

    common: frozenset[str]
    triggers: re.Pattern[str]
    offers: Mapping[Kind, re.Pattern[str]]
    hints: Mapping[Kind, re.Pattern[str]]
    mentions: Mapping[Kind, re.Pattern[str]]
    refusing: re.Pattern[str]
    harmless: re.Pattern[str]
    contrast: re.Pattern[str]
    cues: re.Pattern[str]


@dataclass(frozen=True)
class Subjects:
    """What else a sentence may be about, in any language."""

    rule: re.Pattern[str]
    others: re.Pattern[str]
    made: re.Pattern[str]
    goods: re.Pattern[str]


def languages_of(sentence: str) -> list[PhraseBook]:
    """The languages in which a sentence may say something of payment."""
    return [language for language in spoken_in(sentence) if language.triggers.search(sentence)]


def spoken_in(sentence: str) -> list[PhraseBook]:
    """The languages in which a sentence may be."""
    words = set(_WORD.findall(sentence))
    scores = [(len(words & language.common), language) for language in languages()]
    best = max(score for score, _ in scores)
    least = best * _SHARE if best >= _SURE else 0
    return [language for score, language in scores if score >= least]


@cache
def languages() -> tuple[PhraseBook, ...]:
    """Every language."""
    shared = table("shared")["words"]
    return tuple(_language(name, shared) for name in NAMES)


@cache
def subjects() -> Subjects:
    """The subjects, each in all languages."""
    rows = [table(name)["subjects"] for name in NAMES]
    return Subjects(**{name: phrase(words for row in rows for words in row[name]) for name in rows[0]})


def _language(name: str, shared: Mapping[str, str]) -> PhraseBook:
    rows_of = table(name)
    words = {**rows_of["words"], **shared}
    offers, hints, mentions = (
        {Kind(kind): phrase(filled(rows, words)) for kind, rows in rows_of[strength].items()}
        for strength in ("offers", "hints", "mentions")
    )
    refusing, harmless, contrast = (
        phrase(rows_of["context"][name]) for name in ("refusing", "harmless", "contrast")
    )
    return PhraseBook(
        common=frozenset(rows_of["common"].split()),
        triggers=beginnings(rows_of["triggers"]),
        offers=offers,
        hints=hints,
        mentions=mentions,
        refusing=refusing,
        harmless=harmless,
        contrast=contrast,
        cues=_cues(name, shared),
    )


def _cues(name: str, shared: Mapping[str, str]) -> re.Pattern[str]:
    """The cues of a language, each as a group named by its kind; the first kind that fits is it."""
    rows: dict[str, list[str]] = {**table(name, "cues"), **table("shared", "cues")["cues"]}
    kinds = table("shared", "cues")["order"].split()
    return phrase(f"(?P<{kind}>{'|'.join(filled(rows[kind], shared))})" for kind in kinds)
