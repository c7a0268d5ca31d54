"""A device of the sample: it signs segments and sends screenshots, as a Tracker does."""

import random
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handsel.config.sample.screens import screen
from handsel.devices.enrolment import enroll
from handsel.devices.models import Device
from handsel.devices.seeds import commit_day, seeded_day
from handsel.kernel import clock
from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.shots.receiving import SALT_BYTES, receive_shot
from handsel.work.hours.signing import SignedSegment
from handsel.work.hours.tracking import next_in_sequence, receive_segment
from handsel.work.jobs.models import Job
from handsel_verify.canonical import canonical
from handsel_verify.device_statements import commitment_text
from handsel_verify.moments import (
    NONCE_BYTES,
    DrawnBy,
    Moment,
    commitment_from,
    day_of,
    moment_of,
    nonce_from,
    place_of,
)
from handsel_verify.segments import BLOCK, FORMAT, segment_from

_MINUTES = BLOCK // timedelta(minutes=1)


@dataclass(frozen=True)
class SampleDevice:
    """A device with the Tracker, connected to the account of somebody of the sample."""

    device: Device
    key: Ed25519PrivateKey
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311
    days: dict[date, bytes] = field(default_factory=dict)

    @classmethod
    def connected(cls, person: Person, name: str) -> "SampleDevice":
        """A new device of a person."""
        key = Ed25519PrivateKey.generate()
        public_key = key.public_key().public_bytes_raw().hex()
        pk = enroll(Actor(person.pk), name=name, public_key=public_key)
        return cls(Device.objects.select_related("person").get(pk=pk), key)

    def starts_day(self, *, ahead: int = 0) -> None:
        """Commit to nonces for today, and get its seed; for a day ahead there is none yet."""
        now = clock.now()
        day = day_of(now) + timedelta(days=ahead)
        self.days[day] = self.chance.randbytes(NONCE_BYTES)
        commitment = commitment_from(self.days[day])
        signature = self.key.sign(commitment_text(self.device.pk, day, commitment)).hex()
        commit_day(self.device, day, commitment, signature=signature, at=now)

    def tracks(
        self, job: Job, start: datetime, blocks: int, memo: str, *, without: Collection[int] = ()
    ) -> None:
        """Track so many whole blocks from the start of one; in some of them Work View is off."""
        for place in range(blocks):
            self._track(job, start + place * BLOCK, memo, with_shot=place not in without)
        Device.objects.filter(pk=self.device.pk).update(seen_at=clock.now())

    def _track(self, job: Job, block: datetime, memo: str, *, with_shot: bool) -> None:
        salt, picture = self.chance.randbytes(SALT_BYTES), screen(self.chance.randrange(1_000))
        commitment = sha256(salt + picture).hexdigest()
        shots = []
        if with_shot:
            moment = self._moment(job, block)
            shots = [_shot(moment, commitment, redactions=self.chance.random() < 0.15)]
        content = canonical(self._segment(job, block, memo, shots))
        signed = SignedSegment(self.device.pk, content.decode(), self.key.sign(content).hex())
        receive_segment(self.device, signed, pk=signed.segment.id, at=clock.now())
        if with_shot:
            receive_shot(self.device, commitment, salt + picture, clock.now())

    def _moment(self, job: Job, block: datetime) -> Moment:
        """When the screenshot of a whole block is due."""
        segment = segment_from(canonical(self._segment(job, block, "", [])))
        return moment_of(segment, seeded_day(self.device, day_of(block)))

    def _segment(self, job: Job, block: datetime, memo: str, shots: list[Facts]) -> Facts:
        seq, prev = next_in_sequence(self.device)
        state, reason = ("on", "") if shots else ("off", "A call about somebody's health.")
        return {
            "format": FORMAT,
            "device": str(self.device.pk),
            "seq": seq,
            "prev": prev,
            "job": str(job.uuid),
            "block": _instant(block),
            "spans": [[_instant(block), _instant(block + BLOCK)]],
            "minutes": [self._minute(minute) for minute in range(_MINUTES)],
            "memo": memo,
            "work_view": {"state": state, "reason": reason},
            "shots": shots,
            "clock": {"offset_ms": 40, "boot": "sample", "up_ms": 7_200_000},
            "events": [],
            "commits": [],
            "program": "the sample",
            "nonce": nonce_from(self.days[day_of(block)], place_of(block)).hex(),
        }

    def _minute(self, minute: int) -> Facts:
        active = self.chance.choice((0, 12, 31, 48, 55, 60))
        return {"minute": minute, "active": active, "keys": 3 * active, "clicks": active // 9}


def _shot(moment: Moment, commitment: str, *, redactions: bool) -> Facts:
    assert moment.due is not None
    times = {"due": _instant(moment.due), "taken": _instant(moment.due)}
    offline = moment.drawn_by is DrawnBy.OFFLINE
    return {
        **times,
        "monitor": 0,
        "commitment": commitment,
        "offline": offline,
        "redactions": int(redactions),
    }


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
