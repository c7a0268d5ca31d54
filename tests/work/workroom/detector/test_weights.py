"""The weights of features, as they stand in their file."""

from bench.off_platform_weights import learn
from handsel.work.workroom.detector.weights import BIAS, weight, weights
from tests.off_platform import ASKS, Labelled


def test_features_count_together_and_what_is_not_known_counts_nothing() -> None:
    assert weight({"a word that nobody has written"}) == weights()[BIAS]
    assert weight({"website", "cue: name"}) - weight(()) == weights()["website"] + weights()["cue: name"]


def test_what_says_nothing_is_no_offence() -> None:
    assert weights()[BIAS] < 0


def test_the_same_messages_give_the_same_weights_and_what_tells_them_apart_counts() -> None:
    texts = {
        "pay me by venmo please": ASKS,
        "venmo me the rest": ASKS,
        "the roof is done": "plain",
        "the roof leaks": "plain",
    }
    rows = [Labelled(text, label, "en", "", "") for text, label in texts.items()]
    learned = learn(rows)
    assert learned == learn(rows)
    assert learned["venmo"] > 0 > learned["roof"]
    assert "leaks" not in learned
