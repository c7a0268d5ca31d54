"""Heartbeats: a device says every five minutes what it has signed and what it tracks."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import ConfigDict, Field

from handsel.api.auth import DeviceRequest
from handsel.api.errors import ERRORS
from handsel.api.instants import Instant
from handsel.api.whole_numbers import WholeNumber
from handsel.devices.heartbeats import Heartbeat, hear
from handsel.kernel import clock
from handsel.work.hours.trackable import StopReason, trackable_jobs, why_stop

router = Router(tags=["heartbeats"])


class HeartbeatIn(Schema):
    """The number of the heartbeat, above that of each before; the number and SHA-256 of the last segment that
    the device signed, whether it was sent or not, or 0 and 64 zeros before the first; the job that it tracks,
    or null; and its Ed25519 signature, in hexadecimal, over the canonical JSON of `format`
    (`handsel-heartbeat/1`), `device`, `beat`, `seq`, `prev` and `running`.
    """

    model_config = ConfigDict(extra="forbid")

    beat: WholeNumber
    seq: WholeNumber
    prev: Annotated[str, Field(strict=True, pattern="^[0-9a-f]{64}$")]
    running: UUID | None
    signature: Annotated[str, Field(strict=True, pattern="^[0-9a-f]{128}$")]


class Heard(Schema):
    """The time of the server, and why the device is to stop its timer, or null."""

    server_time: Instant
    stop: StopReason | None


@router.post("/heartbeats", response={200: Heard, **ERRORS}, operation_id="heartbeat")
def post_heartbeat(request: DeviceRequest, heartbeat: HeartbeatIn) -> Heard:
    """Say what the device has signed by now and what it tracks, and learn whether it is to stop.

    Send it when it is due, and never a late one again: what it says holds for the time at which it arrives.
    One whose number is not above that of the last is answered, and changes nothing.
    """
    now, says = clock.now(), heartbeat
    hear(request.auth, Heartbeat(says.beat, says.seq, says.prev, says.running, says.signature), now)
    if heartbeat.running is None:
        return Heard(server_time=now, stop=None)
    rows = trackable_jobs(request.auth.person, now)
    return Heard(server_time=now, stop=why_stop(heartbeat.running, rows))
