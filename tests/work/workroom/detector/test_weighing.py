"""Passages that are weighed by all that is in them."""

import pytest

from handsel.work.workroom.detector.kinds import Kind
from handsel.work.workroom.detector.sentences import PASSAGE
from handsel.work.workroom.detector.weighing import weighed


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("i can pay the extra pages with a gift card, nobody has to know", Kind.OUTSIDE, "gift card"),
        ("la proxima vez lo hacemos por fuera y te pago en mano", Kind.OUTSIDE, "por fuera"),
        ("could you pay me directly this time?", Kind.OUTSIDE, "pay me directly"),
    ],
)
def test_words_that_ask_for_payment_outside_are_quoted(text: str, kind: Kind, words: str) -> None:
    spans = list(weighed(text))
    assert any(row[0] is kind and words in text[row[1] : row[2]] for row in spans), spans


@pytest.mark.parametrize(
    "text",
    [
        "could you send me the raw files directly as a zip?",
        "the gift card design is ready, shall i send you the other two?",
        "$60.00 paid, the rest is back in your wallet.",
        "sorry, i can't take paypal, it's against the rules.",
        "that was quick, see you on monday",
        "",
    ],
)
def test_the_same_words_about_work_or_the_rule_say_nothing(text: str) -> None:
    assert list(weighed(text)) == []


def test_what_stands_around_a_sure_sentence_hides_it_no_more() -> None:
    text = "here is the report. could you pay me directly, outside the site?"
    assert any("pay me directly" in text[start:end] for _, start, end in weighed(text))


def test_a_passage_far_into_a_text_is_weighed_alone() -> None:
    before = "the second chapter is done. " * (PASSAGE // 14)
    text = before + "\n" + "could you pay me directly this time? " * 3
    spans = list(weighed(text))
    assert spans
    assert all(start >= len(before) for _, start, _ in spans)
