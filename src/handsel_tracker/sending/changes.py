"""Sending what the person changed: before the pictures, so that none leaves that was deleted."""

from handsel_tracker.house.amendments import send_amendment
from handsel_tracker.house.client import HouseRefused
from handsel_tracker.sending.line import SendingLine
from handsel_tracker.sending.restoring import check_history
from handsel_tracker.spool.rows import AmendmentState, SegmentState, SpooledAmendment

NOT_COUNTED = "The time of its segment does not count, so there is nothing to change."


def send_changes(line: SendingLine) -> int:
    """Send amendments of segments that the house has; how many it took."""
    sent = 0
    for row in line.spool.amendments(line.device):
        segment = line.spool.segment(row.segment)
        if segment is None or segment.state in (SegmentState.REFUSED, SegmentState.SET_ASIDE):
            line.spool.mark_amendment(row.key, AmendmentState.REFUSED, reason=NOT_COUNTED)
        elif segment.state == SegmentState.RECEIVED and not _send(line, row):
            return sent
        else:
            sent += segment.state == SegmentState.RECEIVED
    return sent


def _send(line: SendingLine, row: SpooledAmendment) -> bool:
    """Send one; False if the house lost its segment, which is sent again first."""
    try:
        send_amendment(line.session, row.segment, key=row.key, content=row.content, signature=row.signature)
    except HouseRefused as refusal:
        if refusal.is_passing:
            raise
        if not check_history(line):
            return False
        line.spool.mark_amendment(row.key, AmendmentState.REFUSED, reason=str(refusal))
        line.problems["changes"] = str(refusal)
    else:
        line.spool.mark_amendment(row.key, AmendmentState.RECEIVED)
    return True
