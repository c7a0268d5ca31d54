"""Requests of a device that is signed in."""

from datetime import timedelta

import pytest

from handsel_tracker.evidence.device_key import DeviceKey, new_device_key
from handsel_tracker.house.client import HouseAway, HouseRefused, SignedOut
from handsel_tracker.house.heartbeats import Beat, BeatAnswer, beat
from handsel_tracker.house.jobs import job_from, read_device, read_jobs
from handsel_tracker.house.log_key import read_log_key
from handsel_tracker.house.seeds import SeedAnswer, commit_day
from handsel_tracker.house.segments import next_segment, receipts_after
from handsel_tracker.house.session import Session
from handsel_tracker.house.sign_in import Tokens
from handsel_tracker.sending.statements import commitment_signature, heartbeat_signature
from handsel_tracker.spool.rows import CommittedDay
from tests.simulated_device import MONDAY, WEEK_STARTS
from tests.simulated_house import DEVICE, JOB, SimulatedHouse

COVERS = (
    "handsel_tracker.sending.statements",
    "handsel_tracker.house.amendments",
    "handsel_tracker.house.heartbeats",
    "handsel_tracker.house.jobs",
    "handsel_tracker.house.log_key",
    "handsel_tracker.house.objects",
    "handsel_tracker.house.seeds",
    "handsel_tracker.house.segments",
)
KEY = new_device_key()


def beats(session: Session, running: str | None = None, key: DeviceKey = KEY) -> BeatAnswer:
    """Send a heartbeat that a key signed."""
    says = Beat(1, 0, "0" * 64, running)
    return beat(session, says, heartbeat_signature(key, DEVICE, says))


def commits(session: Session, commitment: str, key: DeviceKey = KEY) -> SeedAnswer:
    """Send a commitment for Monday that a key signed."""
    day = CommittedDay(DEVICE, MONDAY.date().isoformat(), "", commitment)
    return commit_day(session, day.day, commitment, commitment_signature(key, DEVICE, day))


@pytest.fixture
def house() -> SimulatedHouse:
    """A house on Monday noon."""
    return SimulatedHouse(lambda: MONDAY, KEY.public, WEEK_STARTS)


def test_jobs_and_device_are_as_the_house_says(house: SimulatedHouse) -> None:
    session = Session(house, Tokens("access", "refresh"))
    device = read_device(session)
    assert (device.device, device.person, device.server_ms) == (DEVICE, "Ben", MONDAY.timestamp() * 1000)
    first, _ = read_jobs(session)
    assert (first.job, first.rate, first.week.limit) == (JOB, 6000, 144_000)
    assert first.week.ends_s - first.week.starts_s == timedelta(days=7).total_seconds()
    assert job_from(first.as_document()) == first
    newer = {**first.as_document(), "colour": "red"}
    newer["week"] = {**newer["week"], "holidays": 1}
    assert job_from(newer) == first
    assert next_segment(session) == (1, "0" * 64)
    assert receipts_after(session, 0) == []


def test_a_token_that_ran_out_is_replaced_and_the_request_sent_again(house: SimulatedHouse) -> None:
    session = Session(house, Tokens("", "refresh"))
    assert beats(session).stop == ""
    assert session.tokens.access == "access"
    house.revoked = True
    with pytest.raises(SignedOut):
        read_jobs(session)


def test_a_commitment_counts_once(house: SimulatedHouse) -> None:
    session = Session(house, Tokens("access", "refresh"))
    answer = commits(session, "ab" * 32)
    assert (answer.commitment, len(answer.seed)) == ("ab" * 32, 64)
    with pytest.raises(HouseRefused, match="commitment-changed"):
        commits(session, "cd" * 32)


def test_what_another_key_signed_is_not_taken(house: SimulatedHouse) -> None:
    session, other = Session(house, Tokens("access", "refresh")), new_device_key()
    with pytest.raises(HouseRefused, match="signature-wrong"):
        commits(session, "ab" * 32, other)
    with pytest.raises(HouseRefused, match="signature-wrong"):
        beats(session, JOB, other)


def test_words_of_the_site_move_no_terminal(house: SimulatedHouse) -> None:
    session = Session(house, Tokens("access", "refresh"))
    house.job = {"title": "\x1b]0;x\x07Plates\n" + "x" * 9000, "client": "\u202eAda"}
    house.stop = "\x1b[2Jfull"
    first, _ = read_jobs(session)
    assert (first.title[:12], len(first.title), first.client) == ("]0;x Plates ", 200, "Ada")
    assert beats(session, JOB).stop == "[2Jfull"


@pytest.mark.parametrize("field", ["number", "rate", "by_hand"])
def test_a_job_has_its_own_types_whatever_the_site_sends(house: SimulatedHouse, field: str) -> None:
    session = Session(house, Tokens("access", "refresh"))
    expected = type(getattr(read_jobs(session)[0], field))
    house.job = {field: "5"}
    assert type(getattr(read_jobs(session)[0], field)) is expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seed", "zz"),
        ("seed", "ab" * 31),
        ("seed", 5),
        ("seed", None),
        ("received_at", "garbage"),
        ("received_at", None),
        ("received_at", "2026-03-02T17:00:00"),
        ("given_at", "2026-03-02T17:00:00"),
        ("given_at", None),
    ],
)
def test_a_seed_or_an_instant_that_is_none_is_not_taken(
    house: SimulatedHouse, monkeypatch: pytest.MonkeyPatch, field: str, value: object
) -> None:
    seed = house._seed
    monkeypatch.setattr(house, "_seed", lambda *fields: (200, seed(*fields)[1] | {field: value}))
    with pytest.raises(HouseAway):
        commits(Session(house, Tokens("access", "refresh")), "ab" * 32)


@pytest.mark.parametrize("after", [0, 5, -1])
def test_pages_of_receipts_come_to_an_end(
    house: SimulatedHouse, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    pages = iter([(200, {"receipts": [], "next": 5}), (200, {"receipts": [], "next": after})])
    monkeypatch.setattr(house, "_answer", lambda *_: next(pages))
    with pytest.raises(HouseAway, match="no Handsel house"):
        receipts_after(Session(house, Tokens("access", "refresh")), 0)


def test_a_house_without_a_key_is_asked_again_later(house: SimulatedHouse) -> None:
    with pytest.raises(HouseAway, match="no key"):
        read_log_key(house)
