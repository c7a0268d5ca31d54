"""The state as a window shows it."""

import json

import pytest

from handsel_tracker.daemon import acts
from handsel_tracker.daemon.settings import ActRefused
from handsel_tracker.daemon.totals import midnight_before
from handsel_tracker.daemon.view import day_views, engine_view, job_view
from tests.simulated_device import SimulatedDevice
from tests.simulated_house import JOB

COVERS = (
    "handsel_tracker.daemon.acts",
    "handsel_tracker.daemon.camera",
    "handsel_tracker.daemon.notices",
    "handsel_tracker.daemon.reminders",
    "handsel_tracker.daemon.timekeeper",
    "handsel_tracker.daemon.totals",
)


def test_time_and_money_grow_by_the_second_and_are_counted_once_as_they_arrive(
    device: SimulatedDevice,
) -> None:
    acts.start(device.engine, "24")
    device.runs(900)
    job = device.engine.jobs[JOB]
    view = job_view(device.engine, job)
    assert (view["week_seconds"], view["amount"], view["left_seconds"]) == (900, 1500, 144_000 - 900)
    device.runs(1500)
    assert job_view(device.engine, device.engine.jobs[JOB])["week_seconds"] == 2400
    device.engine.stop()
    device.settles()
    assert job_view(device.engine, device.engine.jobs[JOB])["week_seconds"] == 2400
    assert engine_view(device.engine)["today_seconds"] <= 2400


def test_the_state_is_a_document_with_what_runs_and_waits(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    acts.set_memo(device.engine, "Plate index")
    device.runs(800)
    state = json.loads(json.dumps(device.program.state()))
    tracking = state["tracking"]
    assert (tracking["memo"], tracking["held"], tracking["protection"]["protected"]) == (
        "Plate index",
        1,
        True,
    )
    assert tracking["next_upload"] > tracking["now"]
    assert state["account"]["person"] == "Ben"
    (day,) = day_views(device.engine)[:1]
    assert {row["state"] for row in day["blocks"]} <= {"received", "signed", "open"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"readiness": "not funded"}, "not funded"), ({"work_view": "off"}, "no work view")],
)
def test_why_a_block_is_not_protected_is_said(
    device: SimulatedDevice, change: dict[str, str], reason: str
) -> None:
    device.house.job = change
    device.runs(310)
    acts.start(device.engine, "24")
    device.runs(2)
    assert engine_view(device.engine)["protection"] == {"protected": False, "reason": reason}
    if change.get("work_view") == "off":
        with pytest.raises(ActRefused):
            acts.set_work_view(device.engine, True)


@pytest.mark.parametrize(
    ("terms", "reason"), [("offered", "work view off"), ("required", "work view missing")]
)
def test_what_it_costs_to_turn_work_view_off_depends_on_the_terms(
    device: SimulatedDevice, terms: str, reason: str
) -> None:
    device.house.job = {"work_view": terms}
    device.runs(310)
    acts.start(device.engine, "24")
    acts.set_work_view(device.engine, False)
    device.runs(2)
    assert engine_view(device.engine)["protection"] == {"protected": False, "reason": reason}


def test_a_block_that_the_site_refuses_is_said_once_with_its_length(device: SimulatedDevice) -> None:
    device.house.refusing = "week-submitted"
    acts.start(device.engine, "24")
    device.runs(730)
    device.engine.stop()
    device.settles()
    device.runs(700)
    rows = [row for row in engine_view(device.engine)["notices"] if row["kind"] == "refused"]
    assert {row["job"] for row in rows} == {JOB}
    assert sum(row["seconds"] for row in rows) == 730
    assert all(row["text"] for row in rows)
    for row in rows:
        device.engine.notices.seen(row["number"])
    device.runs(700)
    assert not [row for row in engine_view(device.engine)["notices"] if row["kind"] == "refused"]


def test_a_day_without_a_commitment_says_that_no_moment_can_be_checked(device: SimulatedDevice) -> None:
    device.program.spool.database.write("UPDATE days SET received_at = ''")
    acts.start(device.engine, "24")
    device.runs(2, online=False)
    assert "no moment can be checked" in engine_view(device.engine)["protection"]["reason"]
    assert device.screen.taken == []


def test_reminders_come_once_and_can_be_turned_off(device: SimulatedDevice) -> None:
    device.runs(400)
    assert [row["kind"] for row in device.engine.notices.rows] == ["untimed"]
    device.engine.notices.seen(1)
    acts.set_setting(device.engine, "remind_untimed", False)
    device.runs(400, online=False)
    assert device.engine.notices.rows == []
    acts.start(device.engine, "24")
    device.engine.keeper.since_s -= 4 * 3600
    device.runs(10, online=False)
    assert [row["kind"] for row in device.engine.notices.rows].count("still working") == 1


def test_a_memo_needs_a_job_and_an_answer_a_question(device: SimulatedDevice) -> None:
    with pytest.raises(ActRefused, match="No timer runs"):
        acts.set_memo(device.engine, "Plate index")
    with pytest.raises(ActRefused, match="answered before"):
        acts.answer(device.engine, "none", keep=True)


def test_several_monitors_are_several_pictures_of_one_moment(device: SimulatedDevice) -> None:
    device.screen.pictures = 2
    acts.start(device.engine, "24")
    device.runs(720)
    device.engine.stop()
    device.settles()
    (row,) = device.house.rows
    assert [shot.monitor for shot in row.segment.shots] == [0, 1]
    assert len({shot.due for shot in row.segment.shots}) == 1


def test_midnight_is_where_the_device_is() -> None:
    assert midnight_before(1_772_470_800) % 900 == 0
