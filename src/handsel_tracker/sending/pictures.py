"""Sending screenshots, once their person had the time to look at them."""

from collections.abc import Callable, Iterator

from handsel_tracker.evidence.shots import picture_of
from handsel_tracker.house.client import HouseRefused
from handsel_tracker.house.objects import send_object
from handsel_tracker.sending.line import SendingLine
from handsel_tracker.sending.restoring import check_history
from handsel_tracker.spool.rows import HeldState, SegmentState, SpooledShot

CHANGED = "It was changed on this device after it was taken, and was not sent."
NOT_COUNTED = "The time of its block does not count, so it was not sent."
SENT_BY_PERSON = 0
"""When a screenshot may leave whose person said so: at once."""


def due_pictures(line: SendingLine, now_s: int, *, hold_all: bool) -> list[SpooledShot]:
    """The screenshots that may leave now, of segments with no change that the house has not."""
    held = line.spool.shots(line.device, HeldState.HELD)
    changed = {row.segment for row in line.spool.amendments(line.device)} if held else set()
    return [
        shot for shot in held if shot.segment not in changed if _may_leave(shot, now_s, hold_all=hold_all)
    ]


def send_pictures(line: SendingLine, now_s: int, *, holds_all: Callable[[], bool]) -> int:
    """Send the screenshots that may leave; how many the house took.

    Each is looked at again before it leaves: its person may decide otherwise while another is sent.
    """
    due = due_pictures(line, now_s, hold_all=holds_all())
    return sum(1 for shot in due for _ in _sent(line, shot, now_s, hold_all=holds_all()))


def _may_leave(shot: SpooledShot, now_s: int, *, hold_all: bool) -> bool:
    return shot.send_after_s == SENT_BY_PERSON or (shot.send_after_s <= now_s and not hold_all)


def _sent(line: SendingLine, shot: SpooledShot, now_s: int, *, hold_all: bool) -> Iterator[None]:
    """Send one, if its segment was received; yields once if the house took it."""
    whole = line.spool.shot(shot.commitment)
    if whole is None or whole.state != HeldState.HELD or not _may_leave(whole, now_s, hold_all=hold_all):
        return
    segment = line.spool.segment(shot.segment)
    if segment is None or segment.state == SegmentState.SIGNED:
        return
    if segment.state != SegmentState.RECEIVED:
        line.spool.mark_shot(shot.commitment, HeldState.REFUSED, reason=NOT_COUNTED)
    elif not picture_of(whole):
        line.spool.mark_shot(shot.commitment, HeldState.REFUSED, reason=CHANGED)
        line.problems["changed"] = CHANGED
    else:
        yield from _send(line, whole)


def _send(line: SendingLine, shot: SpooledShot) -> Iterator[None]:
    try:
        send_object(line.session, shot.commitment, shot.content or b"")
    except HouseRefused as refusal:
        if refusal.is_passing:
            raise
        if check_history(line):
            line.spool.mark_shot(shot.commitment, HeldState.REFUSED, reason=str(refusal))
            line.problems["pictures"] = str(refusal)
    else:
        line.spool.mark_shot(shot.commitment, HeldState.SENT)
        yield
