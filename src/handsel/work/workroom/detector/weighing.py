"""Finds passages that ask for payment outside, by all that is in them, and what of them to quote."""

from collections.abc import Iterator

from handsel.work.workroom.detector.cues import cues, shown
from handsel.work.workroom.detector.features import features
from handsel.work.workroom.detector.kinds import Kind, Span
from handsel.work.workroom.detector.offences import phrases
from handsel.work.workroom.detector.sentences import passages, sentences
from handsel.work.workroom.detector.weights import weight


def weighed(text: str) -> Iterator[Span]:
    """What to quote of each passage that counts more than 0: its phrases, else its cues, else a sentence.

    The text is in small letters without accents.
    """
    for start, end in passages(text):
        passage = text[start:end]
        signs, offences = cues(passage), list(phrases(passage))
        if weight(features(passage, signs, (kind for kind, _, _ in offences))) > 0:
            for kind, first, last in offences or [shown(signs) or _weightiest(passage)]:
                yield kind, start + first, start + last


def passage_features(passage: str) -> set[str]:
    """All features of a passage: what its weights are learned from."""
    return features(passage, cues(passage), (kind for kind, _, _ in phrases(passage)))


def _weightiest(passage: str) -> Span:
    """The sentence that says most."""
    start, end = max(sentences(passage), key=lambda span: weight(features(passage[slice(*span)], (), ())))
    return Kind.OUTSIDE, start, end
