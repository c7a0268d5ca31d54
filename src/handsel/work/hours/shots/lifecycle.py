"""The states of a screenshot (rules: hourly time 4)."""

from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class ShotState(StrEnum):
    """Whether a screenshot is there: announced by its segment, arrived but not read yet, a picture, gone, or
    not a picture; or gone because it was kept long enough. Only a picture counts.
    """

    AWAITED = "awaited"
    ARRIVED = "arrived"
    KEPT = "kept"
    DELETED = "deleted"
    UNREADABLE = "unreadable"
    EXPIRED = "expired"


HAS_BYTES = (ShotState.ARRIVED, ShotState.KEPT, ShotState.UNREADABLE)
"""The states in which the bytes are there: the same bytes again change nothing."""
GONE = (ShotState.DELETED, ShotState.EXPIRED)
"""The states in which nothing of it is left."""
TO_COME = (ShotState.AWAITED, ShotState.ARRIVED)
"""The states of which another is to be expected."""
SHOT_LABELS: dict[ShotState, str] = {
    ShotState.AWAITED: gettext_noop("Not received yet"),
    ShotState.ARRIVED: gettext_noop("Being checked"),
    ShotState.KEPT: gettext_noop("Arrived"),
    ShotState.DELETED: gettext_noop("Deleted"),
    ShotState.UNREADABLE: gettext_noop("Not readable"),
    ShotState.EXPIRED: gettext_noop("No longer kept"),
}
"""The label of each state."""
