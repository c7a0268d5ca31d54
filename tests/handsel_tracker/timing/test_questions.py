"""Questions about stretches without input."""

from handsel_tracker.timing.blocks import WorkWeek
from handsel_tracker.timing.questions import Question

GUESSED = {("job", WorkWeek(0, 7 * 86_400)): [(100, 200)]}


def test_a_question_moves_with_what_it_is_about() -> None:
    growing, over = Question("a", "job", 150), Question("b", "job", 100, 180)
    before, other = Question("c", "job", 90, 99), Question("d", "another job", 150, 180)
    for question in (growing, over, before, other):
        question.move(GUESSED, -50)
    assert (growing.from_s, growing.until_s) == (100, None)
    assert (over.from_s, over.until_s) == (50, 130)
    assert (before.from_s, other.from_s) == (90, 150)
