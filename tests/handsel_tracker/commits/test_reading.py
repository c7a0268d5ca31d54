from datetime import UTC, datetime
from pathlib import Path

import pytest

from handsel_tracker.commits.port import Commit
from handsel_tracker.commits.reading import forget_commits, noted_commits

pytestmark = pytest.mark.one_database
FIRST, SECOND = "a" * 40, "b" * 40


def note(spool: Path, name: str, text: str) -> Path:
    (spool / name).write_text(text)
    return spool / name


def test_commits_come_in_order_and_go_when_forgotten(tmp_path: Path) -> None:
    note(tmp_path, FIRST, f"{FIRST}\n1772470000\nLater\n")
    note(tmp_path, SECOND, f"{SECOND}\n1772460000\nEarlier\n")
    commits = noted_commits(tmp_path)
    assert commits[0] == Commit(SECOND, "Earlier", datetime(2026, 3, 2, 14, 0, tzinfo=UTC))
    assert [commit.subject for commit in commits] == ["Earlier", "Later"]
    forget_commits(tmp_path, commits[:1])
    assert [commit.hash for commit in noted_commits(tmp_path)] == [FIRST]
    forget_commits(tmp_path, commits)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", f"{FIRST}\n", f"{SECOND}\n1772460000\nx\n", f"{FIRST}\nyesterday\nx\n", f"{FIRST}\n-5\nx\n"]
)
def test_what_is_no_note_is_no_commit(tmp_path: Path, text: str) -> None:
    note(tmp_path, FIRST, text)
    assert noted_commits(tmp_path) == []


def test_other_files_are_not_read(tmp_path: Path) -> None:
    note(tmp_path, f"{FIRST}.part", f"{FIRST}\n1772460000\nx\n")
    (tmp_path / SECOND).symlink_to(note(tmp_path, "elsewhere", f"{SECOND}\n1772460000\nsecret\n"))
    (tmp_path / ("c" * 40)).mkdir()
    assert noted_commits(tmp_path) == []
    assert noted_commits(tmp_path / "none") == []


def test_a_subject_is_one_plain_line(tmp_path: Path) -> None:
    note(tmp_path, FIRST, f"{FIRST}\n1772460000\n\x1b[31mSort\tplates\x00 {'x' * 300}\n")
    (commit,) = noted_commits(tmp_path)
    assert commit.subject.startswith("[31mSort plates x")
    assert len(commit.subject) == 200
