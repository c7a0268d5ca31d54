"""The states in which the pages of an hourly job are looked at: empty, full, late, refused."""

from collections.abc import Iterator
from datetime import time, timedelta

from django.urls import reverse

from handsel.config.sample.hourly import HourlyScript, Hours, is_worked_weekly
from handsel.config.sample.timeline import play
from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import PRESETS, Rules
from handsel.record.actions import Actor
from handsel.record.entry_time import telling_history
from handsel.work.hours.models import Shot, TimeSpan
from handsel.work.hours.reopening import ask_to_reopen
from handsel.work.hours.shots.viewing import log_view
from handsel.work.hours.timer import start_timer
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.stories.shown import Shown, work_until_now
from tests.tracked_day import BLOCK, every_state, track_kept
from tests.work.hours.as_shown import agree_to_reopen

PAGES = ("workroom", "terms", "time", "work-view", "timesheet", "job-billing", "ending")
HOURLY = "[name=kind][value=hourly]"


def empty(ada: Person, ben: Person) -> Iterator[Shown]:
    """The award form as it is for an hourly job, one that is offered, and one in its first hour."""
    yield Shown("hourly-award", reverse("award"), ada, checks=HOURLY)
    offered = factories.hourly_awarded(ada, ben)
    yield from _pages("hourly-offered", offered, ada, ben)
    job = factories.hourly_bound(ada, ben)
    yield from _pages("hourly", job, ada, ben)
    yield Shown("hourly-import", reverse("time-import", args=[job.pk]), ben)


def full(ada: Person, ben: Person) -> Iterator[Shown]:
    """A job with a week paid, one in review and one that runs, a change proposed, and the timer on."""
    publish(Actor(HOUSE), "strict-eu", Rules(**{**vars(PRESETS["strict-eu"]), "review_days": 10}))
    monday, hours = house_calendar().week_of(clock.now()), Hours(48, 10, -2)
    script = HourlyScript(
        ada,
        ben,
        "Star catalogue upkeep",
        "New stars, each week.",
        [],
        "strict-eu",
        monday=monday,
        hours=hours,
    )
    with telling_history():
        play([(clock.now() - timedelta(days=25), is_worked_weekly(script))], clock.now(), lambda *_: None)
    factories.proposed(ben, script.job, factories.changed_hours(script.job, rate=5500, weekly_seconds=54_000))
    start_timer(Actor(ben.pk), script.job, memo="Corrections of the plates that came back.")
    yield from _pages("hourly", script.job, ada, ben)
    last_week = f"?week={monday - timedelta(weeks=1)}"
    for page in ("time", "timesheet"):
        path = reverse(page, args=[script.job.pk]) + last_week
        yield from _sides(f"hourly-last-week-{page}", path, ada, ben)
    span = TimeSpan.objects.latest("started_at")
    yield Shown("hourly-time-change", reverse("time-change", args=[span.pk]), ben)
    yield from _reopened(script, last_week)


def _reopened(script: HourlyScript, last_week: str) -> Iterator[Shown]:
    """Last week as the client asks to reopen it, and once it takes time again."""
    ada, ben, sheet = script.client, script.freelancer, script.week(-1).sheet
    ask_to_reopen(
        script.as_client, sheet, reason="Wednesday is there twice: take one off, and send it again."
    )
    yield from _sides(
        "hourly-asked-timesheet", reverse("timesheet", args=[script.job.pk]) + last_week, ada, ben
    )
    yield from _sides("hourly-home", reverse("home"), ada, ben)
    agree_to_reopen(script.as_freelancer, script.week(-1).sheet)
    for page in ("time", "timesheet"):
        path = reverse(page, args=[script.job.pk]) + last_week
        yield from _sides(f"hourly-reopened-{page}", path, ada, ben)


def tracked(ada: Person, ben: Person) -> Iterator[Shown]:
    """A day of the week that runs with screenshots in every state, one of which the client opened."""
    now = clock.now()
    first = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=3)
    with clock.frozen_at(first):
        job = factories.hourly_bound(ada, ben, factories.hourly_terms(hours=5))
        factories.rich(ada, 200)
        factories.week_funded(ada, factories.week_of(job))
        tracker = tracker_of(ben, "Desk at the archive")
    every_state(tracker, job, first, ben)
    shot = Shot.objects.filter(job=job).earliest("taken_at")
    log_view(shot, ada, now)
    work_until_now()
    path = reverse("work-view", args=[job.pk])
    yield from _sides("hourly-day-work-view", path, ada, ben)
    yield Shown("hourly-day-shot-deletion", reverse("shot-deletion", args=[job.pk, shot.pk]), ben)


def late(ada: Person, ben: Person) -> Iterator[Shown]:
    """A job that is paused, since a week that was never funded is to be paid."""
    with clock.frozen_at(clock.now() - timedelta(days=15)):
        job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
        factories.worked(job, ago=5, minutes=5)
    work_until_now()
    job.refresh_from_db()
    yield from _pages("hourly", job, ada, ben)


def arrived_late(ada: Person, ben: Person) -> Iterator[Shown]:
    """Time of a week that was paid since, which its device sent today: a supplement, and what shows it."""
    calendar = house_calendar()
    monday = calendar.week_of(clock.now()) - timedelta(weeks=2)
    with clock.frozen_at(calendar.instant(monday, time(12))):
        job = factories.hourly_bound(ada, ben, factories.hourly_terms(hours=10))
        factories.rich(ada, 1_000)
        week = factories.week_of(job)
        factories.week_funded(ada, week)
        tracker = tracker_of(ben, "Laptop on the train")
        tracker.commits(monday + timedelta(days=4))
        factories.worked(job, ago=30, minutes=10)
    work_until_now()
    first = week.starts_at + timedelta(days=4, hours=9)
    for number in range(3):
        track_kept(tracker, job, first + number * BLOCK)
    work_until_now()
    for address in (week.address, f"{week.address}-1"):
        for page in ("time", "timesheet"):
            path = f"{reverse(page, args=[job.pk])}?week={address}"
            yield from _sides(f"hourly-late-time-{page}-{len(address)}", path, ada, ben)
    yield from _sides("hourly-late-time-billing", reverse("job-billing", args=[job.pk]), ada, ben)


def refused(ada: Person, ben: Person) -> Iterator[Shown]:
    """Forms of an hourly job that were sent with nothing in them."""
    job = factories.hourly_bound(ada, ben)
    yield Shown("hourly-award", reverse("award"), ada, checks=HOURLY, is_sent_empty=True)
    yield Shown("hourly-terms", reverse("terms", args=[job.pk]), ada, is_sent_empty=True)
    yield Shown("hourly-time", reverse("time", args=[job.pk]), ben, is_sent_empty=True)
    yield Shown("hourly-import", reverse("time-import", args=[job.pk]), ben, is_sent_empty=True)


def _pages(name: str, job: Job, ada: Person, ben: Person) -> Iterator[Shown]:
    for page in PAGES:
        yield from _sides(f"{name}-{page}", reverse(page, args=[job.pk]), ada, ben)


def _sides(name: str, path: str, ada: Person, ben: Person) -> Iterator[Shown]:
    yield Shown(f"{name}-client", path, ada)
    yield Shown(f"{name}-freelancer", path, ben)
