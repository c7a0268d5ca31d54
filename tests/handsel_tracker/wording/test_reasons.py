"""What the daemon says in codes is said in words, and nothing that it says is left without."""

import re
from pathlib import Path
from typing import Any

import pytest

from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.trackable import Readiness, StopReason
from handsel_tracker.house.jobs import WITHOUT_SHOTS
from handsel_tracker.wording.reasons import (
    NOT_PROTECTED,
    READINESS,
    WORK_VIEW,
    notice,
    stopped,
    troubles,
    why_not_protected,
)

pytestmark = pytest.mark.one_database
SOURCE = Path(__file__).parents[3] / "src" / "handsel_tracker" / "daemon"
WELL: dict[str, Any] = {"signed_out": False, "trouble": "", "problems": {}, "away": "", "tracking": None}
SILENT = {"signed", "locked", "unlocked", "idle"}
"""What the window shows otherwise: the question, the pause, the list of screenshots."""


def kinds_of_notices() -> set[str]:
    sources = "".join(path.read_text() for path in SOURCE.glob("*.py"))
    return set(re.findall(r'(?:notices\.add|report)\(\s*"([a-z ]+)"', sources))


def test_each_notice_has_words_or_is_shown_otherwise() -> None:
    kinds = kinds_of_notices()
    assert len(kinds) > 8
    for kind in kinds:
        worded = notice({"number": 1, "kind": kind, "job": "", "at": 3_600, "text": "It is full."})
        assert (worded is None) == (kind in SILENT), kind
        assert worded is None or re.fullmatch(r"\S.*[.?]", worded.words)


def test_each_state_of_a_job_has_words() -> None:
    assert set(READINESS) == {row.value for row in Readiness}
    assert set(WORK_VIEW) == {row.value for row in WorkView}
    assert {row.value for row in Readiness} - {"ready"} <= set(NOT_PROTECTED)


def test_time_without_screenshots_counts_unless_the_terms_require_them() -> None:
    assert set(WITHOUT_SHOTS) == {row.value for row in WorkView}
    counts = {terms: "Time counts." in why_not_protected(reason) for terms, reason in WITHOUT_SHOTS.items()}
    assert counts == {"off": True, "offered": True, "required": False}
    assert why_not_protected(WITHOUT_SHOTS["required"]).endswith("this time is not paid.")


def test_each_reason_to_stop_has_words() -> None:
    for reason in StopReason:
        assert stopped(reason.value).endswith("The timer stopped.")
    assert stopped("The terms ended.") == "The terms ended."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The timesheet was submitted.", "The timesheet was submitted."),
        ("week-submitted", "The site refused it (week-submitted)."),
    ],
)
def test_a_block_that_does_not_count_says_how_long_it_was_and_why(text: str, why: str) -> None:
    worded = notice({"number": 1, "kind": "refused", "job": "j", "at": 0, "seconds": 730, "text": text})
    assert worded is not None
    assert worded.words.startswith("12 min from Thu 1 January, ")
    assert f" do not count. {why} “Your devices” on the site" in worded.words


def test_a_reason_that_is_a_sentence_stays_as_it_is() -> None:
    assert why_not_protected("The screen cannot be read.") == "The screen cannot be read."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, []),
        ({"signed_out": True}, ["The site no longer knows this computer."]),
        ({"trouble": "The keyring is locked."}, ["The keyring is locked."]),
        ({"problems": {"seeds": "No seed."}, "away": "x"}, ["No seed.", "No connection to the site."]),
        ({"tracking": {"screen_trouble": "No permission."}}, ["No permission."]),
    ],
)
def test_what_does_not_work_is_said_the_worst_first(changes: dict[str, Any], words: list[str]) -> None:
    rows = troubles(WELL | changes)
    assert len(rows) == len(words)
    assert all(row.words.startswith(start) for row, start in zip(rows, words, strict=True))
