"""Drafting the report of an hourly job over HTTP: the form is filled, and nothing is sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import StatusReport
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.tracked_week import SUBMITTED, tracked_week
from tests.web.scenario import signed_in

LAST_MEMO = "Lamp fixed."


@pytest.fixture
@made_once
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    """An hourly job with time in two weeks, and a file of each side in the second."""
    job = factories.hourly_bound(ada, ben)
    factories.worked(job, memo=LAST_MEMO)
    let_pass(frozen_clock, days=8)
    for minutes, memo in ((300, "Plates."), (200, "Names."), (100, "plates.")):
        factories.worked(job, ago=minutes, minutes=60, memo=memo)
    for person, name in ((ada, "wishes.txt"), (ben, "plan.txt"), (ben, "plan.txt")):
        post(Actor(person.pk), job, words="Here.", files=keep([SimpleUploadedFile(name, b"x")]))
    return job


def draft(person: Person, job: Job, **typed: str) -> Any:
    form = {"week": factories.this_week().isoformat(), "done": "", **typed}
    return signed_in(person).post(reverse("report-draft", args=[job.pk]), form)


def done_of(page: Any) -> str:
    return str(page.context["form"]["done"].value())


def test_a_draft_has_the_memos_files_and_commits_of_the_week(job: Job, ben: Person) -> None:
    page = draft(ben, job, commits="3f2a9c1 Sort the names\n4f2a9c1 Merge branch 'main'\nPlates.")
    assert done_of(page) == ("- Plates. (2 h)\n- Names. (1 h)\n- File: plan.txt, version 2\n- Sort the names")
    assert "nothing is sent yet" in page.content.decode()
    assert not StatusReport.objects.exists()


def test_a_draft_has_the_commits_that_the_tracker_noted(ada: Person, ben: Person) -> None:
    job = tracked_week(ada, ben).job
    with clock.frozen_at(SUBMITTED):
        page = draft(ben, job, week=MONDAY_NOON.date().isoformat())
    assert "- Sort the names" in done_of(page).split("\n")


def test_a_draft_of_last_week_has_only_what_was_done_then(job: Job, ben: Person) -> None:
    last = factories.this_week() - timedelta(weeks=1)
    page = draft(ben, job, week=last.isoformat())
    assert done_of(page) == "- Lamp fixed. (30 min)"
    assert page.context["form"]["week"].value() == last.isoformat()


def test_what_is_typed_stays(job: Job, ben: Person) -> None:
    typed = {
        "done": "A good week.",
        "plans": "More.",
        "issues": "No lamp.",
        "blocks": "on",
        "commits": "Dusted",
    }
    page = draft(ben, job, **typed)
    assert done_of(page).startswith("A good week.\n- Plates.")
    form = page.context["form"]
    assert [form[name].value() for name in ("plans", "issues", "blocks")] == ["More.", "No lamp.", "on"]
    assert page.context["commits_form"]["commits"].value() == "Dusted"
    again = draft(ben, job, **{**typed, "done": done_of(page)})
    assert done_of(again) == done_of(page)
    assert "Nothing to add" in again.content.decode()


def test_a_draft_of_the_greatest_length_can_be_sent(job: Job, ben: Person) -> None:
    commits = "\n".join(f"Star {number}" for number in range(2_000))
    page = draft(ben, job, commits=commits)
    assert "lines did not fit and are left out" in page.content.decode()
    form = {"week": factories.this_week().isoformat(), "done": done_of(page).replace("\n", "\r\n")}
    signed_in(ben).post(reverse("reports", args=[job.pk]), form)
    assert StatusReport.objects.get().done.endswith(form["done"][-9:])


def test_too_many_commits_are_refused_beside_their_field(job: Job, ben: Person) -> None:
    page = draft(ben, job, done="A good week.", commits="x" * 100_001)
    assert page.status_code == 422
    assert done_of(page) == "A good week."
    assert page.context["commits_form"].errors


def test_a_draft_is_shown_where_a_report_was_sent_this_week(job: Job, ben: Person) -> None:
    form = {"week": factories.this_week().isoformat(), "done": "A good week."}
    signed_in(ben).post(reverse("reports", args=[job.pk]), form)
    page = draft(ben, job, done="A good week.").content.decode()
    assert '<details id="write">' not in page
    assert "- Names. (1 h)" in page


def test_only_the_report_of_an_hourly_job_is_drafted(job: Job, ada: Person, ben: Person) -> None:
    button = "Draft from this week"
    assert button in signed_in(ben).get(reverse("reports", args=[job.pk])).content.decode()
    assert button not in signed_in(ada).get(reverse("reports", args=[job.pk])).content.decode()
    fixed = factories.funded(ada, ben, 100)
    assert button not in signed_in(ben).get(reverse("reports", args=[fixed.pk])).content.decode()
    assert [draft(ada, job).status_code, draft(ben, fixed).status_code] == [404, 404]
