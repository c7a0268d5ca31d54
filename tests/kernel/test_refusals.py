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
