"""Commits that were made while the timer ran: part of their block; others are dropped."""

from pathlib import Path
from typing import Any

from handsel_tracker.commits.port import Commit
from handsel_tracker.commits.reading import forget_commits, noted_commits
from handsel_tracker.daemon.engine import Engine
from handsel_verify.segment_details import COMMITS_MAX

NOTE, NOTED_MAX = "commits", 500
"""Where the latest of them are kept, for a look at them: also those whose block was signed already."""


def collect_commits(engine: Engine, folder: Path) -> None:
    """Take in what the hook of git noted."""
    commits = noted_commits(folder)
    if not commits:
        return
    with engine.lock, engine.minding_disk():
        rows = [row for commit in commits if (row := _row(engine, commit))]
        if rows:
            before: list[dict[str, Any]] = engine.spool.note(NOTE, [])
            with engine.spool.database.writing():
                engine.spool.put_note(NOTE, [*before, *rows][-NOTED_MAX:])
                engine.spool.put_blocks(engine.keeper.counting.blocks.values())
        forget_commits(folder, commits)


def _row(engine: Engine, commit: Commit) -> dict[str, Any] | None:
    """A commit with its job, added to its block unless that was signed; None if the timer did not run."""
    second = int(commit.made_at.timestamp())
    at = second - engine.keeper.time.offset_ms(engine.keeper.reading) // 1000
    own = {"hash": commit.hash, "subject": commit.subject}
    for block in engine.keeper.counting.blocks.values():
        if any(start <= at <= end for start, end in block.all_spans):
            if own not in block.commits and len(block.commits) < COMMITS_MAX:
                block.commits.append(own)
            return {"job": block.job, **own, "made": second}
    signed = engine.totals.rows.values()
    jobs = (row.job for row, spans in signed if any(start <= at <= end for start, end in spans))
    job = next(jobs, None)
    return {"job": job, **own, "made": second} if job else None
