"""Sending segments: each once and in order, with a receipt that the house signs."""

from typing import Annotated
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from handsel.api.auth import DeviceRequest
from handsel.api.errors import ERRORS
from handsel.api.instants import Instant
from handsel.kernel import clock
from handsel.record.log.receipts import signed_receipt
from handsel.work.hours.models import ReceivedSegment
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.signing import SignedSegment
from handsel.work.hours.tracking import next_in_sequence, receive_segment
from handsel_verify.segments import BYTES_MAX

PAGE = 100

router = Router(tags=["segments"])


class SegmentIn(Schema):
    """A segment: its canonical JSON as text, and the device's Ed25519 signature over that, in hexadecimal."""

    model_config = ConfigDict(extra="forbid", strict=True)

    content: Annotated[str, Field(max_length=BYTES_MAX, pattern=r"^[^\x00]*$")]
    signature: Annotated[str, Field(pattern="^[0-9a-f]{128}$")]


class Sequence(Schema):
    """What the next segment of the device says: its number, and the digest of the one before it."""

    seq: int
    prev: str


class Receipt(Schema):
    """What the house received: a segment by its SHA-256. `refusal` is why its time does not count, if so,
    `lacking` the screenshots whose bytes are still to come, by what they were announced as.

    `receipt` is a signed note over it, with the key of the house at /log/key.
    """

    segment: UUID
    seq: int
    digest: str
    received_at: Instant
    refusal: str
    lacking: list[str]
    receipt: str


class Receipts(Schema):
    """A page of receipts, by number; `next` is the number after which the next page begins, or null."""

    receipts: list[Receipt]
    next: int | None


@router.get("/segments/next", response={200: Sequence, **ERRORS}, operation_id="next_segment")
def get_next(request: DeviceRequest) -> Sequence:
    """Say what the device's next segment must say, as after the house was put back from a backup."""
    seq, prev = next_in_sequence(request.auth)
    return Sequence(seq=seq, prev=prev)


@router.put("/segments/{uuid:pk}", response={200: Receipt, **ERRORS}, operation_id="send_segment")
def put_segment(request: DeviceRequest, pk: UUID, segment: SegmentIn) -> Receipt:
    """Send a segment under its identifier. The same one again is answered as before; another is refused.

    A segment whose time cannot count is refused, and kept for its person to see; the next one follows it.
    """
    sent = SignedSegment(request.auth.pk, segment.content, segment.signature)
    return _receipt(receive_segment(request.auth, sent, pk=pk, at=clock.now()))


@router.get("/segments", response={200: Receipts, **ERRORS}, operation_id="segments")
def list_segments(request: DeviceRequest, after: Annotated[int, Query(ge=0, le=2**53 - 1)] = 0) -> Receipts:
    """List the receipts of the device's segments whose number is above `after`, a hundred at once."""
    own = ReceivedSegment.objects.filter(device=request.auth, seq__gt=after)
    rows = list(own.order_by("seq").prefetch_related("shots")[: PAGE + 1])
    page = rows[:PAGE]
    more = page[-1].seq if len(rows) > PAGE else None
    return Receipts(receipts=[_receipt(row) for row in page], next=more)


def _receipt(row: ReceivedSegment) -> Receipt:
    return Receipt(
        segment=row.pk,
        seq=row.seq,
        digest=row.digest,
        received_at=row.received_at,
        refusal=row.refusal,
        lacking=[shot.commitment for shot in row.shots.all() if shot.state == ShotState.AWAITED],
        receipt=signed_receipt(row.pk, row.digest, row.received_at),
    )
