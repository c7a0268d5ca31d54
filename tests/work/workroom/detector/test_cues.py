"""Small signs that count together."""

import pytest

from handsel.work.workroom.detector.cues import weighed, weight
from handsel.work.workroom.detector.kinds import Kind
from handsel.work.workroom.detector.languages import languages
from handsel.work.workroom.detector.tables import table

SHARED = table("shared", "cues")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("would you take a gift card for the extra two pages?", Kind.SERVICE, "gift card"),
        ("how much would it be without their little cut?", Kind.FEE, "their little cut"),
        ("nachstes mal machen wir das lieber privat", Kind.OUTSIDE, "privat"),
        ("la proxima vez lo hacemos por fuera y te pago en mano", Kind.OUTSIDE, "en mano"),
        ("venmo?", Kind.SERVICE, "venmo"),
    ],
)
def test_words_that_only_together_ask_for_payment_outside_are_shown(
    text: str, kind: Kind, words: str
) -> None:
    findings = list(weighed(text))
    assert [row[0] for row in findings] == [kind]
    assert words in text[findings[0][1] : findings[0][2]]


@pytest.mark.parametrize(
    "text",
    [
        "could you send me the raw files directly as a zip?",
        "the gift card design is ready, shall i send you the other two?",
        "$60.00 paid, the rest is back in your wallet.",
        "sorry, i can't take paypal, it's against the rules.",
        "that was quick, see you on monday",
    ],
)
def test_the_same_words_about_work_or_the_rule_say_nothing(text: str) -> None:
    assert list(weighed(text)) == []


def test_kinds_count_more_together_and_work_counts_against() -> None:
    assert weight({"fee", "dodge"}) > weight({"fee"}) + weight({"dodge"})
    assert weight({"name", "work"}) < weight({"name"})


def test_every_kind_has_a_weight_and_every_pair_is_of_such_kinds() -> None:
    known = set(SHARED["weights"])
    assert set(SHARED["order"].split()) <= known
    assert {kind for pair in SHARED["pairs"] for kind in pair.split()} <= known


def test_every_language_has_every_kind() -> None:
    assert all(set(row.cues.groupindex) == set(SHARED["order"].split()) for row in languages())
