"""Screenshots before they leave, and after."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from handsel_tracker.daemon import acts, previews
from handsel_tracker.daemon.settings import ActRefused
from handsel_tracker.screen.port import Box, Picture
from handsel_tracker.spool.rows import HeldState
from tests.simulated_device import SimulatedDevice

Act = Callable[[SimulatedDevice, str], None]
BOX = [Box(1, 2, 30, 40)]


def redact(device: SimulatedDevice, shot: str) -> str:
    return previews.redact_picture(device.engine, shot, BOX, "solid", by=device.program.desktop.redact)


def held(device: SimulatedDevice) -> list[dict[str, object]]:
    return [row for row in previews.shot_views(device.engine) if row["state"] == HeldState.HELD]


@pytest.fixture
def worked(device: SimulatedDevice) -> SimulatedDevice:
    """A device after a block, whose screenshot is held."""
    acts.start(device.engine, "24")
    device.runs(720)
    device.engine.stop()
    device.runs(100)
    return device


def test_nothing_leaves_before_ten_minutes_have_passed(worked: SimulatedDevice) -> None:
    (row,) = worked.house.rows
    assert worked.house.objects == {}
    worked.runs(480)
    assert worked.house.objects == {}
    worked.runs(80)
    (content,) = worked.house.objects.values()
    assert content[32:] == b"picture 1 of 0"
    assert worked.house.is_protected(row)


def test_a_deleted_screenshot_never_leaves_and_nothing_of_it_is_left(worked: SimulatedDevice) -> None:
    (shot,) = held(worked)
    previews.delete_shot(worked.engine, shot["shot"])
    worked.settles()
    assert worked.house.objects == {}
    assert worked.house.shots == {shot["shot"]: "deleted"}
    assert not worked.house.is_protected(worked.house.rows[0])
    with pytest.raises(ActRefused, match="not on this device"):
        previews.picture(worked.engine, shot["shot"])


def test_a_redacted_screenshot_takes_the_place_of_the_first_before_and_after_it_was_sent(
    worked: SimulatedDevice,
) -> None:
    (shot,) = held(worked)
    new = redact(worked, shot["shot"])
    worked.settles()
    assert [content[32:] for content in worked.house.objects.values()] == [b"picture 1 of 0 redacted"]
    redact(worked, new)
    worked.settles(30)
    assert [content[32:] for content in worked.house.objects.values()] == [
        b"picture 1 of 0 redacted redacted"
    ]
    assert worked.house.is_protected(worked.house.rows[0])


def test_held_screenshots_leave_as_the_person_says(worked: SimulatedDevice) -> None:
    acts.set_setting(worked.engine, "hold_all", True)
    worked.runs(1500)
    assert worked.house.objects == {}
    assert previews.send_now(worked.engine) == 1
    worked.runs(10)
    assert len(worked.house.objects) == 1


@pytest.fixture
def uploading(worked: SimulatedDevice, monkeypatch: pytest.MonkeyPatch) -> Callable[[Act], None]:
    """Has two screenshots become due together, and does something while the first is sent."""

    def send_while(act: Act) -> None:
        worked.screen.pictures = 2
        acts.start(worked.engine, "24")
        worked.runs(720, online=False)
        worked.engine.stop()
        worked.runs(1500, online=False)
        acted, send = [], worked.house.send

        def send_and_act(method: str, path: str, *rest: Any, **more: Any) -> Any:
            if "/objects/" in path and not acted:
                acted.append(path.rsplit("/", 1)[-1])
                act(worked, acted[0])
            return send(method, path, *rest, **more)

        monkeypatch.setattr(worked.house, "send", send_and_act)
        worked.sender.hurry()
        worked.send()

    return send_while


def test_hold_on_during_an_upload_holds_the_rest(
    worked: SimulatedDevice, uploading: Callable[[Act], None]
) -> None:
    uploading(lambda device, _shot: acts.set_setting(device.engine, "hold_all", True))
    assert len(worked.house.objects) == 1
    assert held(worked)


def test_a_screenshot_deleted_during_its_upload_stays_deleted(
    worked: SimulatedDevice, uploading: Callable[[Act], None]
) -> None:
    deleted: list[str] = []

    def delete(device: SimulatedDevice, shot: str) -> None:
        deleted.append(shot)
        previews.delete_shot(device.engine, shot)

    uploading(delete)
    (row,) = [row for row in previews.shot_views(worked.engine) if row["shot"] in deleted]
    assert row["state"] == HeldState.DELETED


def test_time_that_was_sent_has_another_memo(worked: SimulatedDevice) -> None:
    (row,) = worked.house.rows[:1]
    previews.reword_segment(worked.engine, row.id, " Plates\n1 to 4 \u202e")
    worked.settles()
    assert (row.memo, row.segment.memo != row.memo, row.removed) == ("Plates 1 to 4", True, False)
    for segment, text, why in ((row.id, " \n", "needs a word"), ("none", "Plates", "no such block")):
        with pytest.raises(ActRefused, match=why):
            previews.reword_segment(worked.engine, segment, text)


def test_time_is_taken_off_with_its_screenshots(worked: SimulatedDevice) -> None:
    previews.delete_segment(worked.engine, worked.house.rows[0].id)
    worked.settles()
    assert (worked.house.seconds(), worked.house.objects) == (0, {})
    with pytest.raises(ActRefused, match="no such block"):
        previews.delete_segment(worked.engine, "none")


def test_time_that_is_taken_off_takes_its_sent_screenshots_from_this_device(worked: SimulatedDevice) -> None:
    worked.settles()
    (row,) = previews.shot_views(worked.engine)
    assert (row["state"], row["has_picture"]) == ("sent", True)
    previews.delete_segment(worked.engine, row["segment"])
    (row,) = previews.shot_views(worked.engine)
    assert (row["state"], row["has_picture"]) == ("deleted", False)


def test_pictures_are_let_go_after_eight_days_also_if_nothing_is_tracked(worked: SimulatedDevice) -> None:
    worked.settles()
    worked.clock.sleeps(9 * 86_400)
    worked.runs(2)
    assert [row["has_picture"] for row in previews.shot_views(worked.engine)] == [False]


def test_a_clock_that_is_wrong_at_the_start_lets_go_of_nothing(worked: SimulatedDevice) -> None:
    worked.settles()
    worked.dies()
    worked.clock.restarts()
    worked.clock.wrong_ms = 90 * 86_400_000
    worked.lives()
    worked.runs(5, online=False)
    assert [row["has_picture"] for row in previews.shot_views(worked.engine)] == [True]


def test_a_screenshot_that_was_changed_on_the_disk_is_not_sent(worked: SimulatedDevice) -> None:
    worked.program.spool.database.write("UPDATE shots SET content = ?", b"s" * 32 + b"forged")
    worked.settles()
    assert worked.house.objects == {}
    assert "changed" in worked.sender.line.problems


def test_what_cannot_be_redacted_is_as_it_was(worked: SimulatedDevice) -> None:
    (shot,) = held(worked)
    with pytest.raises(ActRefused, match="1 to 50"):
        previews.redact_picture(worked.engine, shot["shot"], [], "solid", by=worked.program.desktop.redact)
    with pytest.raises(ActRefused, match="as it was"):
        previews.redact_picture(worked.engine, shot["shot"], BOX, "solid", by=_fails)
    with pytest.raises(ActRefused, match="A box is empty"):
        previews.redact_picture(worked.engine, shot["shot"], BOX, "solid", by=_misses)
    content = previews.picture(worked.engine, shot["shot"])
    assert content == b"picture 1 of 0"
    assert sha256(content).hexdigest() != shot["shot"]


def _misses(content: bytes, *_: object) -> Picture:
    return Picture(content, 0, 0)


def _fails(*_: object) -> bytes:
    raise OSError("no memory")
