"""Finds passages that ask for payment outside, by all that is in them, and what of them to quote."""

from collections.abc import Iterator

from handsel.work.workroom.detector.cues import cues, shown
from handsel.work.workroom.detector.features import features
from handsel.work.workroom.detector.kinds import Kind, Span
from handsel.work.workroom.detector.offences import phrases
from handsel.work.workroom.detector.sentences import passages, sentences
from handsel.work.workroom.detector.weights import weight

SURE = 300
"""What a sentence must count by itself; more than a passage, as less is known of it."""


def weighed(text: str) -> Iterator[Span]:
    """What to quote of each passage that counts more than 0, or has a sure sentence.

    That is its phrases, else its cues, else a sentence. The text is in small letters without accents.
    """
    for start, end in passages(text):
        passage = text[start:end]
        signs, offences = cues(passage), list(phrases(passage))
        whole = features(passage, signs, (kind for kind, _, _ in offences))
        if weight(whole) > 0 or _has_sure_sentence(passage):
            for kind, first, last in offences or [shown(signs) or _weightiest(passage)]:
                yield kind, start + first, start + last


def _has_sure_sentence(passage: str) -> bool:
    """Whether one of several sentences says it by itself, whatever stands around it."""
    parts = [passage[start:end] for start, end in sentences(passage)]
    return len(parts) > 1 and any(weight(passage_features(part)) > SURE for part in parts)


def passage_features(passage: str) -> set[str]:
    """All features of a passage: what its weights are learned from."""
    return features(passage, cues(passage), (kind for kind, _, _ in phrases(passage)))


def _weightiest(passage: str) -> Span:
    """The sentence that says most."""
    start, end = max(sentences(passage), key=lambda span: weight(features(passage[slice(*span)], (), ())))
    return Kind.OUTSIDE, start, end
