"""Detection over the labelled messages with which its rules were made."""

from collections import Counter

from tests.off_platform import labelled, score


def test_the_corpus_has_many_of_each_label_in_five_languages() -> None:
    rows = labelled("rules")
    assert min(Counter(row.label for row in rows).values()) >= 150
    assert {"en", "es", "fr", "de", "pt"} <= {row.language for row in rows}
    assert len({row.text for row in rows}) == len(rows)


def test_nearly_all_that_ask_are_caught_and_nearly_nobody_else() -> None:
    result = score(labelled("rules"))
    assert result.precision >= 0.98, result.accused
    assert result.recall >= 0.93, result.missed
