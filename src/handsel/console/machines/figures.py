"""The figures by which machines watch the house."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from handsel.console.counting import count_up
from handsel.console.machines.readiness import disk_free, readiness_faults
from handsel.record.models import PendingLeaf, SignedCheckpoint
from handsel.tasks.models import Task
from handsel.tasks.pulses import last_beats


@dataclass(frozen=True)
class Figure:
    """A number with its name, what it is, and what it is of."""

    name: str
    about: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)


def figures(now: datetime) -> list[Figure]:
    """Every figure; ten queries at most, none of which counts further than a limit."""
    return [*_readiness(now), *_tasks(now), *_record()]


def _readiness(now: datetime) -> Iterator[Figure]:
    missing = {fault.need for fault in readiness_faults(now)}
    yield Figure("handsel_ready", "1 if nothing that the house needs is missing.", not missing)
    yield Figure("handsel_disk_free_bytes", "Free space of the data folder.", disk_free())


def _tasks(now: datetime) -> Iterator[Figure]:
    rows = Task.objects
    states = {"given_up": rows.given_up(), "failing": rows.failing(), "late": rows.late(now)}
    for state, tasks in states.items():
        about = "Tasks by what is wrong with them, counted up to 1001."
        yield Figure("handsel_tasks", about, count_up(tasks).counted, {"state": state})
    for lane, at in last_beats().items():
        about = "When a worker of each lane last wrote that it runs."
        labels = {"lane": lane.name.lower()}
        yield Figure("handsel_worker_beat_timestamp_seconds", about, at.timestamp(), labels)


def _record() -> Iterator[Figure]:
    about = "Entries that are in no tree yet, counted up to 1001."
    yield Figure("handsel_log_pending_entries", about, count_up(PendingLeaf.objects.all()).counted)
    signed = SignedCheckpoint.objects.order_by("-size").first()
    if signed is not None:
        yield Figure("handsel_log_signed_entries", "Entries under the last checkpoint.", signed.size)
        about = "When the last checkpoint was signed."
        yield Figure("handsel_log_signed_timestamp_seconds", about, signed.signed_at.timestamp())
