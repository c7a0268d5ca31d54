"""The rows of the spool."""

from dataclasses import dataclass
from enum import StrEnum


class SegmentState(StrEnum):
    """What became of a segment: signed and not sent, received, refused by the house, or set aside here."""

    SIGNED = "signed"
    RECEIVED = "received"
    REFUSED = "refused"
    SET_ASIDE = "set aside"


class HeldState(StrEnum):
    """Where a screenshot is: taken in a block that is not signed, to be sent, sent, deleted, or refused."""

    TAKEN = "taken"
    HELD = "held"
    SENT = "sent"
    DELETED = "deleted"
    REFUSED = "refused"


class AmendmentState(StrEnum):
    """What became of an amendment."""

    SIGNED = "signed"
    RECEIVED = "received"
    REFUSED = "refused"


@dataclass(frozen=True)
class SpooledSegment:
    """A signed segment."""

    device: str
    seq: int
    id: str
    job: str
    block_s: int
    content: str
    signature: str
    digest: str
    state: str = SegmentState.SIGNED
    receipt: str = ""
    reason: str = ""


@dataclass(frozen=True)
class SpooledShot:
    """A screenshot: its content is its salt and then the picture, or None once that is gone."""

    commitment: str
    device: str
    job: str
    block_s: int
    segment: str
    due_s: int
    taken_s: int
    monitor: int
    offline: bool
    redactions: int
    content: bytes | None
    state: str = HeldState.TAKEN
    send_after_s: int = 0
    reason: str = ""


@dataclass(frozen=True)
class SpooledAmendment:
    """A signed amendment, and the key under which it is sent."""

    key: str
    device: str
    segment: str
    content: str
    signature: str
    state: str = AmendmentState.SIGNED
    reason: str = ""


@dataclass(frozen=True)
class CommittedDay:
    """A day in UTC: the end of its chain of nonces, which is secret, and what the house answered."""

    device: str
    day: str
    chain_end: str
    commitment: str
    received_at: str = ""
    seed: str = ""
    given_at: str = ""
    note: str = ""
