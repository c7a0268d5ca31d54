"""Commits that were made while the timer ran: kept for a report, with the job; others are dropped."""

from pathlib import Path
from typing import Any

from handsel_tracker.commits.reading import forget_commits, noted_commits
from handsel_tracker.daemon.engine import Engine

NOTE = "commits"
COMMITS_MAX = 500


def collect_commits(engine: Engine, folder: Path) -> None:
    """Take in what the hook of git noted."""
    commits = noted_commits(folder)
    if not commits:
        return
    with engine.lock, engine.minding_disk():
        rows = [
            {"job": job, "hash": commit.hash, "subject": commit.subject, "made": second}
            for commit in commits
            for second in [int(commit.made_at.timestamp())]
            if (job := _job_at(engine, second))
        ]
        before: list[dict[str, Any]] = engine.spool.note(NOTE, [])
        if rows:
            engine.spool.put_note(NOTE, [*before, *rows][-COMMITS_MAX:])
        forget_commits(folder, commits)


def _job_at(engine: Engine, second: int) -> str | None:
    """The job that was tracked at a second by the device's time of day."""
    at = second - engine.keeper.time.offset_ms(engine.keeper.reading) // 1000
    rows = [(row.job, spans) for row, spans in engine.totals.rows.values()]
    rows += [(block.job, block.all_spans) for block in engine.keeper.counting.blocks.values()]
    return next((job for job, spans in rows if any(start <= at < end for start, end in spans)), None)
