"""Sending segments in order, and finding out after an error what became of them."""

from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.evidence.receipts import is_receipt
from handsel_tracker.evidence.segments import chain_faults, renumbered
from handsel_tracker.house.client import HouseRefused
from handsel_tracker.house.segments import SegmentReceipt, next_segment, receipts_after, send_segment
from handsel_tracker.sending.line import Diverged, SendingLine
from handsel_tracker.sending.restoring import send_again_from
from handsel_tracker.spool.rows import SegmentState, SpooledSegment

NOT_OVER = "block-not-over"
_NEVER = {"segment-malformed", "segment-changed", "other-segment", "signature-wrong", "request-invalid"}
UNPROVEN = "The site sent a receipt that is not signed with its key. It is kept; ask the operator."


def send_segments(line: SendingLine, key: DeviceKey) -> int:
    """Send what is signed, in order; how many the house took.

    Raises `HouseAway`, `SignedOut`, `Diverged`, and `HouseRefused` for what may pass.
    """
    sent = 0
    while rows := line.spool.segments(line.device, SegmentState.SIGNED):
        row = rows[0]
        try:
            receipt = send_segment(line.session, row.id, content=row.content, signature=row.signature)
        except HouseRefused as refusal:
            if refusal.is_passing:
                raise
            if not _resolve(line, key, row, refusal):
                return sent
        else:
            keep_receipt(line, row, receipt)
            sent += 1
        line.problems.pop("segments", None)
    return sent


def keep_receipt(line: SendingLine, row: SpooledSegment, receipt: SegmentReceipt, reason: str = "") -> None:
    """Keep what the house says of a segment; raises `Diverged` if it is of another."""
    if receipt.digest != row.digest:
        raise Diverged
    fields = {"segment": row.id, "digest": row.digest, "received_at": receipt.received_at}
    if line.log_key and not is_receipt(receipt.note, line.log_key, **fields):
        line.problems["receipts"] = UNPROVEN
    state = SegmentState.REFUSED if receipt.refusal else SegmentState.RECEIVED
    why = (reason or receipt.refusal) if receipt.refusal else ""
    line.spool.mark_segment(line.device, row.seq, state, receipt=receipt.note, reason=why)


def set_aside(line: SendingLine, key: DeviceKey, row: SpooledSegment, reason: str) -> None:
    """Send a segment never, and sign those after it anew, so that they can be sent."""
    spool = line.spool
    later = spool.segments(line.device, after=row.seq)
    with spool.database.writing():
        aside = SegmentState.SET_ASIDE
        spool.mark_segment(line.device, row.seq, aside, reason=reason)
        spool.renumber_below_zero(line.device, row.seq)
        last = spool.last_segment_before(line.device, row.seq)
        spool.database.write("DELETE FROM segments WHERE device = ? AND seq > ?", line.device, row.seq)
        for segment in later:
            last = renumbered(key, segment, last=last)
            spool.add(last)


def set_aside_changed(line: SendingLine, key: DeviceKey) -> int:
    """Set aside what is not as this device signed it and was not sent; how many that were."""
    count = 0
    while faults := [
        row for row in chain_faults(line.spool.segments(line.device, after=0), key) if row.state == "signed"
    ]:
        set_aside(line, key, faults[0], "It was changed on this device after it was signed.")
        count += 1
    return count


def _resolve(line: SendingLine, key: DeviceKey, row: SpooledSegment, refusal: HouseRefused) -> bool:
    """Find out what became of a segment that was answered with an error; whether to go on."""
    receipts = receipts_after(line.session, row.seq - 1)
    own = {segment.seq: segment for segment in line.spool.segments(line.device, after=0)}
    for receipt in receipts:
        if receipt.seq not in own:
            raise Diverged
        reason = str(refusal) if receipt.seq == row.seq else ""
        keep_receipt(line, own[receipt.seq], receipt, reason)
    if receipts:
        return True
    seq, _ = next_segment(line.session)
    if seq < row.seq:
        send_again_from(line, seq)
        return True
    if refusal.code in _NEVER:
        set_aside(line, key, row, str(refusal))
        return True
    if refusal.code != NOT_OVER:
        line.problems["segments"] = str(refusal)
    return False
