"""Detection over labelled messages: those from which it learned, and those that it never saw."""

from collections import Counter

import pytest

from tests.off_platform import labelled, score


def test_the_corpus_has_many_of_each_label_in_five_languages() -> None:
    rows = labelled("rules")
    assert min(Counter(row.label for row in rows).values()) >= 150
    assert {"en", "es", "fr", "de", "pt"} <= {row.language for row in rows}
    assert len({row.text for row in rows}) == len(rows)


@pytest.mark.parametrize("split", ["rules", "held"])
def test_nearly_all_that_ask_are_caught_and_nearly_nobody_else(split: str) -> None:
    result = score(labelled(split))
    assert result.precision >= 0.95, result.accused
    assert result.recall >= 0.85, result.missed


def test_no_message_that_is_held_back_was_learned_from() -> None:
    assert {row.text for row in labelled("held")}.isdisjoint(row.text for row in labelled("rules"))
