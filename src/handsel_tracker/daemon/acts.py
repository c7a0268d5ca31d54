"""What a person does with the timer; each raises `ActRefused` if it cannot be done."""

from typing import Any
from uuid import UUID

from handsel_tracker.daemon.engine import Engine
from handsel_tracker.daemon.settings import ActRefused, with_setting
from handsel_tracker.evidence.days import instant
from handsel_tracker.house.jobs import KnownJob
from handsel_tracker.spool.texts import one_line
from handsel_tracker.timing.blocks import WorkWeek
from handsel_verify.segments import MEMO_MAX, segment_id

_WHY_NOT = {
    "paused": "The job is paused",
    "submitted": "The week's timesheet was submitted",
    "suspended": "You are suspended",
    "not started": "The first week of the job has not begun",
}


def known_job(engine: Engine, named: str) -> KnownJob:
    """A job by its identifier, its number or a part of its title."""
    with engine.lock:
        rows = list(engine.jobs.values())
    exact = [row for row in rows if named in (row.job, str(row.number))]
    similar = exact or [row for row in rows if named and named.casefold() in row.title.casefold()]
    if len(similar) != 1:
        fault = "No job" if not similar else "More than one job"
        raise ActRefused(f"{fault} on the list is “{named}”. Nothing was changed. See: handsel-tracker jobs")
    return similar[0]


def start(engine: Engine, named: str) -> None:
    """Track a job, and no other."""
    job = known_job(engine, named)
    with engine.lock:
        if job.week is None or job.readiness in _WHY_NOT:
            why = _WHY_NOT.get(job.readiness, "The job has no week")
            raise ActRefused(f"{why}, so its time would not count. Nothing was started.")
        if engine.left_seconds(job) == 0:
            raise ActRefused(f"The week's limit of {job.title} is reached. Nothing was started.")
        engine.keeper.tick()
        _refuse_signed(engine, job, job.week.work_week)
        engine.take_last_picture()
        engine.keeper.start(job.job, job.week.work_week)
        engine.notices.resolve("stopped")
        engine.write()
    engine.changed()


def _refuse_signed(engine: Engine, job: KnownJob, week: WorkWeek) -> None:
    """A block that was signed before its end, as somebody was to be signed out, takes no more time."""
    start_s, end_s = week.block_at(engine.keeper.now_s)
    pk = segment_id(UUID(engine.device), UUID(job.job), instant(start_s))
    if engine.spool.segment(str(pk)) is not None:
        minutes = (end_s - engine.keeper.now_s) // 60 + 1
        raise ActRefused(f"The time of this block is signed already. Start again in {minutes} minutes.")


def set_memo(engine: Engine, text: str, named: str = "") -> None:
    """Say what one works on, for the job that is tracked or another."""
    with engine.lock, engine.minding_disk():
        job = known_job(engine, named).job if named else engine.keeper.job
        if job is None:
            raise ActRefused("No timer runs. The memo was not kept: say for which job it is.")
        engine.memos = {**engine.memos, job: one_line(text, MEMO_MAX)}
        engine.spool.put_note("memos", engine.memos)
    engine.changed()


def set_work_view(engine: Engine, on: bool, named: str = "") -> None:
    """Turn screenshots of a job on or off, or try again after one could not be taken."""
    with engine.lock, engine.minding_disk():
        job = known_job(engine, named or engine.keeper.job or "")
        if on and job.work_view == "off":
            raise ActRefused("The terms of this job are without Work View. Nothing was changed.")
        if on:
            engine.work_view_off.discard(job.job)
            engine.camera.trouble = ""
        else:
            engine.work_view_off.add(job.job)
        engine.spool.put_note("work_view_off", sorted(engine.work_view_off))
    engine.changed()


def answer(engine: Engine, question: str, *, keep: bool) -> int:
    """Keep a stretch without input, or leave it out; how many seconds were kept."""
    with engine.lock:
        if question not in engine.keeper.questions:
            raise ActRefused("This question was answered before. Nothing was changed.")
        seconds = engine.keeper.answer(question, keep=keep)
        engine.write()
    engine.changed()
    return seconds


def set_setting(engine: Engine, name: str, value: Any) -> None:
    """Choose something."""
    with engine.lock, engine.minding_disk():
        engine.settings = with_setting(engine.settings, name, value)
        engine.spool.put_note("settings", engine.settings.as_document())
    engine.changed()
