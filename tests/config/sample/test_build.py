"""The sample house: its stories unfold through the real acts, and its audit is clean."""

from datetime import UTC, datetime

import pytest

from handsel.config.audit import checks
from handsel.config.sample import build
from handsel.config.sample.disagreements import is_reported
from handsel.config.sample.hourly import Hours
from handsel.config.sample.jobs import SAMPLE_JOBS
from handsel.config.sample.people import PASSWORD, SAMPLE_PEOPLE
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.models import Entry
from handsel.tasks.models import Task
from handsel.trust.conduct.models import ConductDecision
from handsel.work.bonuses.models import Bonus
from handsel.work.hours.lifecycle import (
    BLOCK_STAGES,
    SHEET_STAGES,
    WEEK_STAGES,
    BlockStage,
    SheetStage,
    WeekStage,
)
from handsel.work.hours.models import JobPause, JobWeek, PageTimer, ReviewedBlock, Timesheet
from handsel.work.hours.rejecting import counted_blocks
from handsel.work.jobs.models import Job
from handsel_verify import bundles
from tests.tracked_week import bundle_of

pytestmark = pytest.mark.django_db

COVERS = (
    "handsel.config.sample.job_script",
    "handsel.config.sample.people",
    "handsel.config.sample.jobs",
)
PRESENT = datetime(2026, 11, 4, 15, 30, tzinfo=UTC)


def test_a_small_house_is_in_order():
    build.build(PRESENT, jobs=4, quiet=True)
    titles = [title for _, _, title, *_ in SAMPLE_JOBS[:4]]
    assert list(Job.objects.order_by("title").values_list("title", flat=True)) == sorted(titles)
    assert [fault for check in checks() for fault in check.faults] == []
    assert [task.last_error for task in Task.objects.exclude(last_error="")] == []
    assert Entry.objects.order_by("-at")[0].at <= PRESENT
    assert not Task.objects.ripe(PRESENT).exists()


def test_a_house_that_stood_before_is_filled_too(monkeypatch):
    """Its own chain goes on after what is on it, while the jobs are told in their past."""
    with clock.frozen_at(PRESENT):
        ensure_presets()
    rows = [row for row in SAMPLE_JOBS if is_reported in row]
    monkeypatch.setattr(build, "SAMPLE_JOBS", rows)
    build.build(PRESENT, jobs=len(rows), quiet=True)
    assert ConductDecision.objects.count() == 1
    assert [fault for check in checks() for fault in check.faults] == []


def test_the_hourly_jobs_of_the_house_are_in_order(monkeypatch, tmp_path):
    hourly = [row for row in SAMPLE_JOBS if isinstance(row[3], Hours)]
    monkeypatch.setattr(build, "SAMPLE_JOBS", hourly)
    build.build(PRESENT, jobs=len(hourly), quiet=True)
    assert set(Job.objects.values_list("title", "kind")) == {(title, "hourly") for _, _, title, *_ in hourly}
    assert {WeekStage(row.stage) for row in JobWeek.objects.all()} == set(WEEK_STAGES)
    assert {sheet_stage(row) for row in JobWeek.objects.select_related("sheet")} == set(SHEET_STAGES)
    assert {BlockStage(row.stage) for row in ReviewedBlock.objects.all()} == set(BLOCK_STAGES) - {
        BlockStage.COUNTED
    }
    assert any(counted_blocks(sheet) for sheet in Timesheet.objects.filter(stage="submitted"))
    assert set(JobPause.objects.filter(ended_at=None).values_list("by", flat=True)) == {"client", "house"}
    assert set(Job.objects.values_list("stage", flat=True)) == {"in terms", "working", "paused", "complete"}
    assert not PageTimer.objects.get().times.is_lost(PRESENT)
    assert Bonus.objects.count() == 1
    assert [fault for check in checks() for fault in check.faults] == []
    assert [task.last_error for task in Task.objects.exclude(last_error="")] == []
    for job in Job.objects.all():
        assert bundles.check(bundle_of(job, tmp_path / "bundle.zip", PRESENT)).faults == []


def sheet_stage(week):
    """The stage of a week's timesheet: a held one has no row before it is submitted, nor has an open one."""
    sheet = getattr(week, "sheet", None)
    if sheet is not None:
        return SheetStage(sheet.stage)
    return SheetStage.HELD if week.held_at else SheetStage.OPEN


def test_everybody_can_sign_in(capsys):
    with clock.frozen_at(PRESENT):
        build.build(PRESENT, jobs=0, quiet=True)
    assert all(person.check_password(PASSWORD) for person in Person.objects.all())
    text = build.how_to_sign_in()
    assert all(role.email in text for role in SAMPLE_PEOPLE)


def test_a_house_with_people_is_left_alone(ada, capsys):
    assert build.main() == 1
    assert "has people already" in capsys.readouterr().out
    assert list(Person.objects.all()) == [ada]
    assert not Job.objects.exists()


def test_on_no_terminal_only_the_end_is_told(capsys):
    build._progress(3, 160)
    build._progress(160, 160)
    assert capsys.readouterr().out == "\rTelling the history of the sample house: day 160 of 160\n"
