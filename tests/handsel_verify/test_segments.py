"""The grammar of segments: exactly what a device may sign, and nothing beside it."""

import json
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as some

from handsel_verify.segments import BYTES_MAX, segment_from
from handsel_verify.strict_json import Malformed

COVERS = ("handsel_verify.fields", "handsel_verify.receipts", "handsel_verify.segment_details")
DEVICE, JOB = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
SHOT = {
    "due": "2026-03-02T17:05:00+00:00",
    "taken": "2026-03-02T17:05:01+00:00",
    "monitor": 1,
    "commitment": "ab" * 32,
    "offline": False,
    "redactions": 0,
}
WHOLE: dict[str, Any] = {
    "format": "handsel-segment/1",
    "device": DEVICE,
    "seq": 1,
    "prev": "0" * 64,
    "job": JOB,
    "block": "2026-03-02T17:00:00+00:00",
    "spans": [
        ["2026-03-02T17:00:00+00:00", "2026-03-02T17:04:00+00:00"],
        ["2026-03-02T17:05:00+00:00", "2026-03-02T17:12:00+00:00"],
    ],
    "minutes": [{"minute": 0, "active": 60, "keys": None, "clicks": 7}],
    "memo": "Sketches.",
    "work_view": {"state": "on", "reason": ""},
    "shots": [SHOT],
    "clock": {"offset_ms": -120, "boot": "a boot", "up_ms": 1},
    "events": [{"at": "2026-03-02T17:04:00+00:00", "kind": "sleep", "seconds": 60}],
    "commits": [{"hash": "ef" * 20, "subject": "Engrave plate 3"}],
    "program": "handsel-tracker 0.1",
    "nonce": "cd" * 32,
}


def changed(path: str, value: Any) -> bytes:
    """A segment with another value at a path such as `shots.0.monitor`."""
    content = deepcopy(WHOLE)
    place: Any = content
    *way, last = path.split(".")
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    place[int(last) if isinstance(place, list) else last] = value
    return rfc8785.dumps(content)


def test_a_segment_is_read() -> None:
    segment = segment_from(rfc8785.dumps(WHOLE))
    assert (str(segment.device), str(segment.job), segment.seq) == (DEVICE, JOB, 1)
    assert segment.block == datetime(2026, 3, 2, 17, tzinfo=UTC)
    assert [(end - start).seconds for start, end in segment.spans] == [240, 420]
    assert segment.nonce == "cd" * 32
    assert segment_from(changed("nonce", None)).nonce is None
    assert segment.id == uuid5(UUID(DEVICE), f"{JOB} 2026-03-02T17:00:00+00:00")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", "handsel-segment/2"),
        ("seq", 0),
        ("seq", True),
        ("seq", "1"),
        ("prev", "0" * 63),
        ("prev", "AB" * 32),
        ("device", DEVICE.replace("-", "")),
        ("device", DEVICE.upper().replace("1", "A")),
        ("job", None),
        ("block", "2026-03-02T17:00:00Z"),
        ("block", "2026-03-02T12:00:00-05:00"),
        ("spans", []),
        ("spans", {}),
        ("spans.0", ["2026-03-02T17:00:00+00:00"]),
        ("spans.0.0", "2026-03-02T16:59:59+00:00"),
        ("spans.1.1", "2026-03-02T17:12:01+00:00"),
        ("spans.1.1", "2026-03-03T18:00:00+00:00"),
        ("spans.1.0", "2026-03-02T17:04:00+00:00"),
        ("spans.1.0", "2026-03-02T17:03:00+00:00"),
        ("spans.0.1", "2026-03-02T17:00:00+00:00"),
        ("spans.0.1", "2026-03-02T17:00:00.500000+00:00"),
        ("minutes.0.minute", 12),
        ("minutes.0.active", 61),
        ("minutes.0.active", None),
        ("minutes.0.keys", -1),
        ("minutes", [WHOLE["minutes"][0]] * 2),
        ("memo", "m" * 401),
        ("memo", None),
        ("memo", "a\0b"),
        ("memo", "a\nb"),
        ("memo", "a\u202eb"),
        ("work_view.state", "maybe"),
        ("work_view", {"state": "on"}),
        ("shots", [SHOT] * 5),
        ("shots.0.offline", 0),
        ("shots.0.commitment", "ab" * 31),
        ("shots.0.taken", None),
        ("shots.0.due", "2026-03-02T17:12:00+00:00"),
        ("shots.0.taken", "2026-03-02T16:59:57+00:00"),
        ("shots.0.taken", "2026-03-02T17:12:31+00:00"),
        ("shots.0.place", "desk"),
        ("clock.offset_ms", "0"),
        ("clock.up_ms", -1),
        ("events.0.kind", "lunch"),
        ("events.0.seconds", 1.5),
        ("commits", [WHOLE["commits"][0]] * 21),
        ("commits.0.hash", "ef" * 19),
        ("commits.0.hash", "EF" * 20),
        ("commits.0.hash", None),
        ("commits.0.subject", "s" * 201),
        ("commits.0.subject", "a\nb"),
        ("commits.0.author", "Ben"),
        ("program", 3),
        ("nonce", "cd" * 31),
        ("nonce", "CD" * 32),
        ("nonce", False),
        ("more", 1),
    ],
)
def test_what_no_segment_says_is_refused(path: str, value: Any) -> None:
    with pytest.raises(Malformed):
        segment_from(changed(path, value))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 5000,
        json.dumps(WHOLE).encode(),
        rfc8785.dumps(WHOLE) + b"\n",
        rfc8785.dumps(WHOLE).replace(b'"seq":1', b'"seq":1,"seq":1'),
        rfc8785.dumps(WHOLE).replace(b'"seq":1', b'"seq":1.0'),
        b" " * (BYTES_MAX + 1),
    ],
)
def test_what_is_not_canonical_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        segment_from(content)


@given(some.binary(max_size=300) | some.text(max_size=100).map(str.encode))
def test_any_bytes_are_a_segment_or_malformed(content: bytes) -> None:
    with pytest.raises(Malformed):
        segment_from(content)


VALUES = some.none() | some.booleans() | some.integers() | some.text(max_size=5) | some.lists(some.integers())
PATHS = [*WHOLE, "spans.0", "spans.0.0", "minutes.0", "minutes.0.keys", "work_view.state", "shots.0"]
PATHS += [
    "shots.0.due",
    "shots.0.monitor",
    "commits.0",
    "commits.0.hash",
    "clock",
    "clock.offset_ms",
    "events.0",
    "events.0.at",
]


@given(some.sampled_from(PATHS), VALUES)
def test_any_value_in_any_place_is_read_or_malformed(path: str, value: Any) -> None:
    try:
        content = changed(path, value)
    except rfc8785.CanonicalizationError:
        return
    with suppress(Malformed):
        assert segment_from(content).seq > 0


@pytest.mark.parametrize(
    ("up_s", "event", "minute", "active", "exceeds"),
    [
        (720, "sleep", 0, 60, False),
        (660, "sleep", 0, 60, False),
        (659, "sleep", 0, 60, True),
        (1, "recovered", 0, 60, False),
        (720, "sleep", 4, 0, False),
        (720, "sleep", 4, 1, True),
        (720, "sleep", 11, 60, False),
    ],
)
def test_no_device_saw_more_than_it_ran_for(
    up_s: int, event: str, minute: int, active: int, exceeds: bool
) -> None:
    """Of the twelve minutes all but the fifth are tracked."""
    content = deepcopy(WHOLE)
    content["clock"]["up_ms"] = up_s * 1000
    content["events"][0]["kind"] = event
    content["minutes"] = [{"minute": minute, "active": active, "keys": None, "clicks": None}]
    assert segment_from(rfc8785.dumps(content)).exceeds_device == exceeds


@pytest.mark.parametrize(
    ("at", "exceeds"),
    [
        ("2001-01-01T00:00:00+00:00", True),
        ("2026-03-02T16:59:59+00:00", True),
        ("2026-03-02T17:00:00+00:00", False),
        ("2026-03-02T17:12:00+00:00", False),
        ("2026-03-02T17:12:01+00:00", True),
    ],
)
def test_a_device_that_ran_shorter_started_within_the_block(at: str, exceeds: bool) -> None:
    content = deepcopy(WHOLE)
    content["minutes"] = []
    content["events"] = [{"at": at, "kind": "recovered", "seconds": 0}]
    assert segment_from(rfc8785.dumps(content)).exceeds_device == exceeds
