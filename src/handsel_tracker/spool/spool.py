"""What the spool keeps, and in which steps it changes."""

import hmac
import json
from collections.abc import Iterable
from dataclasses import astuple, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from handsel_tracker.spool.database import Database
from handsel_tracker.spool.rows import (
    AmendmentState,
    CommittedDay,
    HeldState,
    SegmentState,
    SpooledAmendment,
    SpooledSegment,
    SpooledShot,
)
from handsel_tracker.timing.blocks import OpenBlock, block_from

_TABLES: dict[Any, str] = {
    SpooledSegment: "segments",
    SpooledShot: "shots",
    SpooledAmendment: "amendments",
    CommittedDay: "days",
}


class Spool:
    """What was recorded. `seal_key` is of the device's key: who lacks it writes no block that counts."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.seal_key = b""

    def note(self, name: str, default: Any = None) -> Any:
        """A JSON document by its name."""
        rows = self.database.rows("SELECT value FROM notes WHERE name = ?", name)
        return json.loads(rows[0]["value"]) if rows else default

    def put_note(self, name: str, value: Any) -> None:
        """Keep a JSON document under a name."""
        self.database.write("INSERT OR REPLACE INTO notes VALUES (?, ?)", name, json.dumps(value))

    def put_blocks(self, blocks: Iterable[OpenBlock]) -> None:
        """Keep what is counted in blocks that are not signed, and nothing else of others."""
        with self.database.writing():
            self.database.write("DELETE FROM blocks")
            for block in blocks:
                text = json.dumps(block.as_document())
                row = (block.job, block.start_s, text, self._seal(text))
                self.database.write("INSERT INTO blocks VALUES (?, ?, ?, ?)", *row)

    def blocks(self) -> tuple[list[OpenBlock], int]:
        """The blocks that are not signed, without those that others changed, and how many those are."""
        rows = self.database.rows("SELECT * FROM blocks ORDER BY start_s")
        own = [row for row in rows if hmac.compare_digest(row["seal"], self._seal(row["document"]))]
        return [block_from(json.loads(row["document"])) for row in own], len(rows) - len(own)

    def add(self, row: SpooledSegment | SpooledShot | SpooledAmendment | CommittedDay) -> None:
        """Keep a new row, or another in the place of one with its key."""
        marks = ", ".join("?" * len(fields(row)))
        table = _TABLES[type(row)]
        self.database.write(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", *astuple(row))  # noqa: S608

    def segments(
        self, device: str, *states: SegmentState, after: int = 0, since_s: int = 0
    ) -> list[SpooledSegment]:
        """The segments of a device by number, of some states or all, above a number and from a second on."""
        chosen = _in(states or tuple(SegmentState))
        sql = f"SELECT * FROM segments WHERE device = ? AND seq > ? AND block_s >= ? AND state IN {chosen}"  # noqa: S608
        rows = self.database.rows(f"{sql} ORDER BY seq", device, after, since_s)
        return [SpooledSegment(**dict(row)) for row in rows]

    def count(self, device: str, state: SegmentState) -> int:
        """How many segments of a device are in a state."""
        sql = "SELECT count(*) AS n FROM segments WHERE device = ? AND state = ?"
        return int(self.database.rows(sql, device, state)[0]["n"])

    def segment(self, pk: str) -> SpooledSegment | None:
        """A segment by its identifier."""
        rows = self.database.rows("SELECT * FROM segments WHERE id = ?", pk)
        return SpooledSegment(**dict(rows[0])) if rows else None

    def last_segment(self, device: str) -> SpooledSegment | None:
        """The last one that a device signed and did not set aside."""
        sql = "SELECT * FROM segments WHERE device = ? AND state != ? ORDER BY seq DESC LIMIT 1"
        rows = self.database.rows(sql, device, SegmentState.SET_ASIDE)
        return SpooledSegment(**dict(rows[0])) if rows else None

    def last_segment_before(self, device: str, seq: int) -> SpooledSegment | None:
        """The one before a number."""
        rows = [row for row in self.segments(device, after=0) if row.seq < seq]
        return rows[-1] if rows else None

    def mark_segment(self, device: str, seq: int, state: str, *, receipt: str = "", reason: str = "") -> None:
        """Say what became of a segment."""
        sql = "UPDATE segments SET state = ?, receipt = ?, reason = ? WHERE device = ? AND seq = ?"
        self.database.write(sql, state, receipt, reason, device, seq)

    def renumber_below_zero(self, device: str, seq: int) -> None:
        """Take a segment out of the sequence: those that are set aside have numbers below zero."""
        rows = self.database.rows("SELECT min(seq) AS least FROM segments WHERE device = ?", device)
        below = min(rows[0]["least"], 0) - 1
        self.database.write("UPDATE segments SET seq = ? WHERE device = ? AND seq = ?", below, device, seq)

    def shots(self, device: str, *states: HeldState) -> list[SpooledShot]:
        """The screenshots of a device in the order in which they were taken, of some states or all.

        Their content is not read: it is empty, or None where it is gone.
        """
        chosen = _in(states or tuple(HeldState))
        sql = f"SELECT {_WITHOUT_CONTENT} FROM shots WHERE device = ? AND state IN {chosen} ORDER BY taken_s"  # noqa: S608
        return [_shot(row) for row in self.database.rows(sql, device)]

    def hold_shot(self, commitment: str, segment: str, send_after_s: int) -> None:
        """Let a screenshot of a signed segment wait until it may be sent."""
        sql = "UPDATE shots SET state = ?, segment = ?, send_after_s = ? WHERE commitment = ?"
        self.database.write(sql, HeldState.HELD, segment, send_after_s, commitment)

    def shot(self, commitment: str) -> SpooledShot | None:
        """A screenshot by its commitment."""
        rows = self.database.rows("SELECT * FROM shots WHERE commitment = ?", commitment)
        return _shot(rows[0]) if rows else None

    def mark_shot(self, commitment: str, state: str, *, reason: str = "") -> None:
        """Say what became of a screenshot; of a deleted one neither salt nor picture is left.

        One that its person deleted while it was being sent stays deleted.
        """
        gone = ", content = NULL" if state == HeldState.DELETED else ""
        sql = f"UPDATE shots SET state = ?, reason = ?{gone} WHERE commitment = ?"  # noqa: S608
        if state in (HeldState.SENT, HeldState.REFUSED):
            sql += f" AND state = '{HeldState.HELD}'"
        with self.database.writing():
            self.database.write(sql, state, reason, commitment)
            self.database.has_secrets_to_scrub |= bool(gone)

    def amendments(self, device: str) -> list[SpooledAmendment]:
        """The amendments that are not sent, in their order."""
        sql = "SELECT * FROM amendments WHERE device = ? AND state = ? ORDER BY rowid"
        rows = self.database.rows(sql, device, AmendmentState.SIGNED)
        return [SpooledAmendment(**dict(row)) for row in rows]

    def mark_amendment(self, key: str, state: AmendmentState, *, reason: str = "") -> None:
        """Say what became of an amendment."""
        self.database.write("UPDATE amendments SET state = ?, reason = ? WHERE key = ?", state, reason, key)

    def day(self, device: str, day: str) -> CommittedDay | None:
        """A day of a device."""
        rows = self.database.rows("SELECT * FROM days WHERE device = ? AND day = ?", device, day)
        return CommittedDay(**dict(rows[0])) if rows else None

    def days_from(self, device: str, day: str) -> list[CommittedDay]:
        """The days of a device from one on."""
        rows = self.database.rows("SELECT * FROM days WHERE device = ? AND day >= ?", device, day)
        return [CommittedDay(**dict(row)) for row in rows]

    def forget_before(self, second: int) -> None:
        """Let go of pictures from before a second that their person does not hold; what proves time stays."""
        sql = "UPDATE shots SET content = NULL WHERE state != ? AND taken_s < ? AND content IS NOT NULL"
        with self.database.writing():
            self.database.has_secrets_to_scrub |= self.database.write(sql, HeldState.HELD, second) > 0

    def forget_pictures(self) -> None:
        """Let go of all pictures, as their device is signed out: what was not sent never will be."""
        sql = "UPDATE shots SET state = ? WHERE state IN (?, ?)"
        with self.database.writing():
            self.database.write(sql, HeldState.DELETED, HeldState.TAKEN, HeldState.HELD)
            self.database.write("UPDATE shots SET content = NULL")
            self.database.has_secrets_to_scrub = True

    def delete_taken(self, device: str, block: tuple[str, int]) -> None:
        """Delete the screenshots of a block, by job and start, that is never signed."""
        for shot in self.shots(device, HeldState.TAKEN):
            if (shot.job, shot.block_s) == block:
                self.mark_shot(shot.commitment, HeldState.DELETED)

    def _seal(self, text: str) -> str:
        return hmac.new(self.seal_key, text.encode(), sha256).hexdigest()


_WITHOUT_CONTENT = ", ".join(
    "CASE WHEN content IS NULL THEN NULL ELSE x'' END AS content" if field.name == "content" else field.name
    for field in fields(SpooledShot)
)


def _in(states: Iterable[str]) -> str:
    """States, which are words of this program, as SQL lists them."""
    return "(" + ", ".join(f"'{state}'" for state in states) + ")"


def _shot(row: Any) -> SpooledShot:
    return SpooledShot(**{**dict(row), "offline": bool(row["offline"])})
