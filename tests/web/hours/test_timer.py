"""The timer on the page: started, switched, stopped, and kept alive by whatever page is open."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handsel.people.models import Person
from handsel.work.hours.models import PageTimer, TimeSpan
from handsel.work.jobs.models import Job
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in

COVERS = ("handsel.web.hours.timer_view",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    return factories.hourly_bound(ada, ben)


@pytest.fixture
def browser(ben: Person) -> Client:
    return signed_in(ben)


def start(browser: Client, job: Job, **form: Any) -> Any:
    return browser.post(reverse("timer-start", args=[job.pk]), {"memo": "Plates.", **form}, follow=True)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_it_is_said_before_the_start_that_it_is_never_protected(browser: Client, job: Job) -> None:
    page = words(browser.get(reverse("time", args=[job.pk])))
    assert "Its time counts as manual time: paid up to the week’s limit, and never protected." in page
    assert "Start the timer" in page


def test_it_runs_on_every_page_and_survives_a_reload(browser: Client, job: Job, frozen_clock: Any) -> None:
    assert "The timer runs." in words(start(browser, job))
    assert browser.cookies["timer"].value.startswith(f"{job.pk}.")
    frozen_clock.passes(minutes=5)
    page = words(browser.get(reverse("time", args=[job.pk])))
    assert "Running since" in page
    assert ">5 min</span>" in page
    assert browser.post(reverse("timer")).json() == {"running": True, "seconds": 300}
    assert browser.get(reverse("timer")).headers["Location"] == reverse("time", args=[job.pk])


def test_stopping_records_it(browser: Client, job: Job, frozen_clock: Any) -> None:
    start(browser, job)
    frozen_clock.passes(minutes=9)
    page = words(browser.post(reverse("timer-stop"), follow=True))
    assert "The timer stopped. 9 min recorded. It is not protected." in page
    assert "Timer on the page: not protected" in page
    assert TimeSpan.objects.get().memo == "Plates."
    assert not browser.cookies["timer"].value
    again = browser.post(reverse("timer-stop"), follow=True)
    assert "No timer is running: it was stopped already." in words(again)


def test_a_laptop_that_was_closed_is_told_until_when_it_counted(
    browser: Client, job: Job, frozen_clock: Any
) -> None:
    start(browser, job)
    frozen_clock.passes(minutes=4)
    browser.post(reverse("timer"))
    frozen_clock.passes(hours=3)
    assert browser.post(reverse("timer")).json() == {"running": False}
    page = words(browser.get(reverse("timer"), follow=True))
    assert "Your timer stopped automatically" in page
    assert "add that time below" in page
    assert TimeSpan.objects.get().span.seconds == 240
    assert "Your timer stopped automatically" not in words(browser.get(reverse("time", args=[job.pk])))


def test_the_time_that_it_left_out_is_filled_in_and_added_or_left(
    browser: Client, job: Job, frozen_clock: Any
) -> None:
    start(browser, job)
    frozen_clock.passes(minutes=4)
    browser.post(reverse("timer"))
    frozen_clock.passes(hours=3)
    browser.post(reverse("timer"))
    answer = browser.get(reverse("time", args=[job.pk]))
    form, counted = answer.context["form"], TimeSpan.objects.get()
    assert form.is_suggested
    assert form["memo"].value() == "Plates."
    sent = {name: form[name].value() for name in ("day", "start", "end", "memo")}
    assert "Leave it out" in words(answer)
    assert "Leave it out" not in words(browser.get(reverse("time", args=[job.pk])))
    browser.post(reverse("time", args=[job.pk]), sent)
    added = TimeSpan.objects.exclude(pk=counted.pk).get()
    assert (added.started_at, added.memo, added.span.seconds) == (counted.ended_at, "Plates.", 3 * 3_600)


def test_a_stretch_of_more_than_a_night_is_not_filled_in(
    browser: Client, job: Job, frozen_clock: Any
) -> None:
    start(browser, job)
    frozen_clock.passes(minutes=4)
    browser.post(reverse("timer"))
    frozen_clock.passes(hours=22)
    browser.post(reverse("timer"))
    page = words(browser.get(reverse("timer"), follow=True))
    assert "add it below as manual time" in page
    assert "Leave it out" not in page


def test_a_timer_lost_before_it_counted_is_told_too(browser: Client, job: Job, frozen_clock: Any) -> None:
    start(browser, job)
    frozen_clock.passes(hours=3)
    assert browser.post(reverse("timer")).json() == {"running": False}
    page = words(browser.get(reverse("timer"), follow=True))
    assert "Your timer stopped automatically" in page
    assert "It counted until" not in page
    assert not TimeSpan.objects.exists()


def test_a_timer_lost_while_nobody_looked_is_told_when_stop_is_pressed(
    browser: Client, job: Job, frozen_clock: Any
) -> None:
    start(browser, job)
    frozen_clock.passes(minutes=4)
    browser.post(reverse("timer"))
    frozen_clock.passes(hours=3)
    page = words(browser.post(reverse("timer-stop"), follow=True))
    assert "The timer had stopped when a page was last open. 4 min recorded." in page


def test_switching_stops_it_on_the_other_job(
    ada: Person, ben: Person, browser: Client, job: Job, frozen_clock: Any
) -> None:
    other = factories.hourly_bound(ada, ben)
    start(browser, job)
    frozen_clock.passes(minutes=3)
    page = browser.get(reverse("time", args=[other.pk]))
    assert f"job {job.pk}, since" in words(page)
    assert page.context["timer_view"].form.initial["switches"] == job.pk
    start(browser, other, switches=job.pk)
    assert (TimeSpan.objects.get().job_id, PageTimer.objects.get().job_id) == (job.pk, other.pk)


def test_another_window_does_not_stop_what_it_did_not_know_of(
    ada: Person, ben: Person, browser: Client, job: Job
) -> None:
    other = factories.hourly_bound(ada, ben)
    start(browser, job)
    answer = start(browser, other)
    assert answer.status_code == 422
    assert f"Your timer runs on “{job.title}”, job {job.pk}. No time was recorded." in words(answer)
    assert PageTimer.objects.get().job_id == job.pk
    assert answer.context["timer_view"].form["memo"].value() == "Plates."


def test_a_form_without_a_memo_stands_again(browser: Client, job: Job) -> None:
    answer = start(browser, job, memo=" ")
    assert answer.status_code == 422
    assert "This field is required." in answer.context["timer_view"].form.errors["memo"]
    assert not PageTimer.objects.exists()


def test_the_client_sees_that_it_runs_on_their_job_and_on_no_other(
    ada: Person, eve: Person, ben: Person, browser: Client, job: Job
) -> None:
    theirs = factories.hourly_bound(eve, ben)
    start(browser, theirs)
    assert "Running since" not in words(signed_in(ada).get(reverse("time", args=[job.pk])))
    page = words(signed_in(eve).get(reverse("time", args=[theirs.pk])))
    assert "Running since" in page
    assert "Stop the timer" not in page


def test_a_job_without_time_by_hand_offers_none(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(by_hand=False))
    assert "Start the timer" not in words(signed_in(ben).get(reverse("time", args=[job.pk])))


@pytest.mark.parametrize("cookie", ["", "x.y", "²", "9" * 30, "12"])
def test_whatever_the_cookie_says_is_harmless(ben: Person, browser: Client, job: Job, cookie: str) -> None:
    browser.cookies["timer"] = cookie
    assert browser.get(reverse("timer")).status_code == 302
    assert browser.get(reverse("time", args=[job.pk])).status_code == 200
