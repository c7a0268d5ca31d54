"""The cues of a passage."""

import pytest

from handsel.work.workroom.detector.cues import SHOWN, cues, shown
from handsel.work.workroom.detector.kinds import Kind
from handsel.work.workroom.detector.languages import languages
from handsel.work.workroom.detector.tables import table

ORDER = table("shared", "cues")["order"].split()


@pytest.mark.parametrize(
    ("passage", "kind", "words"),
    [
        ("would you take a gift card for the extra two pages?", Kind.SERVICE, "gift card"),
        ("how much would it be without their little cut?", Kind.FEE, "their little cut"),
        ("nachstes mal machen wir das lieber privat", Kind.OUTSIDE, "privat"),
        ("venmo?", Kind.SERVICE, "venmo"),
    ],
)
def test_the_words_that_give_a_passage_away_are_shown(passage: str, kind: Kind, words: str) -> None:
    span = shown(cues(passage))
    assert span is not None
    assert span[0] is kind
    assert words in passage[span[1] : span[2]]


def test_a_passage_with_none_shows_nothing() -> None:
    assert shown(cues("the roof is done, and the gutters are next on the list")) is None


def test_what_comes_again_counts_once_more_and_is_shown_to_the_last() -> None:
    passage = "paypal or venmo"
    spans = cues(passage)
    assert spans["name"] == (0, len(passage))
    assert "name twice" in spans
    assert "name twice" not in cues("paypal")


def test_a_refusal_and_a_rule_are_cues_too() -> None:
    assert {"refusing", "rule"} <= set(cues("sorry, i can't, it is against the rules of the platform"))


def test_every_language_has_every_kind() -> None:
    assert set(SHOWN) <= set(ORDER)
    assert all(set(row.cues.groupindex) == set(ORDER) for row in languages())
