"""What is sent, and when."""

from datetime import timedelta

import pytest

from handsel_tracker.daemon import acts, previews
from handsel_tracker.evidence.device_key import new_device_key
from handsel_tracker.house.client import NO_HOUSE
from handsel_tracker.sending.segments import set_aside
from tests.simulated_device import MONDAY, SimulatedDevice
from tests.simulated_house import JOB

COVERS = (
    "handsel_tracker.sending.changes",
    "handsel_tracker.sending.committing",
    "handsel_tracker.sending.pictures",
    "handsel_tracker.sending.restoring",
    "handsel_tracker.sending.segments",
)


def work(device: SimulatedDevice, seconds: int = 720) -> None:
    acts.start(device.engine, "24")
    device.runs(seconds)
    device.engine.stop()


def test_the_device_commits_a_week_ahead_and_gets_the_seed_of_today_alone(device: SimulatedDevice) -> None:
    days = device.house.days
    assert sorted(days) == [MONDAY.date() + timedelta(days=ahead) for ahead in range(8)]
    assert [day.isoformat() for day, known in days.items() if known.seed] == ["2026-03-02"]
    device.clock.sleeps(6 * 3600 + 600)
    device.send()
    assert [day.isoformat() for day, known in sorted(days.items()) if known.seed] == [
        "2026-03-02",
        "2026-03-03",
    ]


def test_a_day_that_the_house_knows_otherwise_is_left_alone(device: SimulatedDevice) -> None:
    device.program.spool.database.write("DELETE FROM days")
    device.sender.due_ms.clear()
    device.send()
    assert "days" in device.sender.line.problems
    before = device.house.requests
    device.sender.due_ms = {"beat": 10**12, "history": 10**12}
    device.send()
    assert device.house.requests == before


@pytest.mark.parametrize("status", [302, 403, 404])
def test_what_no_house_answered_leaves_no_day_without_protection(
    device: SimulatedDevice, status: int
) -> None:
    device.clock.sleeps(86_400)
    device.runs(1, online=False)
    device.sender.due_ms = {"beat": 10**12, "history": 10**12}
    device.house.fault = lambda: str(status)
    device.send()
    assert str(status) in device.sender.away
    device.sender.due_ms.clear()
    device.house.fault = lambda: ""
    device.runs(310)
    assert len(device.house.days) == 9
    work(device)
    device.settles()
    assert device.house.is_protected(device.house.rows[0])


def test_a_device_that_seems_disconnected_is_tried_again_after_ten_minutes(device: SimulatedDevice) -> None:
    device.house.revoked = True
    device.runs(310)
    assert device.sender.signed_out
    device.house.revoked = False
    before = device.house.requests
    device.runs(280)
    assert device.house.requests == before
    device.runs(330)
    assert not device.sender.signed_out


@pytest.mark.parametrize(
    "answer",
    [5, [], {"server_time": 5}, {"server_time": "9999-12-31T23:59:59-23:00", "stop": None}, {"receipts": {}}],
)
def test_an_answer_of_other_types_is_said_and_not_asked_for_all_the_time(
    device: SimulatedDevice, monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    device.sender.is_known = False
    monkeypatch.setattr(device.house, "_answer", lambda *_: (200, answer))
    device.runs(4)
    assert device.sender.away == NO_HOUSE
    before = device.house.requests
    device.runs(600)
    assert device.house.requests - before < 12
    monkeypatch.undo()
    device.runs(310)
    assert device.sender.away == ""


def test_segments_leave_some_time_after_the_end_of_their_block(device: SimulatedDevice) -> None:
    device.between = lambda _least, most: most
    work(device, 700)
    device.runs(78)
    assert device.house.rows == []
    device.runs(6)
    assert len(device.house.rows) == 1


def test_heartbeats_come_every_five_minutes_and_say_what_was_signed(device: SimulatedDevice) -> None:
    work(device)
    device.runs(300)
    assert device.house.heard[:2] == (1, device.house.rows[0].digest)


def test_a_network_that_is_away_is_said_and_not_asked_all_the_time(device: SimulatedDevice) -> None:
    device.house.fault = lambda: "away"
    device.runs(310)
    assert "cannot be reached" in device.sender.away
    before = device.house.requests
    device.runs(600)
    assert device.house.requests - before < 8
    device.house.fault = lambda: ""
    device.runs(310)
    assert device.sender.away == ""


def test_changes_that_come_too_late_are_kept_with_the_reason(device: SimulatedDevice) -> None:
    work(device)
    device.settles()
    shot = previews.shot_views(device.engine)[0]
    device.house.rows[0].refusal = "submitted"
    previews.delete_shot(device.engine, shot["shot"])
    device.settles(10)
    assert "not-found" in device.sender.line.problems["changes"]


def test_a_screenshot_that_the_house_does_not_take_is_kept_with_the_reason(device: SimulatedDevice) -> None:
    work(device)
    device.runs(100)
    device.house.shots.clear()
    device.settles()
    (shot,) = previews.shot_views(device.engine)
    assert (shot["state"], shot["reason"]) == ("refused", "Refused: shot-unknown. Look.")


def test_of_time_that_does_not_count_no_screenshot_leaves(device: SimulatedDevice) -> None:
    device.house.refusing = "week-submitted"
    work(device)
    device.settles()
    (shot,) = previews.shot_views(device.engine)
    assert (shot["state"], device.house.objects) == ("refused", {})
    previews.delete_shot(device.engine, shot["shot"])
    device.settles(10)
    assert device.program.spool.amendments(device.account.device) == []


def test_what_the_house_keeps_no_more_of_today_waits_on_the_device(device: SimulatedDevice) -> None:
    device.house.refusing = "refused-time-full"
    work(device)
    device.settles()
    (row,) = device.program.spool.segments(device.account.device)
    assert (row.state, device.house.rows) == ("signed", [])
    assert "refused-time-full" in device.sender.line.problems["segments"]
    device.house.refusing = ""
    device.settles()
    (row,) = device.program.spool.segments(device.account.device)
    assert (row.state, device.sender.line.problems) == ("received", {})


def test_one_that_can_never_be_sent_makes_way_for_those_after_it(device: SimulatedDevice) -> None:
    device.house.fault = lambda: "away"
    work(device, 2160)
    rows = device.program.spool.segments(device.account.device)
    set_aside(device.sender.line, device.key, rows[0], "It was changed.")
    device.settles()
    assert [row.seq for row in device.house.rows] == [1, 2]
    assert device.house.seconds() == 1440
    states = device.program.spool.segments(device.account.device, after=-9)
    assert [(row.seq, row.state) for row in states] == [(-1, "set aside"), (1, "received"), (2, "received")]


def test_a_key_that_is_not_the_devices_is_never_taken(device: SimulatedDevice) -> None:
    heard = device.house.heard
    device.house.public_key = new_device_key().public
    work(device)
    device.settles()
    assert device.house.rows == []
    assert device.house.heard == heard
    assert [row.state for row in device.program.spool.segments(device.account.device, after=-9)] == ["signed"]
    assert "signature-wrong" in device.sender.away


def test_a_second_segment_of_a_block_makes_way_for_those_after_it(device: SimulatedDevice) -> None:
    work(device, 300)
    device.engine.signer.sign_due(all_of_them=True)
    device.settles(60)
    device.engine.keeper.counting.signed.clear()
    week = device.engine.jobs[JOB].week
    assert week is not None
    device.engine.keeper.start(JOB, week.work_week)
    device.runs(1300)
    device.engine.stop()
    device.settles()
    states = device.program.spool.segments(device.account.device, after=-9)
    assert [row.state for row in states].count("set aside") == 1
    assert len(device.house.rows) == 3
    assert "segments" not in device.sender.line.problems
