"""How a job stands for the Tracker, by its week."""

import pytest

from handsel.work.hours.lifecycle import WeekStage
from handsel.work.hours.trackable import Readiness, readiness


@pytest.mark.parametrize(
    ("is_paused", "stage", "expected"),
    [
        (False, WeekStage.FUNDED, Readiness.READY),
        (False, WeekStage.PLANNED, Readiness.NOT_FUNDED),
        (False, WeekStage.SHORT, Readiness.NOT_FUNDED),
        (False, None, Readiness.NOT_STARTED),
        (False, WeekStage.SETTLING, Readiness.SUBMITTED),
        (False, WeekStage.DROPPED, Readiness.SUBMITTED),
        (True, WeekStage.FUNDED, Readiness.PAUSED),
        (True, None, Readiness.PAUSED),
    ],
)
def test_a_job_is_ready_once_its_week_is_funded(
    is_paused: bool, stage: WeekStage | None, expected: Readiness
) -> None:
    assert readiness(is_paused=is_paused, stage=stage) is expected


@pytest.mark.parametrize("is_paused", [False, True])
def test_of_somebody_who_is_suspended_no_job_is_ready(is_paused: bool) -> None:
    stage = WeekStage.FUNDED
    assert readiness(is_paused=is_paused, stage=stage, is_suspended=True) is Readiness.SUSPENDED
