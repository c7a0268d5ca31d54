"""Seeds: given once for a day, near it, and never before the device has committed itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handsel.devices.models import DaySeed
from handsel.people.models import Person
from handsel.record.log import keys
from handsel_verify.notes import note_from
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import ApiAnswer, SimulatedTracker, within
from tests.time_travel import at_once

COVERS = ("handsel.devices.seeds", "handsel.record.log.receipts")
TODAY = MONDAY_NOON.astimezone(UTC).date()
OTHER = "ab" * 32


def days(number: int) -> timedelta:
    return timedelta(days=number)


def seed_of(answer: ApiAnswer) -> tuple[str, str]:
    """The seed and its note; the answer must be a success."""
    assert answer.status == 200, answer.body
    return answer.data["seed"], answer.data["note"]


@pytest.fixture
def tracker(ben: Person, frozen_clock: FrozenClock) -> SimulatedTracker:
    frozen_clock(MONDAY_NOON)
    return tracker_of(ben, commits=False)


def test_a_device_that_commits_itself_gets_a_signed_seed(tracker: SimulatedTracker) -> None:
    answer = tracker.commits(TODAY)
    seed, text = seed_of(answer)
    assert len(bytes.fromhex(seed)) == 32
    note, signer = note_from(text), keys.signer()
    assert note.signed_by(signer.key) is not None
    assert note.text.splitlines() == [
        f"{signer.name} seed",
        tracker.device,
        TODAY.isoformat(),
        tracker.days[TODAY].commitment,
        datetime.fromisoformat(answer.data["received_at"]).isoformat(),
        seed,
        datetime.fromisoformat(answer.data["given_at"]).isoformat(),
    ]
    assert faults() == []


def test_a_seed_asked_for_again_is_the_same(tracker: SimulatedTracker, frozen_clock: FrozenClock) -> None:
    first = tracker.commits(TODAY)
    frozen_clock.passes(hours=20)
    assert tracker.commits(TODAY).body == first.body


@pytest.mark.django_db(transaction=True)
def test_a_seed_asked_for_at_once_is_one_seed(tracker: SimulatedTracker) -> None:
    answers = at_once(*[lambda: tracker.commits(TODAY, OTHER)] * 4)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert DaySeed.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_commitments_at_once_one_gets_a_seed(tracker: SimulatedTracker) -> None:
    values = [OTHER, "cd" * 32]
    answers = at_once(*[lambda sent=sent: tracker.commits(TODAY, sent) for sent in values])
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert DaySeed.objects.get().commitment in values


def test_the_first_commitment_of_a_day_counts(tracker: SimulatedTracker) -> None:
    seed = seed_of(tracker.commits(TODAY))
    assert tracker.commits(TODAY, OTHER).code == "commitment-changed"
    assert seed_of(tracker.commits(TODAY)) == seed


def test_a_token_without_the_key_of_its_device_commits_to_nothing(
    tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    thief = SimulatedTracker(within(), access=tracker.access, device=tracker.device)
    assert thief.commits(TODAY).code == "signature-wrong"
    says = {"day": (TODAY + days(1)).isoformat(), "commitment": OTHER}
    elsewhere = {"commitment": OTHER, "signature": tracker.signs("handsel-commitment/1", says)}
    assert tracker.puts(f"/seeds/{TODAY}", elsewhere).code == "signature-wrong"
    assert not DaySeed.objects.exists()
    assert tracker.commits(TODAY).status == 200


def test_a_commitment_stands_before_its_seed_and_is_not_changed_for_it(
    tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    tomorrow = TODAY + days(1)
    begins = datetime.combine(tomorrow, datetime.min.time(), UTC)
    assert seed_of(tracker.commits(tomorrow)) == (None, None)
    frozen_clock(begins - timedelta(hours=1, seconds=1))
    assert seed_of(tracker.commits(tomorrow)) == (None, None)
    assert tracker.commits(tomorrow, OTHER).code == "commitment-changed"
    frozen_clock(begins - timedelta(hours=1))
    assert None not in seed_of(tracker.commits(tomorrow))
    row = DaySeed.objects.get()
    assert (row.received_at, row.given_at) == (MONDAY_NOON, begins - timedelta(hours=1))


@pytest.mark.parametrize(("ahead", "status"), [(-2, 409), (-1, 409), (0, 200), (7, 200), (8, 409)])
def test_a_device_commits_itself_from_today_until_in_seven_days(
    tracker: SimulatedTracker, ahead: int, status: int
) -> None:
    assert tracker.commits(TODAY + days(ahead)).status == status
    assert DaySeed.objects.count() == (status == 200)


def test_the_seed_of_yesterday_is_read_again_and_no_older_one(
    tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    first = tracker.commits(TODAY)
    frozen_clock.passes(days=1)
    assert tracker.commits(TODAY).body == first.body
    assert tracker.commits(TODAY, OTHER).code == "commitment-changed"
    frozen_clock.passes(days=1)
    assert tracker.commits(TODAY).code == "day-not-open"


def test_each_device_has_seeds_of_its_own(tracker: SimulatedTracker, ben: Person) -> None:
    other = tracker_of(ben, "Desk", commits=False)
    assert seed_of(tracker.commits(TODAY)) != seed_of(other.commits(TODAY))


@pytest.mark.parametrize(
    "body", [{}, {"commitment": OTHER[2:]}, {"commitment": OTHER.upper()}, {"seed": OTHER}, {"signature": ""}]
)
def test_what_is_no_commitment_is_refused(tracker: SimulatedTracker, body: Any) -> None:
    signed = {"signature": "ab" * 64}
    assert tracker.puts(f"/seeds/{TODAY}", signed | body).status == 422
    assert tracker.puts("/seeds/tomorrow", signed | {"commitment": OTHER}).status == 422
    assert tracker.puts(f"/seeds/{TODAY}", {"commitment": OTHER}).status == 422


@pytest.mark.parametrize("column", ["commitment", "seed", "given_at", "received_at", "day", "note"])
def test_the_audit_names_a_seed_that_is_not_what_was_signed(tracker: SimulatedTracker, column: str) -> None:
    tracker.commits(TODAY)
    later, earlier = MONDAY_NOON + days(1), MONDAY_NOON - days(1)
    others = {"given_at": later, "received_at": earlier, "day": TODAY + days(1), "note": "a note"}
    DaySeed.objects.update(**{column: others.get(column, OTHER)})
    assert [fault for fault in faults() if "not what the site signed" in fault]
