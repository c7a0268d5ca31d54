"""What the device signs, as the house and a verifier read it."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from handsel_tracker.evidence.days import (
    day_of,
    days_ahead,
    due_shot,
    instant,
    is_checkable,
    new_day,
    nonce_of,
)
from handsel_tracker.evidence.device_key import DeviceKey, new_device_key
from handsel_tracker.evidence.receipts import is_receipt
from handsel_tracker.evidence.segments import (
    ClockState,
    SegmentEvidence,
    chain_faults,
    one_line,
    renumbered,
    sign_segment,
)
from handsel_tracker.evidence.shots import (
    deletion,
    picture_of,
    redacted,
    redaction,
    removal,
    rewording,
    salted,
)
from handsel_tracker.spool.rows import CommittedDay, SpooledSegment, SpooledShot
from handsel_tracker.timing.blocks import OpenBlock
from handsel_verify.amendments import Deletion, Redaction, Removal, Rewording, amendment_from
from handsel_verify.moments import DrawnBy, SeededDay, commitment_from, is_at, moment_of
from handsel_verify.notes import NoteBroken
from handsel_verify.segments import segment_from
from tests.simulated_device import MONDAY
from tests.simulated_house import DEVICE, JOB

COVERS = (
    "handsel_tracker.evidence.days",
    "handsel_tracker.evidence.device_key",
    "handsel_tracker.evidence.receipts",
    "handsel_tracker.evidence.shots",
)
START = int(MONDAY.timestamp())
CLOCK = ClockState(-120, "a boot", 5000)


@pytest.fixture
def key() -> DeviceKey:
    """A key of a device."""
    return new_device_key()


def seeded(*, given_at: str = "") -> CommittedDay:
    day = new_day(DEVICE, "2026-03-02")
    received = (MONDAY - timedelta(hours=1)).isoformat()
    seed = "ab" * 32 if given_at else ""
    return CommittedDay(**{**vars(day), "received_at": received, "seed": seed, "given_at": given_at})


def block_of(*spans: tuple[int, int]) -> OpenBlock:
    block = OpenBlock(JOB, START, START + 720, spans=[(START + first, START + last) for first, last in spans])
    block.note_input(START + 61, active=True, keys=3, clicks=None)
    block.note(START + 5, "sleep", 40)
    block.memo = "Plate\nindex \u202e " + "x" * 500
    return block


def shot_at(due: int, *, offline: bool) -> SpooledShot:
    commitment, content = salted(b"picture")
    return SpooledShot(commitment, DEVICE, JOB, START, "", due, due + 1, 0, offline, 0, content)


@pytest.mark.parametrize("given_at", ["", (MONDAY - timedelta(minutes=1)).isoformat()])
@pytest.mark.parametrize("spans", [[(0, 720)], [(0, 100), (150, 400)], [(700, 720)]])
def test_a_segment_is_in_the_format_and_its_screenshot_at_its_moment(
    key: DeviceKey, given_at: str, spans: list[tuple[int, int]]
) -> None:
    day, block = seeded(given_at=given_at), block_of(*spans)
    due = due_shot(JOB, START, block.spans, day)
    nonce = nonce_of(day, START)
    evidence = SegmentEvidence([shot_at(due.due_s, offline=due.offline)], CLOCK, nonce, "on", "")
    row = sign_segment(key, DEVICE, block, evidence, last=None)
    segment = segment_from(row.content.encode())
    known = SeededDay(day.commitment, MONDAY - timedelta(hours=1), day.seed, MONDAY if given_at else None)
    moment = moment_of(segment, known)
    assert moment.drawn_by is (DrawnBy.SHARED if given_at else DrawnBy.OFFLINE)
    assert is_at(moment, segment.shots[0])
    assert str(segment.id) == row.id
    assert segment.memo == one_line(block.memo, 400)
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public))
    public.verify(bytes.fromhex(row.signature), row.content.encode())


def chain_of(key: DeviceKey, length: int) -> list[SpooledSegment]:
    rows: list[SpooledSegment] = []
    for number in range(length):
        block = OpenBlock(JOB, START + 720 * number, START + 720 * (number + 1))
        block.spans = [(block.start_s, block.end_s)]
        evidence = SegmentEvidence([], CLOCK, None, "off", "A call.")
        rows.append(sign_segment(key, DEVICE, block, evidence, last=rows[-1] if rows else None))
    return rows


def test_segments_are_chained_and_a_change_in_one_is_seen(key: DeviceKey) -> None:
    rows = chain_of(key, 3)
    assert [row.seq for row in rows] == [1, 2, 3]
    assert chain_faults(rows, key) == []
    changed = SpooledSegment(**{**vars(rows[1]), "content": rows[1].content.replace("A call", "A cat!")})
    assert chain_faults([rows[0], changed, rows[2]], key) == [changed]
    assert chain_faults([rows[0], rows[2]], key) == [rows[2]]
    assert chain_faults(rows, new_device_key()) == rows


def test_a_segment_that_moves_up_is_signed_anew_under_its_identifier(key: DeviceKey) -> None:
    first, _, third = chain_of(key, 3)
    moved = renumbered(key, third, last=first)
    assert (moved.id, moved.seq) == (third.id, 2)
    assert chain_faults([first, moved], key) == []


def test_a_day_commits_itself_and_its_nonces_prove_it() -> None:
    day = new_day(DEVICE, "2026-03-02")
    assert day.commitment == commitment_from(bytes.fromhex(day.chain_end))
    assert nonce_of(day, START) is None
    assert not is_checkable(day, START)
    nonce = bytes.fromhex(nonce_of(seeded(), START) or "")
    assert len(nonce) == 32
    assert is_checkable(seeded(), START)
    assert not is_checkable(seeded(), START - 7200)
    assert days_ahead(START)[0] == "2026-03-02"
    assert len(days_ahead(START)) == 8
    assert day_of(START) == instant(START).date()


def test_amendments_are_in_the_format(key: DeviceKey) -> None:
    shot = shot_at(START, offline=False)
    shot = SpooledShot(**{**vars(shot), "segment": str(UUID(int=7))})
    new = redacted(shot, b"less", 2)
    assert amendment_from(redaction(key, shot, new).content.encode()).change == Redaction(
        shot.commitment, new.commitment, 2
    )
    assert amendment_from(deletion(key, shot).content.encode()).change == Deletion(shot.commitment)
    reworded = rewording(key, DEVICE, shot.segment, "Plates 1 to 4").content.encode()
    assert amendment_from(reworded).change == Rewording("Plates 1 to 4")
    assert amendment_from(removal(key, DEVICE, shot.segment).content.encode()).change == Removal()
    assert picture_of(new) == b"less"
    assert sha256(new.content or b"").hexdigest() == new.commitment


def test_the_seal_of_the_spool_is_of_the_key_and_not_the_key(key: DeviceKey) -> None:
    assert key.seal_key != new_device_key().seal_key
    assert key.private not in key.seal_key.hex()


def test_a_note_of_another_key_is_no_receipt() -> None:
    name = "house.example+1b6b6e2d+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    with pytest.raises(NoteBroken):
        is_receipt("a note", name, segment="s", digest="d", received_at=MONDAY.isoformat())
