"""The state of the timer, as it is written and taken up again."""

from dataclasses import asdict
from typing import Any

from handsel_tracker.daemon.timekeeper import TimeKeeper
from handsel_tracker.timing.blocks import OpenBlock, WorkWeek
from handsel_tracker.timing.questions import Question
from handsel_tracker.timing.server_time import ServerTime

RESUME_WITHIN_SECONDS = 120
"""After how short a break of the daemon, on a device that ran on, the timer goes on."""


def timer_document(keeper: TimeKeeper, device: str) -> dict[str, Any]:
    """What is written of the timer, so that it goes on after the daemon was killed."""
    return {
        "device": device,
        "job": keeper.job,
        "week": asdict(keeper.week) if keeper.week else None,
        "since_s": keeper.since_s,
        "guessed": [[job, asdict(week), spans] for (job, week), spans in keeper.guessed.items()],
        "sure_s": keeper.counting.sure_s,
        "carry_ms": keeper.counting.carried_ms,
        "last_s": keeper.counting.last_s,
        "questions": [asdict(row) for row in keeper.questions.values()],
        "at_s": keeper.now_s,
        "boot": keeper.clock.boot_id,
        "base_ms": keeper.time.base_ms,
        "synced": keeper.time.synced,
        "offset_ms": keeper.time.offset_ms(keeper.reading),
    }


def restore(keeper: TimeKeeper, document: dict[str, Any], blocks: list[OpenBlock]) -> None:
    """Go on from what was written last; the time since then is not counted."""
    keeper.counting.blocks = {block.key: block for block in blocks}
    keeper.counting.carry_ms, keeper.counting.last_s = document["carry_ms"], document["last_s"]
    keeper.counting.sure_s = document["last_s"] if document["synced"] else document["sure_s"]
    keeper.questions = {row["id"]: Question(**row) for row in document["questions"]}
    for question in keeper.questions.values():
        question.until_s = question.until_s or document["at_s"]
    is_same_start = document["boot"] == keeper.clock.boot_id
    if is_same_start:
        keeper.time = ServerTime(document["base_ms"], document["synced"])
        keeper.counting.sure_s = document["sure_s"]
        _restore_guessed(keeper, document)
    elif keeper.now_s < document["at_s"]:
        behind_ms = 1000 * (document["at_s"] - keeper.now_s)
        keeper.time = ServerTime(keeper.time.base_ms + behind_ms, synced=False)
        if not document["synced"]:
            # One of the two starts had a wrong clock; the house says which, and what is to move with it.
            _restore_guessed(keeper, document)
    job, week, gap = document["job"], document["week"], keeper.now_s - document["at_s"]
    if job is None or week is None:
        return
    if is_same_start and 0 <= gap <= RESUME_WITHIN_SECONDS:
        keeper.job, keeper.week, keeper.since_s = job, WorkWeek(**week), document["since_s"]
        if keeper.block is not None:
            keeper.block.note(keeper.now_s, "recovered", gap)
        keeper.report("recovered", job, gap)
    else:
        keeper.report("ended", job, document["at_s"])


def _restore_guessed(keeper: TimeKeeper, document: dict[str, Any]) -> None:
    for name, row, spans in document["guessed"]:
        keeper.guessed[name, WorkWeek(**row)] = [(start, end) for start, end in spans]
