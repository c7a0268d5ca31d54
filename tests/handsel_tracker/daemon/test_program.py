"""The program: who is signed in, what goes on after it ended, and what is left behind."""

import json
from pathlib import Path
from threading import Event, Thread

import pytest

from handsel_tracker.command.wording import status_lines
from handsel_tracker.daemon import acts, loop, signing_out
from handsel_tracker.daemon.self_check import self_check
from handsel_tracker.daemon.settings import ActRefused
from handsel_tracker.daemon.sign_in import DeviceSignIn
from handsel_tracker.evidence.device_key import new_device_key
from handsel_tracker.house.client import HouseAnswer, HouseAway, HouseClient
from handsel_tracker.house.sign_in import Tokens
from handsel_tracker.places.secrets import KeyringLocked, Secrets
from handsel_tracker.spool.rows import SegmentState
from tests.simulated_device import SimulatedDevice
from tests.simulated_house import JOB

COVERS = (
    "handsel_tracker.daemon.account",
    "handsel_tracker.daemon.export",
    "handsel_tracker.daemon.loop",
    "handsel_tracker.daemon.recovery",
    "handsel_tracker.daemon.self_check",
    "handsel_tracker.daemon.sign_in",
    "handsel_tracker.daemon.signing_out",
    "handsel_tracker.daemon.timer_state",
)


def kinds(device: SimulatedDevice) -> set[str]:
    return {row["kind"] for row in device.engine.notices.rows}


def test_a_daemon_that_was_killed_goes_on_where_it_was(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(57)
    device.dies()
    device.clock.passes(20)
    device.lives()
    assert device.engine.running_job() == JOB
    assert kinds(device) == {"recovered"}
    device.runs(60)
    device.engine.stop()
    device.settles()
    assert 107 <= device.house.seconds() <= 117


@pytest.mark.parametrize("restarts", [True, False])
def test_after_a_longer_time_or_a_new_start_the_timer_has_ended(
    device: SimulatedDevice, restarts: bool
) -> None:
    acts.start(device.engine, "24")
    device.runs(61)
    device.dies()
    device.clock.sleeps(600)
    if restarts:
        device.clock.restarts()
    device.lives()
    assert device.engine.running_job() is None
    assert kinds(device) == {"ended"}
    device.settles()
    assert 51 <= device.house.seconds() <= 61


def test_settings_memos_and_choices_are_kept(device: SimulatedDevice) -> None:
    acts.set_setting(device.engine, "monitor", 1)
    acts.set_setting(device.engine, "excluded", ["KeePass"])
    acts.set_memo(device.engine, "Plate\tindex", "24")
    acts.set_work_view(device.engine, False, "24")
    device.dies()
    device.lives()
    assert (device.engine.settings.monitor, device.engine.settings.excluded) == (1, ("KeePass",))
    assert device.engine.memos == {JOB: "Plate index"}
    assert device.engine.work_view_off == {JOB}
    for name, value in (("monitor", -1), ("hold_all", "yes"), ("excluded", "KeePass"), ("none", True)):
        with pytest.raises(ActRefused, match="Nothing was changed"):
            acts.set_setting(device.engine, name, value)


def test_signing_out_sends_everything_first(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(100)
    device.program.log_out()
    assert device.house.seconds() == 100
    assert device.program.state()["account"] is None
    assert not device.program.secrets.path.exists()
    with pytest.raises(ActRefused):
        device.program.log_out()


def test_signing_out_without_a_network_needs_force_and_says_what_is_left(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(100)
    device.house.fault = lambda: "away"
    with pytest.raises(ActRefused, match="still signed in"):
        device.program.log_out()
    assert device.program.account is not None
    device.program.log_out(force=True)
    (left,) = device.program.state()["left_behind"]
    assert (left["job"], left["spans"][0][1] - left["spans"][0][0]) == (JOB, 100)
    words, span = status_lines(device.program.state())[-2:]
    assert words == "Not sent before this device was disconnected, to be added by hand:"
    assert span.startswith("  0:01:40 from ")


def test_signing_out_leaves_no_picture_behind(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(1500)
    spool = device.program.spool
    assert {shot.state for shot in spool.shots(device.account.device)} >= {"held"}
    device.program.log_out()
    assert [shot for shot in spool.shots(device.account.device) if shot.content is not None] == []


def test_a_block_that_was_signed_early_takes_no_more_time(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(100)
    device.engine.stop()
    device.engine.signer.sign_due(all_of_them=True)
    with pytest.raises(ActRefused, match="in 11 minutes"):
        acts.start(device.engine, "24")


def test_a_new_device_of_the_same_person_begins_anew(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(100)
    device.house.revoked = True
    device.runs(720)
    assert {shot.content is None for shot in device.program.spool.shots(device.account.device)} == {False}
    device.house.revoked = False
    key = new_device_key()
    device.house.public_key = key.public
    device.program.establish(device.account, key, Tokens("a", "r"))
    assert device.engine.key == key
    assert not device.program.is_signed_out
    assert device.program.state()["left_behind"]
    assert {shot.content is None for shot in device.program.spool.shots(device.account.device)} == {True}


def test_a_keyring_that_is_locked_is_asked_again(
    device: SimulatedDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_secrets: Secrets) -> None:
        raise KeyringLocked

    device.dies()
    with monkeypatch.context() as patched:
        patched.setattr(Secrets, "load", locked)
        device.lives()
        assert "locked" in device.program.state()["trouble"]
        loop.send(device.program)
        assert device.program.engine is None
    loop.send(device.program)
    assert device.program.engine is not None
    assert device.program.state()["trouble"] == ""


def test_what_is_kept_is_checked_and_a_change_is_named(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(800)
    device.engine.stop()
    device.settles()
    assert self_check(device.engine, "") == (["2 segments are signed, in order and without a gap"], [])
    rows = device.program.spool.database
    rows.write("UPDATE segments SET content = replace(content, '\"off\"', '\"on\"') WHERE seq = 2")
    rows.write("UPDATE segments SET signature = '00' WHERE seq = 1")
    assert self_check(device.engine, "")[1][0].startswith("segment 1: is not as this device signed it")


def test_the_loop_counts_sends_and_goes_on_after_an_error(
    device: SimulatedDevice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ended, ticks = Event(), []

    def tick(_program: object) -> None:
        device.clock.passes(1)
        ticks.append(1)
        if len(ticks) == 3:
            ended.set()
        raise ZeroDivisionError

    monkeypatch.setattr(loop, "TICK_SECONDS", 0.01)
    monkeypatch.setattr(loop, "SEND_SECONDS", 0.01)
    monkeypatch.setattr(loop, "tick", tick)
    loop.run(device.program, ended)
    assert len(ticks) == 3
    assert "goes on after an error" in caplog.text


class Denied:
    """A house that gives a code, and refuses it."""

    def __init__(self, answers: list[tuple[int, dict[str, object]]]) -> None:
        self.answers = answers

    def send(self, *_: object) -> HouseAnswer:
        """The next answer; away after the last."""
        if not self.answers:
            raise HouseAway("The house cannot be reached.")
        status, data = self.answers.pop(0)
        return HouseAnswer(status, json.dumps(data).encode())


CODE = {
    "user_code": "AB",
    "verification_uri": "https://house.example/",
    "device_code": "c",
    "interval": 0,
    "expires_in": 2,
}
GONE = {"error": "invalid_grant"}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([(200, CODE), (400, {"error": "access_denied"})], "refused in the browser"),
        ([(200, CODE)], "ran out"),
        ([], "cannot be reached"),
        ([(200, CODE | {"interval": "soon"})], "no Handsel house"),
        ([(200, {})], "no Handsel house"),
        ([(200, CODE), (200, {"access_token": "a", "refresh_token": "r"}), (404, {})], "status 404"),
        (
            [(200, CODE), (200, {"access_token": "a", "refresh_token": "r"}), (401, {}), (400, GONE)],
            "new tokens",
        ),
    ],
)
def test_a_sign_in_that_fails_says_why(
    monkeypatch: pytest.MonkeyPatch, answers: list[tuple[int, dict[str, object]]], words: str
) -> None:
    house = Denied(answers)
    monkeypatch.setattr(HouseClient, "send", lambda _client, *rest: house.send(*rest))
    sign_in = DeviceSignIn("https://house.example")
    sign_in.run(lambda *_: None)
    assert words in sign_in.error
    assert sign_in.view()["done"]


def test_who_signs_out_by_force_does_not_wait_for_the_site(
    device: SimulatedDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_out, "FORCED_SECONDS", 0.01)
    sender = device.sender
    with sender._one_pass:
        leaving = Thread(target=lambda: device.program.log_out(force=True), daemon=True)
        leaving.start()
        leaving.join(10)
        assert device.program.account is None


def test_a_second_sign_in_is_refused_while_somebody_is_signed_in(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    with pytest.raises(ActRefused, match="Sign out first"):
        device.program.log_in("https://house.example")
    assert tmp_path.exists()
    assert device.program.spool.segments(device.account.device, SegmentState.SIGNED) == []
