"""When the screenshot of a received segment was due, by what its device had committed itself to.

Rules: hourly time 3.
"""

from handsel.devices.models import Device
from handsel.devices.seeds import seeded_day
from handsel.work.hours.tracking_refusals import NonceWrong
from handsel_verify.moments import Moment, day_of, is_committed, moment_of
from handsel_verify.segments import Segment


def drawn_moment(device: Device, segment: Segment) -> Moment:
    """The moment of a segment; raises `NonceWrong` if its nonce is not what the device committed to."""
    day = seeded_day(device, day_of(segment.block)) if segment.nonce else None
    if day and segment.nonce and not is_committed(segment.nonce, segment.block, day.commitment):
        raise NonceWrong
    return moment_of(segment, day)
