"""The state of the daemon as one JSON document, and the days that were tracked."""

from collections import defaultdict
from typing import Any

from handsel_tracker.daemon.engine import Engine
from handsel_tracker.daemon.totals import midnight_before
from handsel_tracker.evidence.days import instant
from handsel_tracker.house.jobs import WITHOUT_SHOTS, KnownJob
from handsel_tracker.spool.rows import HeldState, SegmentState
from handsel_tracker.timing.blocks import claimable
from handsel_tracker.timing.spans import seconds_of

SECONDS_OF_HOUR = 3600


def engine_view(engine: Engine) -> dict[str, Any]:
    """Everything that a window shows of a device that is signed in; times in seconds since 1970."""
    with engine.lock:
        keeper = engine.keeper
        known = engine.jobs.get(keeper.job or "")
        held = engine.spool.shots(engine.device, HeldState.HELD)
        return {
            "now": keeper.now_s,
            "job": job_view(engine, known) if known else None,
            "running_since": keeper.since_s if keeper.job else None,
            "locked": keeper.locked,
            "memo": engine.memos.get(keeper.job or "", ""),
            "today_seconds": engine.totals.since(
                None, midnight_before(keeper.now_s), keeper.counting.blocks.values()
            ),
            "protection": protection(engine, known),
            "questions": [_question(engine, pk) for pk in keeper.questions],
            "held": len(held),
            "next_upload": min((shot.send_after_s for shot in held), default=None),
            "unsent": engine.spool.count(engine.device, SegmentState.SIGNED),
            "notices": list(engine.notices.rows),
            "settings": engine.settings.as_document(),
            "screen_trouble": engine.camera.trouble,
            "inputs": engine.inputs.name,
        }


def job_view(engine: Engine, job: KnownJob) -> dict[str, Any]:
    """A job with its week: seconds, what is left, and the money so far in minor units."""
    with engine.lock:
        seconds = engine.week_seconds(job)
        blocks = engine.keeper.counting.blocks.values()
        today = engine.totals.since(job.job, midnight_before(engine.keeper.now_s), blocks)
        return {
            **job.as_document(),
            "week_seconds": seconds,
            "today_seconds": today,
            "left_seconds": engine.left_seconds(job),
            "amount": (2 * seconds * job.rate + SECONDS_OF_HOUR) // (2 * SECONDS_OF_HOUR),
            "work_view_on": job.work_view != "off" and job.job not in engine.work_view_off,
            "memo": engine.memos.get(job.job, ""),
        }


def protection(engine: Engine, job: KnownJob | None) -> dict[str, Any]:
    """Whether the block that runs can be protected, and if not, why not: the first reason that holds."""
    block = engine.keeper.block
    if job is None or engine.keeper.job is None:
        return {"protected": False, "reason": ""}
    if job.readiness != "ready":
        return {"protected": False, "reason": job.readiness}
    if job.work_view == "off" or job.job in engine.work_view_off:
        return {"protected": False, "reason": WITHOUT_SHOTS[job.work_view]}
    if engine.camera.trouble:
        return {"protected": False, "reason": engine.camera.trouble}
    if block is not None and block.reason:
        return {"protected": False, "reason": block.reason}
    return {"protected": True, "reason": ""}


def day_views(engine: Engine) -> list[dict[str, Any]]:
    """The days that this device tracked, the newest first, with their blocks."""
    with engine.lock:
        engine.totals.load(engine.spool, engine.device)
        days: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row, spans in engine.totals.rows.values():
            day = instant(row.block_s).astimezone().date().isoformat()
            fields = {"segment": row.id, "job": row.job, "block": row.block_s, "seconds": seconds_of(spans)}
            days[day].append({**fields, "state": row.state, "reason": row.reason})
        for block in engine.keeper.counting.blocks.values():
            day = instant(block.start_s).astimezone().date().isoformat()
            fields = {"segment": "", "job": block.job, "block": block.start_s}
            seconds = seconds_of(block.spans)
            days[day].append({**fields, "seconds": seconds, "state": "open", "reason": ""})
    ordered = sorted(days, reverse=True)
    return [{"day": day, "blocks": sorted(days[day], key=lambda row: row["block"])} for day in ordered]


def _question(engine: Engine, pk: str) -> dict[str, Any]:
    question = engine.keeper.questions[pk]
    kept = seconds_of(claimable(list(engine.keeper.counting.blocks.values()), pk))
    return {
        "question": pk,
        "job": question.job,
        "from": question.from_s,
        "until": question.until_s,
        "can_keep_seconds": kept,
    }
