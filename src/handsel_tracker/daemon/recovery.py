"""What goes on after the daemon ended, by what it wrote last."""

from handsel_tracker.daemon.engine import Engine
from handsel_tracker.daemon.settings import settings_from
from handsel_tracker.daemon.timer_state import restore
from handsel_tracker.house.jobs import job_from

TAMPERED = (
    "Time in the spool was changed by something else than the Tracker. It is left out and was not sent."
)


def recover(engine: Engine) -> None:
    """Take up what was written before the daemon ended."""
    spool = engine.spool
    engine.settings = settings_from(spool.note("settings", {}))
    engine.memos, engine.work_view_off = spool.note("memos", {}), set(spool.note("work_view_off", []))
    engine.jobs = {row["job"]: job_from(row) for row in spool.note("jobs", [])}
    engine.totals.counted_seq = spool.note("counted_seq", 0)
    engine.totals.load(spool, engine.device)
    blocks, tampered = spool.blocks()
    if tampered:
        engine.notices.add("tampered", text=TAMPERED)
    if spool.database.is_on_network:
        engine.notices.add("network disk")
    document = spool.note("timer")
    if document and document["device"] == engine.device:
        restore(engine.keeper, document, blocks)
