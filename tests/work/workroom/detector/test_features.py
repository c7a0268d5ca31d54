"""What a passage is weighed by."""

from handsel.work.workroom.detector.features import features
from handsel.work.workroom.detector.kinds import Kind


def test_words_and_their_beginnings_count_alone_and_in_pairs() -> None:
    assert features("pay directly", (), ()) == {"pay", "directly", "direc", "pay directly", "pay direc"}


def test_any_number_counts_as_the_same() -> None:
    assert features("25", (), ()) == features("1000", (), ()) == {"0"}


def test_cues_and_phrases_are_told_from_words() -> None:
    assert features("fee", ["fee"], [Kind.FEE]) == {"fee", "cue: fee", "phrase: fee"}


def test_an_empty_passage_has_none() -> None:
    assert features("", (), ()) == set()
