"""Anything may fail at any time: nothing is lost, nothing counts twice, and nothing counts while asleep."""

import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from handsel_tracker.daemon import acts
from tests.conftest import costly
from tests.simulated_device import SimulatedDevice
from tests.simulated_house import JOB

LOST_AT_A_KILL = 11
SHARE = {"fine": 0.0, "poor": 0.3, "gone": 1.0}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["work", "work", "work", "pause", "kill", "sleep", "restart", "jump", "network", "backup"]
        ),
        st.integers(1, 250),
    ),
    min_size=4,
    max_size=10,
)


@dataclass
class Day:
    """A day on a device: what its person did, and when it slept."""

    device: SimulatedDevice
    random: Random
    worked: int = 0
    kills: int = 0
    asleep: list[tuple[datetime, datetime]] = field(default_factory=list)

    def works(self, seconds: int) -> None:
        """Track time."""
        if self.device.engine.running_job() != JOB:
            acts.start(self.device.engine, "24")
        self.device.runs(seconds)
        self.worked += seconds

    def pauses(self, seconds: int) -> None:
        """Stop for a while."""
        self.device.engine.stop()
        self.device.runs(seconds)

    def kills_it(self, seconds: int) -> None:
        """Kill the daemon; the system starts it again."""
        self.device.dies()
        self.device.clock.passes(seconds % 40)
        self.device.lives()
        self.kills += 1

    def sleeps(self, seconds: int) -> None:
        """Close the lid."""
        before = self.device.clock.now()
        self.device.clock.sleeps(10 * seconds)
        self.asleep.append((before, self.device.clock.now()))

    def restarts(self, seconds: int) -> None:
        """Lose power."""
        self.device.dies()
        before = self.device.clock.now()
        self.device.clock.sleeps(seconds)
        self.asleep.append((before, self.device.clock.now()))
        self.device.clock.restarts()
        self.device.lives()
        self.kills += 1

    def jumps(self, seconds: int) -> None:
        """Put the clock wrong, in one direction or the other."""
        self.device.clock.wrong_ms += (seconds - 200) * 20_000
        self.device.runs(2)
        self.worked += 2 * (self.device.engine.running_job() is not None)

    def loses_network(self, seconds: int) -> None:
        """Have a network that is fine, poor, or gone."""
        share = list(SHARE.values())[seconds % 3]
        kinds = ["away", "500", "dropped"]
        self.device.house.fault = lambda: self.random.choice(kinds) if self.random.random() < share else ""

    def puts_back(self, _seconds: int) -> None:
        """Put the house back to where it was a while ago."""
        before = self.device.house.backup()
        self.works(200)
        self.device.house.put_back(before)


ACTS = {
    "work": Day.works,
    "pause": Day.pauses,
    "kill": Day.kills_it,
    "sleep": Day.sleeps,
    "restart": Day.restarts,
    "jump": Day.jumps,
    "network": Day.loses_network,
    "backup": Day.puts_back,
}


@pytest.mark.usefixtures("without_keyring")
@costly
@examples(STEPS, st.integers(0, 10**6))
def test_whatever_fails_each_second_of_work_counts_once(steps: list[tuple[str, int]], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        day = Day(SimulatedDevice(Path(folder)), Random(seed))
        for name, seconds in steps:
            ACTS[name](day, seconds)
        day.device.engine.stop()
        day.device.settles(1000)
        day.device.settles(200)
        house = day.device.house
        lost = LOST_AT_A_KILL * day.kills + 2 * len(day.asleep) + 2
        assert day.worked - lost <= house.seconds() <= day.worked + 2
        assert [row.refusal for row in house.rows if row.refusal] == []
        for start, end in house.counted():
            for before, after in day.asleep:
                second = timedelta(seconds=1)
                assert end <= before + second or start >= after - second
        assert house.rows[-1].seq == len(house.rows) if house.rows else day.worked < 30 + lost
        day.device.dies()


def test_a_disk_that_is_full_loses_nothing_and_says_so(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(2)
    rows = device.program.spool.database
    (pages,) = rows.rows("PRAGMA page_count")
    rows.rows(f"PRAGMA max_page_count={pages[0]}")
    device.screen.size = 20_000
    device.runs(1436)
    full = [row for row in device.engine.notices.rows if row["kind"] == "disk"]
    rows.rows("PRAGMA max_page_count=1000000")
    device.runs(2)
    device.engine.stop()
    device.settles()
    assert full
    assert device.house.seconds() == 1440
    assert all(device.house.is_protected(row) for row in device.house.rows)
    assert not [row for row in device.engine.notices.rows if row["kind"] == "disk"]


def test_a_house_that_was_put_back_gets_again_what_it_lost(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(800)
    before = device.house.backup()
    device.runs(2400)
    device.engine.stop()
    device.settles()
    seconds = device.house.seconds()
    device.house.put_back(before)
    device.settles(4000)
    assert device.house.seconds() == seconds == 3200
    assert all(device.house.is_protected(row) for row in device.house.rows)
    assert "restored" in device.sender.line.problems


def test_time_that_was_changed_in_the_spool_is_never_sent(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(1000, online=False)
    device.engine.stop()
    device.dies()
    device.lives()
    rows = device.program.spool.database
    rows.write("UPDATE segments SET content = replace(content, '17:12:00', '17:11:00')")
    rows.write('UPDATE blocks SET document = replace(document, \'"memo": ""\', \'"memo": "Forged"\')')
    device.dies()
    device.lives()
    device.settles()
    assert device.house.seconds() == 0
    assert {row["kind"] for row in device.engine.notices.rows} >= {"tampered"}
    acts.start(device.engine, "24")
    device.runs(100)
    device.engine.stop()
    device.settles()
    assert device.house.seconds() == 100


def test_a_device_that_was_disconnected_keeps_its_time_and_says_so(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(100)
    device.house.revoked = True
    device.runs(800)
    assert device.program.is_signed_out
    assert device.program.state()["signed_out"]
    assert device.engine.running_job() == JOB
    assert device.program.spool.segments(device.account.device)


def test_a_copy_of_the_spool_that_sent_something_stops_this_one(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(730)
    device.engine.stop()
    device.settles()
    device.program.spool.database.write("DELETE FROM segments")
    device.dies()
    device.lives()
    acts.start(device.engine, "24")
    device.runs(800)
    device.settles()
    assert device.sender.diverged
    assert "diverged" in device.sender.line.problems


@pytest.mark.parametrize("code", ["week-submitted", "time-overlaps"])
def test_what_the_house_refuses_is_kept_with_the_reason_and_the_next_goes_on(
    device: SimulatedDevice, code: str
) -> None:
    device.house.refusing = code
    acts.start(device.engine, "24")
    device.runs(730)
    device.engine.stop()
    device.settles()
    device.house.refusing = ""
    acts.start(device.engine, "24")
    device.runs(730)
    device.engine.stop()
    device.settles()
    states = [(row.state, row.reason) for row in device.program.spool.segments(device.account.device)]
    assert states[0] == ("refused", f"Refused: {code}. Look.")
    assert {state for state, _ in states[1:]} <= {"received", "refused"}
    assert device.house.rows[-1].refusal == ""


@pytest.mark.parametrize("wrong_ms", [3_600_000, -3_600_000, -(10**12)])
def test_time_by_a_clock_that_was_wrong_at_the_start_is_put_right_by_the_house(
    device: SimulatedDevice, wrong_ms: int
) -> None:
    device.dies()
    device.clock.sleeps(600)
    device.clock.restarts()
    device.clock.wrong_ms = wrong_ms
    device.lives()
    start = device.clock.now()
    acts.start(device.engine, "24")
    device.runs(900, online=False)
    device.runs(600)
    device.engine.stop()
    device.settles()
    assert device.house.seconds() in (1499, 1500)
    assert abs((device.house.counted()[0][0] - start).total_seconds()) <= 1
