"""What the house lost as it was put back from a backup is sent again."""

from dataclasses import replace

from handsel_tracker.evidence.days import day_of
from handsel_tracker.house.segments import next_segment
from handsel_tracker.sending.line import Diverged, SendingLine
from handsel_tracker.spool.rows import AmendmentState, HeldState, SegmentState

PUT_BACK = "The site was put back to an earlier state. What it lost is being sent again."


def check_history(line: SendingLine) -> bool:
    """Whether the house has all that it received; else what it lost is to be sent again.

    Raises `Diverged` if it has segments that the spool has not.
    """
    sent = [row for row in line.spool.segments(line.device) if row.state in _SENT]
    expected = sent[-1].seq + 1 if sent else 1
    seq, prev = next_segment(line.session)
    if seq < expected:
        send_again_from(line, seq)
        return False
    if seq == expected and sent and prev != sent[-1].digest:
        raise Diverged
    return True


def send_again_from(line: SendingLine, seq: int) -> None:
    """Let segments from a number on be sent again, and all pictures and changes that are still here.

    The house may have lost pictures of segments that it kept; what it has, it does not take twice.
    """
    spool, device = line.spool, line.device
    rows = [row for row in spool.segments(device, after=seq - 1) if row.state in _SENT]
    shots = [shot for shot in spool.shots(device, HeldState.SENT) if shot.content is not None]
    with spool.database.writing():
        for row in rows:
            spool.mark_segment(device, row.seq, SegmentState.SIGNED)
        for shot in shots:
            spool.mark_shot(shot.commitment, HeldState.HELD)
        spool.database.write(
            "UPDATE amendments SET state = ? WHERE device = ? AND state = ?",
            AmendmentState.SIGNED,
            device,
            AmendmentState.RECEIVED,
        )
        if rows:
            _commit_again(line, day_of(rows[0].block_s).isoformat())
    line.problems["restored"] = PUT_BACK


def _commit_again(line: SendingLine, first: str) -> None:
    """Let the days from one on be committed again: the house may not know them any more."""
    for row in line.spool.days_from(line.device, first):
        line.spool.add(replace(row, received_at="", seed="", given_at="", note=""))


_SENT = (SegmentState.RECEIVED, SegmentState.REFUSED)
