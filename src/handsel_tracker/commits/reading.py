"""Reading what the hook noted: a file for each commit, which is gone once it was read."""

import re
from datetime import UTC, datetime
from pathlib import Path

from handsel_tracker.commits.port import Commit

SUBJECT_CHARACTERS_MAX = 200
FILE_BYTES_MAX = 16 * 1024
COMMITS_MAX = 1000
"""No more at a time: a rebase may note hundreds."""
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def noted_commits(spool: Path) -> list[Commit]:
    """The commits in the folder, the earliest first. What is not one is left where it is."""
    if not spool.is_dir():
        return []
    paths = sorted(path for path in spool.iterdir() if _HASH.fullmatch(path.name))[:COMMITS_MAX]
    commits = [commit for path in paths if (commit := _read(path))]
    return sorted(commits, key=lambda commit: (commit.made_at, commit.hash))


def forget_commits(spool: Path, commits: list[Commit]) -> None:
    """Remove what was read and kept elsewhere, or is not wanted: the timer did not run."""
    for commit in commits:
        (spool / commit.hash).unlink(missing_ok=True)


def _read(path: Path) -> Commit | None:
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        lines = file.read(FILE_BYTES_MAX).decode("utf-8", "replace").split("\n")
    if len(lines) < 3 or lines[0] != path.name or not re.fullmatch(r"\d{1,10}", lines[1]):
        return None
    return Commit(lines[0], _plain(lines[2]), datetime.fromtimestamp(int(lines[1]), UTC))


def _plain(subject: str) -> str:
    """A subject on one line, without what controls a terminal, not longer than a report needs."""
    printable = "".join(sign if sign.isprintable() else " " for sign in subject)
    return " ".join(printable.split())[:SUBJECT_CHARACTERS_MAX]
