"""Why a segment may be refused. What was refused in its turn is kept, with the code of the reason."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import NotFound, Refusal
from handsel.work.hours.refusals import (
    TimeOutside,
    TimeOverlaps,
    TimePaused,
    TimerRuns,
    TimeSuspended,
    WeekSubmitted,
)
from handsel.work.jobs.refusals import InvalidState, JobClosed


class SegmentMalformed(Refusal):
    """A segment that is not in the format."""

    what = gettext_noop("This is no segment: %(fault)s.")
    kept = gettext_noop("It was not kept.")
    way_out = gettext_noop("Update the Tracker. What it has recorded stays on the device.")


class AmendmentMalformed(Refusal):
    """An amendment that is not in the format."""

    what = gettext_noop("This is no amendment: %(fault)s.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("Update the Tracker.")


class OtherSegment(Refusal):
    """A segment of another device, or under another identifier."""

    what = gettext_noop("This segment is of another device, or has another identifier.")
    kept = gettext_noop("It was not kept.")
    way_out = gettext_noop("Send it from the device that recorded it.")


class OutOfSequence(Refusal):
    """A segment that does not follow the last one of its device."""

    what = gettext_noop("The next segment of this device has the number %(seq)s and names %(prev)s.")
    kept = gettext_noop("This one was not kept.")
    way_out = gettext_noop("Send those before it first, in order.")


class SegmentChanged(Refusal):
    """Another segment for a block that was sent before."""

    what = gettext_noop("This block was sent before, with other content.")
    kept = gettext_noop("The first one counts. This one was not kept.")
    way_out = gettext_noop("Send what changed as an amendment.")


class BlockNotOver(Refusal):
    """A segment whose time is not over by the clock of the site."""

    what = gettext_noop("This time is not over yet by the clock of this site.")
    kept = gettext_noop("It was not kept.")
    way_out = gettext_noop("Send the same segment again once it is. A heartbeat says what time it is here.")


class DeviceRevoked(Refusal):
    """A device that was disconnected while it sent something."""

    what = gettext_noop("This device was disconnected.")
    kept = gettext_noop("Nothing was kept.")
    way_out = gettext_noop("Sign in again in the Tracker. What it has recorded stays on the device.")


class NonceWrong(Refusal):
    """A nonce that the device did not commit itself to."""

    what = gettext_noop("The nonce of this segment is not what the device committed itself to.")
    kept = gettext_noop("Its time does not count. It is kept for you to see.")
    way_out = gettext_noop("Add it as manual time, if the terms allow that, and update the Tracker.")


class TimeBeforeDevice(Refusal):
    """Time before the device was connected."""

    what = gettext_noop("This time is from before the device was connected.")
    kept = gettext_noop("It does not count. It is kept for you to see.")
    way_out = gettext_noop("Add it as manual time, if the terms allow that.")


class BlockWrong(Refusal):
    """A segment that begins where no block of the week does."""

    what = gettext_noop("This segment does not begin where a block of the week begins.")
    kept = gettext_noop("Its time does not count. It is kept for you to see.")
    way_out = gettext_noop("Update the Tracker, and add this time as manual time.")


class TimeExceedsDevice(Refusal):
    """More time than the device ran for, or input in a minute that was not tracked."""

    what = gettext_noop(
        "This device says that it tracked more than it can have: its own clock had run shorter."
    )
    kept = gettext_noop("This time does not count. It is kept for you to see.")
    way_out = gettext_noop("Add it as manual time, if the terms allow that, and update the Tracker.")


class ShotRepeated(Refusal):
    """A screenshot that another segment announced."""

    what = gettext_noop("A picture of this segment was announced before.")
    kept = gettext_noop("Its time does not count. It is kept for you to see.")
    way_out = gettext_noop("Update the Tracker, and add this time as manual time.")


class RefusedTimeFull(Refusal):
    """More time that cannot count than is kept of a person in a day."""

    what = gettext_noop(
        "This time cannot count, and this site keeps only %(most)s such parts of yours a day."
    )
    kept = gettext_noop("It was not kept.")
    way_out = gettext_noop("It stays on the device. Send it again tomorrow.")


class TrackedTime(Refusal):
    """Tracked time is as it was recorded."""

    what = gettext_noop("Of tracked time only the memo can be changed.")
    kept = gettext_noop("The time stays as it is.")
    way_out = gettext_noop("Move it to another job, or remove it and add manual time.")


REASONS: dict[str, type[Refusal]] = {
    "block": BlockWrong,
    "device": TimeBeforeDevice,
    "job": NotFound,
    "closed": JobClosed,
    "stage": InvalidState,
    "outside": TimeOutside,
    "paused": TimePaused,
    "suspended": TimeSuspended,
    "overlap": TimeOverlaps,
    "timer": TimerRuns,
    "submitted": WeekSubmitted,
    "elapsed": TimeExceedsDevice,
    "shot": ShotRepeated,
    "nonce": NonceWrong,
}
"""Why the time of a segment cannot count, by the code that is kept with it."""
CODES = {kind: code for code, kind in REASONS.items()}
"""The code of each."""
