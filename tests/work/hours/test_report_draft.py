"""A draft has each thing that was recorded once, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel.characters import clean_text
from handsel.work.hours.report_draft import ReportDraft, WeekMaterial, draft_report

HOUR = 3_600


def draft(typed: str = "", length_max: int = 10_000, **material: object) -> ReportDraft:
    return draft_report(WeekMaterial(**material), typed=typed, length_max=length_max)  # type: ignore[arg-type]


def test_of_what_is_typed_no_more_is_compared_than_a_report_holds() -> None:
    typed = "a" * 10_001 + "\n- Scan plates"
    drafted = draft(typed, commits="Scan plates")
    assert (drafted.text, drafted.added, drafted.left_out) == (typed, 0, 1)


@pytest.mark.parametrize(
    ("material", "text"),
    [
        ({}, ""),
        ({"times": [("Plates", HOUR)]}, "- Plates (1 h)"),
        (
            {"times": [("Plates", HOUR), ("Names", 1_800), ("plates ", 90)]},
            "- Plates (1 h 1 min 30 s)\n- Names (30 min)",
        ),
        ({"files": [("plan.pdf", 1)]}, "- File: plan.pdf"),
        (
            {"files": [("plan.pdf", 1), ("stars.csv", 1), ("plan.pdf", 3)]},
            "- File: plan.pdf, version 3\n- File: stars.csv",
        ),
        (
            {"noted": ["Scan plates", "Merge branch 'main'"], "commits": "scan plates\nName them"},
            "- Scan plates\n- Name them",
        ),
        ({"commits": "3f2a9c1 Scan plates\nscan plates\nName them"}, "- Scan plates\n- Name them"),
        (
            {"times": [("Scan plates", HOUR)], "files": [("a.pdf", 1)], "commits": "Scan plates\nName them"},
            "- Scan plates (1 h)\n- File: a.pdf\n- Name them",
        ),
    ],
)
def test_a_draft_has_memos_then_files_then_commits_each_once(material: dict[str, object], text: str) -> None:
    assert draft(**material).text == text


def test_what_is_typed_stays_and_comes_first() -> None:
    filled = draft("A week of plates.", times=[("Plates", HOUR)])
    assert filled == ReportDraft("A week of plates.\n- Plates (1 h)", added=1, left_out=0)
    assert draft(filled.text, times=[("Plates", HOUR)]) == ReportDraft(filled.text, added=0, left_out=0)


def test_lines_that_do_not_fit_are_left_out_whole() -> None:
    filled = draft(length_max=15, commits="Plates\nNames\nStars")
    assert filled == ReportDraft("- Plates", added=1, left_out=2)
    assert draft(length_max=17, commits="Plates\nNames\nStars").added == 2


texts = st.text(max_size=30)
named = texts.map(clean_text).filter(str.strip)
rows = st.lists(st.tuples(named, st.integers(1, 9_999)), max_size=6)


@given(times=rows, files=rows, commits=texts, typed=texts, spare=st.integers(0, 200))
def test_every_line_comes_from_a_line_that_was_read_and_the_text_fits(
    times: list[tuple[str, int]], files: list[tuple[str, int]], commits: str, typed: str, spare: int
) -> None:
    length_max = len(typed.replace("\n", "\r\n")) + spare
    filled = draft(typed, length_max, times=times, files=files, commits=commits)
    assert len(filled.text.replace("\n", "\r\n")) <= length_max
    before = typed.replace("\r\n", "\n")
    assert filled.text.startswith(before)
    new = [line for line in filled.text.removeprefix(before).split("\n") if line]
    assert len(new) == filled.added == len(set(new))
    texts_read = [text for text, _ in (*times, *files)] + commits.splitlines()
    sources = [" ".join(clean_text(text).split()) for text in texts_read]
    for line in new:
        body = clean_text(line.removeprefix("- ").removeprefix("File: "))
        assert any(source and (body.startswith(source) or body in source) for source in sources)
