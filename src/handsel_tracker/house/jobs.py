"""The device as the house knows it, and the jobs on which its person may track time."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from handsel_tracker.house.session import Session
from handsel_tracker.spool.texts import short
from handsel_tracker.timing.blocks import WorkWeek

WITHOUT_SHOTS = {"off": "no work view", "offered": "work view off", "required": "work view missing"}
"""Why a block without screenshots is not protected, by what the terms say of Work View."""


@dataclass(frozen=True)
class DeviceInfo:
    """A device as its person sees it; the time of the house in milliseconds."""

    device: str
    name: str
    person: str
    server_ms: int


@dataclass(frozen=True)
class TrackableWeek:
    """The current week of a job, in seconds."""

    starts_s: int
    ends_s: int
    limit: int
    recorded: int

    @property
    def work_week(self) -> WorkWeek:
        """As its blocks are counted."""
        return WorkWeek(self.starts_s, self.ends_s)


@dataclass(frozen=True)
class KnownJob:
    """An hourly job as the house last said; `rate` in minor units an hour."""

    job: str
    number: int
    title: str
    client: str
    currency: str
    rate: int
    work_view: str
    by_hand: bool
    readiness: str
    week: TrackableWeek | None

    def as_document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def read_device(session: Session) -> DeviceInfo:
    """Ask which device this is."""
    data = session.get("/device")
    texts = {name: short(data[name]) for name in ("device", "name", "person")}
    return DeviceInfo(**texts, server_ms=milliseconds(data["server_time"]))


def read_jobs(session: Session) -> list[KnownJob]:
    """The jobs, as they stand now."""
    return [_job(row) for row in session.get("/jobs")]


def job_from(document: dict[str, Any]) -> KnownJob:
    """A job as JSON held it, also of a version that knew more."""
    week = document["week"]
    job: KnownJob = _known(KnownJob, {**document, "week": _known(TrackableWeek, week) if week else None})
    return job


def milliseconds(text: str) -> int:
    """An instant of the house, since 1970."""
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def _known(kind: type[Any], document: dict[str, Any]) -> Any:
    return kind(**{field.name: document[field.name] for field in fields(kind)})


def _job(row: dict[str, Any]) -> KnownJob:
    texts = ("job", "title", "client", "currency", "work_view", "readiness")
    return KnownJob(
        **{name: short(row[name]) for name in texts},
        number=int(row["number"]),
        rate=int(row["rate"]),
        by_hand=bool(row["by_hand"]),
        week=_week(row["week"]),
    )


def _week(row: dict[str, Any] | None) -> TrackableWeek | None:
    if row is None:
        return None
    starts, ends = (milliseconds(row[name]) // 1000 for name in ("starts_at", "ends_at"))
    return TrackableWeek(starts, ends, int(row["limit_seconds"]), int(row["recorded_seconds"]))
