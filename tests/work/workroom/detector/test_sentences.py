"""Sentences and quotes."""

from hypothesis import given
from hypothesis import strategies as st

from handsel.work.workroom.detector.sentences import LENGTH_MAX, PASSAGE, passages, sentences, without_quotes


def test_a_full_stop_inside_an_address_ends_nothing() -> None:
    text = "See paypal.me/ada. Thanks! Bye\nBen"
    assert [text[start:end].strip() for start, end in sentences(text)] == [
        "See paypal.me/ada.",
        "Thanks!",
        "Bye",
        "Ben",
    ]


@given(st.text(alphabet="ab .!?\n"))
def test_sentences_cover_a_text_without_overlap(text: str) -> None:
    spans = list(sentences(text))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= LENGTH_MAX for start, end in spans)


@given(st.text(alphabet="ab .!?\n"))
def test_passages_cover_a_text_without_overlap(text: str) -> None:
    assert "".join(text[start:end] for start, end in passages(text)) == text


def test_a_passage_is_whole_sentences() -> None:
    text = "A word. " * (PASSAGE // 4)
    spans = list(passages(text))
    assert len(spans) > 1
    assert all(end - start <= PASSAGE and text[:end].rstrip().endswith(".") for start, end in spans)


def test_what_is_quoted_is_left_out_unless_it_is_all_there_is() -> None:
    assert without_quotes("The line “pay me” is too short") == "The line          is too short"
    assert without_quotes("“pay me directly”") == "“pay me directly”"
