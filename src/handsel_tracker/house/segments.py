"""Sending segments, and what the house has of them."""

from dataclasses import dataclass
from typing import Any

from handsel_tracker.house.client import NO_HOUSE, HouseAway
from handsel_tracker.house.session import Session
from handsel_tracker.spool.texts import short


@dataclass(frozen=True)
class SegmentReceipt:
    """What the house received: a segment by its number and SHA-256, and the note that it signed over it.

    `refusal` is why its time does not count, if so.
    """

    segment: str
    seq: int
    digest: str
    received_at: str
    refusal: str
    note: str


def send_segment(session: Session, pk: str, *, content: str, signature: str) -> SegmentReceipt:
    """Send a segment; the same one again has the same answer."""
    return _receipt(session.put(f"/segments/{pk}", {"content": content, "signature": signature}))


def next_segment(session: Session) -> tuple[int, str]:
    """The number of the device's next segment, and the SHA-256 that it names as the one before it."""
    data = session.get("/segments/next")
    return int(data["seq"]), str(data["prev"])


def receipts_after(session: Session, seq: int) -> list[SegmentReceipt]:
    """What the house has of the device above a number."""
    receipts: list[SegmentReceipt] = []
    after: int | None = seq
    while after is not None:
        page = session.get(f"/segments?after={after}")
        receipts += [_receipt(row) for row in page["receipts"]]
        before, after = after, page["next"]
        if after is not None and after <= before:
            raise HouseAway(NO_HOUSE)
    return receipts


def _receipt(row: dict[str, Any]) -> SegmentReceipt:
    return SegmentReceipt(
        segment=str(row["segment"]),
        seq=int(row["seq"]),
        digest=str(row["digest"]),
        received_at=str(row["received_at"]),
        refusal=short(row["refusal"]),
        note=str(row["receipt"]),
    )
