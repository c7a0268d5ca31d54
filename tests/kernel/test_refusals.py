"""Refusals say what is wrong, what did not happen, and what to do next."""

from handsel.kernel.refusals import KeyReused, NotFound, Refusal, Stale


class TooLate(Refusal):
    what = "It is too late."


def test_each_refusal_says_all_three() -> None:
    for refusal in (Refusal(), NotFound(), KeyReused(), Stale(), TooLate()):
        assert refusal.what
        assert refusal.kept
        assert refusal.way_out
        assert str(refusal) == refusal.what


def test_a_raise_may_say_it_in_its_own_words() -> None:
    refusal = TooLate("It is five minutes too late.", way_out="Ask Ada.")
    assert (refusal.what, refusal.kept, refusal.way_out) == (
        "It is five minutes too late.",
        Refusal.kept,
        "Ask Ada.",
    )
    assert TooLate().what == "It is too late."


def test_what_is_named_is_filled_in_after_the_sentence_is_translated() -> None:
    refusal = TooLate("It is %(minutes)s minutes too late.", way_out="Ask %(name)s.", minutes=5, name="Ada")
    assert str(refusal) == "It is 5 minutes too late."
    norwegian = {"It is %(minutes)s minutes too late.": "Det er %(minutes)s minutter for sent."}
    worded = refusal.worded(lambda words: norwegian.get(words, words))
    assert worded.what == "Det er 5 minutter for sent."
    assert worded.way_out == "Ask Ada."


def test_a_sentence_that_names_nothing_may_hold_a_percent_sign() -> None:
    assert str(TooLate("It was 100% done.")) == "It was 100% done."
