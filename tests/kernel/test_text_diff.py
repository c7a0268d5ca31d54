"""What differs between two texts: readable from both sides, and bounded in time whatever they hold."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel.text_diff import MARKED_MAX, DiffLine, DiffRun, line_diff, word_diff

PROSE = st.text(alphabet="ab \n", max_size=30)
LINES = st.lists(st.sampled_from(["", "a", "b", "a b", "c"]), max_size=30)


def kinds(old: list[str], new: list[str]) -> list[str]:
    return [line.kind for line in line_diff(old, new)]


def text_of(runs: tuple[DiffRun, ...]) -> str:
    return "".join(run.words for run in runs)


def test_runs_of_words() -> None:
    assert word_diff("a booking system", "a quick booking") == (
        DiffRun("same", "a"),
        DiffRun("new", " quick"),
        DiffRun("same", " booking"),
        DiffRun("old", " system"),
    )


@given(PROSE, PROSE)
def test_both_texts_can_be_read_from_their_runs(old: str, new: str) -> None:
    runs = word_diff(old, new)
    assert "".join(run.words for run in runs if run.kind != "new") == old
    assert "".join(run.words for run in runs if run.kind != "old") == new


@given(LINES, LINES)
def test_both_texts_can_be_read_from_their_lines(old: list[str], new: list[str]) -> None:
    lines = list(line_diff(old, new))
    assert [(line.old, text_of(line.old_runs)) for line in lines if line.old] == list(enumerate(old, 1))
    assert [(line.new, text_of(line.new_runs)) for line in lines if line.new] == list(enumerate(new, 1))
    assert all(text_of(line.old_runs) == text_of(line.new_runs) for line in lines if line.kind == "same")


@given(LINES)
def test_a_text_is_the_same_as_itself(text: list[str]) -> None:
    assert set(kinds(text, text)) <= {"same"}


def test_a_changed_line_has_its_words_marked() -> None:
    (line,) = line_diff(["at nine"], ["at ten"])
    assert line == DiffLine(
        "changed",
        1,
        1,
        (DiffRun("same", "at"), DiffRun("old", " nine")),
        (DiffRun("same", "at"), DiffRun("new", " ten")),
    )


def test_lines_come_and_go_where_they_did() -> None:
    assert kinds(["a", "b", "c"], ["a", "c"]) == ["same", "gone", "same"]
    assert kinds(["a", "c"], ["a", "b", "c", "d"]) == ["same", "added", "same", "added"]
    assert kinds([], []) == []


def test_long_lines_and_too_many_have_no_marks() -> None:
    (line,) = line_diff(["a " * 300], ["b " * 300])
    assert [run.kind for run in line.old_runs] == ["old"]
    many = list(line_diff([f"a {n}" for n in range(450)], [f"b {n}" for n in range(450)]))
    assert sum(len(line.old_runs) > 1 for line in many) == MARKED_MAX


def shuffled() -> list[str]:
    lines = [str(number) for number in range(20_000)]
    random.Random(1).shuffle(lines)
    return lines


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["x"] * 20_000, ["x"] * 19_000),
        (["x"] * 20_000, ["y"] * 20_000),
        ([str(number) for number in range(20_000)], shuffled()),
        (["a", "b"] * 10_000, ["b", "b", "a"] * 6_600),
    ],
    ids=["one line", "two lines", "another order", "a pattern"],
)
def test_hostile_texts_take_a_moment(old: list[str], new: list[str]) -> None:
    began = time.process_time()
    assert len(list(line_diff(old, new))) >= 19_000
    assert time.process_time() - began < 60
