"""The Time page of an hourly job: a week with its time, and adding time by hand."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.recording import record_time
from handsel.work.jobs.models import Job
from tests import factories
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.web.hours.week_view",)
pytestmark = pytest.mark.usefixtures("frozen_clock")

FORM = {"day": "2026-03-02", "start": "14:00", "end": "15:30", "memo": "Sketches."}


def page_of(person: Person, job: Job, query: str = "") -> str:
    page = signed_in(person).get(reverse("time", args=[job.pk]) + query).content.decode()
    return " ".join(page.split())


def record(ben: Person, job: Job, start: str, end: str) -> None:
    first, last = (datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC) for text in (start, end))
    record_time(Actor(ben.pk), job, start=first, end=last, memo="Sketches.")


@pytest.fixture
@made_once
def job(frozen_clock, ada: Person, ben: Person) -> Job:
    return factories.hourly_bound(ada, ben)


def test_the_freelancer_adds_time_in_their_own_zone(ben: Person, job: Job) -> None:
    assert "is never protected" in page_of(ben, job)
    answer = post_form(ben, "time", job.pk, **FORM)
    page = answer.content.decode()
    assert "1 h 30 min added. It is not protected." in page
    assert "14:00 to 15:30" in page
    assert "Manual: not protected" in page
    assert "$30.00" in page
    row = TimeSpan.objects.get()
    assert row.started_at == datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert f'id="time-{row.pk}"' in page


def test_the_client_reads_the_time_and_changes_nothing(ada: Person, ben: Person, job: Job) -> None:
    post_form(ben, "time", job.pk, **FORM)
    page = page_of(ada, job)
    assert "08:00 to 09:30" in page
    assert "Sketches." in page
    assert "Add time" not in page

    assert reverse("time-change", args=[TimeSpan.objects.get().pk]) not in page
    assert post_form(ada, "time", job.pk, **FORM).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"end": "14:00"}, "end", "The end is not after the start."),
        ({"end": "23:00"}, "end", "This time is not over yet."),
        ({"memo": " "}, "memo", "This field is required."),
        ({"memo": "x" * 401}, "memo", "at most 400"),
        ({"start": "05:00", "end": "06:30"}, "day", "The job has no week at that time."),
        ({"start": "nine"}, "start", "Enter a valid time."),
        ({"day": "2026-03-09"}, "day", "Select a valid choice."),
    ],
    ids=["end", "future", "no memo", "long memo", "before the week", "no time", "day to come"],
)
def test_what_is_refused_is_said_beside_its_field(
    ben: Person, job: Job, changes: dict[str, str], field: str, words: str
) -> None:
    answer = signed_in(ben).post(reverse("time", args=[job.pk]), FORM | changes)
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert not TimeSpan.objects.exists()


def test_time_that_is_on_another_job_is_refused_beside_its_start(ada: Person, ben: Person, job: Job) -> None:
    other = factories.hourly_bound(ada, ben)
    record(ben, other, "02 13:00", "02 14:00")
    answer = signed_in(ben).post(reverse("time", args=[job.pk]), FORM)
    assert f"job {other.pk}" in answer.context["form"].errors["start"][0]


def test_a_form_sent_twice_adds_time_once(ben: Person, job: Job) -> None:
    key = "01890000-0000-7000-8000-000000000001"
    for _ in range(2):
        assert post_form(ben, "time", job.pk, key=key, **FORM).status_code == 200
    assert TimeSpan.objects.count() == 1


def test_a_week_says_its_limit_its_money_and_what_is_over_it(ada: Person, ben: Person, frozen_clock) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(hours=2))
    factories.rich(ada, 40)
    assert "$40.00 is not funded." in page_of(ada, job)
    factories.week_funded(ada, factories.week_of(job))
    record(ben, job, "02 13:00", "02 15:30")
    page = page_of(ben, job)
    assert "2 h 30 min of 2 h" in page
    assert "30 min is over the limit" in page
    assert page.count("$40.00") >= 3


def test_weeks_lead_to_each_other(ben: Person, job: Job, frozen_clock) -> None:
    post_form(ben, "time", job.pk, **FORM)
    let_pass(frozen_clock, days=7)
    page = page_of(ben, job)
    assert "Earlier week" in page
    assert "Later week" not in page
    assert "No time in this week" in page
    earlier = page_of(ben, job, "?week=2026-03-02")
    assert "14:00 to 15:30" in earlier
    assert "Later week" in earlier
    assert "Add manual time" not in earlier
    assert ">Change<" not in earlier


def test_a_submitted_week_takes_nothing(ben: Person, job: Job) -> None:
    JobWeek.objects.filter(job=job).update(stage="closed")
    answer = signed_in(ben).post(reverse("time", args=[job.pk]), FORM)
    assert "was submitted" in answer.context["form"].errors["day"][0]
    assert "No time can be added any more." in page_of(ben, job)


def test_terms_without_time_by_hand_say_so(ada: Person, ben: Person, frozen_clock) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(by_hand=False))
    page = page_of(ben, job)
    assert "The terms of this job do not allow it." in page
    assert "Add time" not in page
    assert "not allowed" in post_form(ben, "time", job.pk, **FORM).content.decode()


def test_before_its_first_week_a_job_says_when_time_can_be_added(
    ada: Person, ben: Person, frozen_clock
) -> None:
    start = date(2026, 3, 9)
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(start=start))
    assert "Time can be added once the week has begun" in page_of(ben, job)


def test_a_job_without_terms_in_force_has_no_weeks(ada: Person, ben: Person) -> None:
    factories.ensure_presets()
    job = factories.award(Actor(ada.pk), ada, factories.Awardee(ben), factories.hourly_terms())
    assert "No weeks yet" in page_of(ben, job)
    assert post_form(ben, "time", job.pk, **FORM).status_code == 404


def test_a_job_at_a_fixed_price_has_no_time_page(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    assert signed_in(ben).get(reverse("time", args=[job.pk])).status_code == 404
    assert (
        reverse("time", args=[job.pk])
        not in signed_in(ben).get(reverse("terms", args=[job.pk])).content.decode()
    )


@pytest.mark.parametrize("week", ["2026-03-03", "1999-01-04", "soon"])
def test_a_week_that_there_is_not_is_not_found(ben: Person, job: Job, week: str) -> None:
    assert signed_in(ben).get(reverse("time", args=[job.pk]) + f"?week={week}").status_code == 404


def test_a_freelancer_who_changes_zone_in_the_week_keeps_its_time_where_it_was(ben: Person, job: Job) -> None:
    """Instants stay; the page shows them, and reads new ones, in the new zone."""
    post_form(ben, "time", job.pk, **FORM)
    ben.time_zone = "Asia/Manila"
    ben.save()
    assert "21:00 to 22:30" in page_of(ben, job)
    post_form(ben, "time", job.pk, **FORM | {"start": "23:00", "end": "23:30"})
    rows = TimeSpan.objects.order_by("started_at").values_list("started_at", "week__monday")
    assert list(rows) == [
        (datetime(2026, 3, 2, 13, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 2, 15, tzinfo=UTC), date(2026, 3, 2)),
    ]
    overlap = post_form(ben, "time", job.pk, **FORM | {"start": "21:30", "end": "22:00"})
    assert "already" in overlap.content.decode()
    assert TimeSpan.objects.count() == 2
