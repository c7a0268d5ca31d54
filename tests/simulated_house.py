"""A house in memory, as the Tracker knows it by its API, with a network that fails as it is told."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from handsel_tracker.house.client import HouseAnswer, HouseAway
from handsel_verify.amendments import Deletion, Redaction, Rewording, amendment_from
from handsel_verify.device_statements import commitment_text, heartbeat_text
from handsel_verify.moments import SeededDay, is_at, is_committed, moment_of
from handsel_verify.segments import FIRST, Segment, digest_of, segment_from

JOB = "0d9c8b7a-6f5e-4d4c-8b3a-291807f6e5d4"
OTHER_JOB = "1d9c8b7a-6f5e-4d4c-8b3a-291807f6e5d4"
DEVICE = "5b1c4a7e-9d0f-4f7e-8a3b-2c6d1e0f9a8b"
WEEK_SECONDS = 7 * 86_400
BACKDATED = timedelta(minutes=15)
NOT_KEPT = "refused-time-full"


@dataclass
class HouseSegment:
    """A segment that the house has."""

    id: str
    seq: int
    digest: str
    segment: Segment
    refusal: str = ""
    backdated: bool = False
    removed: bool = False
    memo: str = ""


@dataclass
class SimulatedHouse:
    """What the house of a device has. `now` is its time; `fault` says how the next request fails."""

    now: Callable[[], datetime]
    public_key: str
    week_starts: datetime
    fault: Callable[[], str] = lambda: ""
    rows: list[HouseSegment] = field(default_factory=list)
    shots: dict[str, str] = field(default_factory=dict)
    objects: dict[str, bytes] = field(default_factory=dict)
    amended: dict[str, str] = field(default_factory=dict)
    days: dict[date, SeededDay] = field(default_factory=dict)
    heard: tuple[int, str, datetime] | None = None
    beat: int = 0
    refusing: str = ""
    revoked: bool = False
    job: dict[str, Any] = field(default_factory=dict)
    stop: str | None = None
    requests: int = 0
    limit: int = 40 * 3600

    def send(self, method: str, path: str, _headers: dict[str, str], body: bytes = b"") -> HouseAnswer:
        """Answer a request, unless the network or the house fails."""
        self.requests += 1
        fault = self.fault()
        if fault == "away":
            raise HouseAway("The house cannot be reached: no route.")
        if fault.isdigit():
            return HouseAnswer(int(fault), b"")
        status, data = self._answer(method, path.removeprefix("/api/v1/tracker"), body)
        if fault == "dropped":
            raise HouseAway("The house cannot be reached: the answer was lost.")
        return HouseAnswer(status, json.dumps(data).encode())

    def backup(self) -> "SimulatedHouse":
        """What would be put back."""
        names = ("rows", "shots", "objects", "amended", "days", "heard")
        return deepcopy({name: getattr(self, name) for name in names})

    def put_back(self, backup: Any) -> None:
        """Be as it was."""
        for name, value in deepcopy(backup).items():
            setattr(self, name, value)

    def counted(self) -> list[tuple[datetime, datetime]]:
        """All spans that count."""
        rows = [row for row in self.rows if not row.refusal and not row.removed]
        return sorted(span for row in rows for span in row.segment.spans)

    def seconds(self) -> int:
        """How much counts."""
        return sum(int((end - start).total_seconds()) for start, end in self.counted())

    def is_protected(self, row: HouseSegment) -> bool:
        """Whether a segment has its screenshot, or is too short to need one."""
        seconds = sum((end - start).total_seconds() for start, end in row.segment.spans)
        moment = moment_of(row.segment, self.days.get(row.segment.block.date()))
        own = [shot for shot in row.segment.shots if is_at(moment, shot)]
        has_shot = any(self._has_bytes(shot.commitment) for shot in own)
        return not row.backdated and row.segment.work_view == "on" and (seconds < 30 or has_shot)

    def _has_bytes(self, commitment: str) -> bool:
        while self.shots.get(commitment, "").startswith("by "):
            commitment = self.shots[commitment][3:]
        return self.shots.get(commitment) == "arrived"

    def _answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        if path == "/api/oauth/token":
            return (400, {"error": "invalid_grant"}) if self.revoked else (200, _TOKENS)
        if self.revoked:
            return _error(401, "unauthorized")
        if path == "/log/key":
            return 404, None
        parts = path.split("?")[0].strip("/").split("/")
        if method == "GET":
            return self._read(parts, path)
        return self._change(method, parts, body)

    def _read(self, parts: list[str], path: str) -> tuple[int, Any]:
        match parts:
            case ["device"]:
                return 200, {"device": DEVICE, "name": "Laptop", "person": "Ben", "server_time": self._time()}
            case ["jobs"]:
                return 200, [self._job(JOB, 24), self._job(OTHER_JOB, 25)]
            case ["segments", "next"]:
                seq, prev = self._next()
                return 200, {"seq": seq, "prev": prev}
            case ["segments"]:
                after = int(path.split("after=")[1])
                rows = [_receipt(row, self._time()) for row in self.rows if row.seq > after]
                return 200, {"receipts": rows, "next": None}
        raise AssertionError(path)

    def _change(self, method: str, parts: list[str], body: bytes) -> tuple[int, Any]:
        match method, parts:
            case "PUT", ["segments", pk]:
                return self._segment(pk, json.loads(body))
            case "POST", ["segments", pk, "amendments"]:
                return self._amend(pk, json.loads(body))
            case "PUT", ["objects", commitment]:
                return self._object(commitment, body)
            case "PUT", ["seeds", day]:
                return self._commit(date.fromisoformat(day), json.loads(body))
            case "POST", ["heartbeats"]:
                beat = json.loads(body)
                running = UUID(beat["running"]) if beat["running"] else None
                says = heartbeat_text(
                    UUID(DEVICE), beat=beat["beat"], seq=beat["seq"], digest=beat["prev"], running=running
                )
                if not self._is_signed(says, beat["signature"]):
                    return _error(409, "signature-wrong")
                assert beat["beat"] > self.beat, "each heartbeat has a number above that of those before"
                self.beat = beat["beat"]
                if self.heard is None or beat["seq"] > self.heard[0]:
                    self.heard = (beat["seq"], beat["prev"], self.now())
                self.heard = (self.heard[0], self.heard[1], self.now())
                return 200, {"server_time": self._time(), "stop": self.stop if beat["running"] else None}
        raise AssertionError(parts)

    def _commit(self, day: date, body: dict[str, str]) -> tuple[int, Any]:
        says = commitment_text(UUID(DEVICE), day, body["commitment"])
        if not self._is_signed(says, body["signature"]):
            return _error(409, "signature-wrong")
        return self._seed(day, body["commitment"])

    def _time(self) -> str:
        return self.now().isoformat()

    def _next(self) -> tuple[int, str]:
        return (self.rows[-1].seq + 1, self.rows[-1].digest) if self.rows else (1, FIRST)

    def _segment(self, pk: str, body: dict[str, str]) -> tuple[int, Any]:
        text = body["content"].encode()
        row = next((row for row in self.rows if row.id == pk), None)
        if row is not None:
            same = row.digest == digest_of(text)
            return (200, _receipt(row, self._time())) if same else _error(409, "segment-changed")
        segment = segment_from(text)
        if not self._is_signed(text, body["signature"]) or str(segment.id) != pk:
            return _error(409, "signature-wrong")
        if (segment.seq, segment.prev) != self._next():
            return _error(409, "out-of-sequence")
        if segment.spans[-1][1] > self.now() + timedelta(seconds=5):
            return _error(409, "block-not-over")
        if self.refusing == NOT_KEPT:
            return _error(409, self.refusing)
        row = HouseSegment(pk, segment.seq, digest_of(text), segment, backdated=self._is_backdated(text))
        row.refusal = self.refusing or self._fault(segment)
        self.rows.append(row)
        if row.refusal:
            return _error(409, row.refusal)
        self.shots |= {shot.commitment: "awaited" for shot in segment.shots}
        return 200, _receipt(row, self._time())

    def _fault(self, segment: Segment) -> str:
        """Why its time cannot count: it is counted already, or its nonce is another."""
        if any(
            start < last and first < end for start, end in segment.spans for first, last in self.counted()
        ):
            return "time-overlaps"
        day = self.days.get(segment.block.date())
        if day and segment.nonce and not is_committed(segment.nonce, segment.block, day.commitment):
            return "nonce-wrong"
        return ""

    def _is_signed(self, content: bytes, signature: str) -> bool:
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
            key.verify(bytes.fromhex(signature), content)
        except InvalidSignature:
            return False
        return True

    def _is_backdated(self, text: bytes) -> bool:
        if self.heard is None:
            return False
        segment, (seq, digest, at) = segment_from(text), self.heard
        if segment.seq == seq:
            return digest != digest_of(text)
        return segment.seq > seq and segment.spans[-1][1] < at - BACKDATED

    def _object(self, commitment: str, content: bytes) -> tuple[int, Any]:
        state = self.shots.get(commitment)
        if state is None or state.startswith("by "):
            return _error(404, "shot-unknown")
        if state == "deleted":
            return _error(409, "shot-deleted")
        assert sha256(content).hexdigest() == commitment
        self.shots[commitment], self.objects[commitment] = "arrived", content
        return 200, {"sha256": commitment, "state": "arrived", "arrived_at": self._time()}

    def _amend(self, pk: str, body: dict[str, str]) -> tuple[int, Any]:
        row = next((row for row in self.rows if row.id == pk and not row.refusal), None)
        if row is None:
            return _error(404, "not-found")
        text = body["content"].encode()
        assert self._is_signed(text, body["signature"])
        key = sha256(text).hexdigest()
        if key not in self.amended:
            self.amended[key] = pk
            match amendment_from(text).change:
                case Redaction(shot, replacement, _):
                    self.shots |= {shot: f"by {replacement}", replacement: "awaited"}
                    self.objects.pop(shot, None)
                case Deletion(shot):
                    self.shots[shot] = "deleted"
                    self.objects.pop(shot, None)
                case Rewording(memo):
                    row.memo = memo
                case _:
                    row.removed = True
        return 200, {"segment": pk}

    def _seed(self, day: date, commitment: str) -> tuple[int, Any]:
        known = self.days.setdefault(day, SeededDay(commitment, self.now()))
        if known.commitment != commitment:
            return _error(409, "commitment-changed")
        midnight = datetime.combine(day, datetime.min.time(), UTC)
        if not known.seed and self.now() >= midnight - timedelta(hours=1):
            known = SeededDay(commitment, known.received_at, uuid4().hex * 2, self.now())
            self.days[day] = known
        given_at = known.given_at.isoformat() if known.given_at else None
        row = {"day": day.isoformat(), "commitment": commitment, "received_at": known.received_at.isoformat()}
        return 200, {**row, "seed": known.seed or None, "given_at": given_at, "note": ""}

    def _job(self, pk: str, number: int) -> dict[str, Any]:
        recorded = sum(
            int((end - start).total_seconds())
            for row in self.rows
            if str(row.segment.job) == pk and not row.refusal
            for start, end in row.segment.spans
        )
        starts = self.week_starts
        while starts + timedelta(seconds=WEEK_SECONDS) <= self.now():
            starts += timedelta(seconds=WEEK_SECONDS)
        week = {
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(seconds=WEEK_SECONDS)).isoformat(),
            "limit_seconds": self.limit,
            "recorded_seconds": recorded,
        }
        row = {"job": pk, "number": number, "title": f"Plates {number}", "client": "Ada", "currency": "EUR"}
        row |= {"rate": 6000, "work_view": "offered", "by_hand": True, "readiness": "ready", "week": week}
        return row | self.job


_TOKENS = {"access_token": "access", "refresh_token": "refresh"}


def _error(status: int, code: str) -> tuple[int, Any]:
    words = {"code": code, "what": f"Refused: {code}.", "kept": "", "way_out": "Look.", "fields": []}
    return status, {"error": words}


def _receipt(row: HouseSegment, at: str) -> dict[str, Any]:
    fields = {"segment": row.id, "seq": row.seq, "digest": row.digest, "received_at": at}
    return {**fields, "refusal": row.refusal, "receipt": "a note"}
