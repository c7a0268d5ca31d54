"""What a device signed: a segment as it was sent, and whether the device signed it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from handsel.devices.models import Device
from handsel.devices.signatures import check_signed
from handsel.work.hours.models import ReceivedSegment
from handsel.work.hours.tracking_refusals import OtherSegment, SegmentMalformed
from handsel.work.jobs.models import Job
from handsel_verify.moments import NO_MOMENT, Moment
from handsel_verify.segments import Segment, digest_of, segment_from
from handsel_verify.strict_json import Malformed


@dataclass(frozen=True)
class SignedText:
    """What a device sent: canonical JSON, and its signature in hexadecimal."""

    content: str
    signature: str


@dataclass(frozen=True)
class SignedSegment:
    """A segment as a device sent it: canonical JSON, and its signature in hexadecimal."""

    device: UUID
    content: str
    signature: str

    @cached_property
    def segment(self) -> Segment:
        """What it says; raises `Malformed`."""
        return segment_from(self.content.encode())

    def row(self, *, job: Job | None, at: datetime, moment: Moment = NO_MOMENT) -> ReceivedSegment:
        """The row in which it is kept, with the moment of its screenshot."""
        return ReceivedSegment(
            id=self.segment.id,
            device_id=self.device,
            job=job,
            seq=self.segment.seq,
            digest=digest_of(self.content.encode()),
            content=self.content,
            signature=self.signature,
            work_view=self.segment.work_view,
            kept_seconds=self.segment.kept_seconds,
            drawn_by=moment.drawn_by,
            due_at=moment.due,
            received_at=at,
        )


def check_sender(sent: SignedSegment, device: Device, pk: UUID) -> None:
    """Raise unless it is a segment of this device, under its own identifier, and signed."""
    try:
        segment = sent.segment
    except (Malformed, UnicodeEncodeError) as error:
        raise SegmentMalformed(fault=str(error)) from error
    if segment.device != device.pk or segment.id != pk:
        raise OtherSegment
    check_signed(device, sent.content.encode(), sent.signature)
