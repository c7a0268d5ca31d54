"""No page needs more than twelve queries, nor more when it has more to show."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.record.log.writer import write_log
from handsel.record.models import Entry
from handsel.trust.conduct.models import ConductReport
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.pausing import pause_job
from handsel.work.hours.shots.viewing import log_view
from handsel.work.hours.submitting import submit_week
from handsel.work.jobs.models import Job
from handsel.work.jobs.opening import open_job
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.console.failing import fail_tasks
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.tracked_day import BLOCK, track_kept
from tests.trust.conduct.reported import removal_proposed, reported
from tests.trust.disputing import offered, opened, opened_hours
from tests.web.hours.test_sheets import worked_week
from tests.web.scenario import signed_in, work_all, world_of
from tests.work.hours.as_shown import reject
from tests.work.hours.test_paying import submitted

pytestmark = pytest.mark.one_database

QUERIES_MAX = 12
PAGES = [
    "home",
    "jobs",
    "inbox",
    "search",
    "palette",
    "my-mail",
    "my-data",
    "my-calendar",
    "conduct",
    "devices",
    "award",
]
PAGES += ["security", "security-app", "passkey-new"]
PAGES += ["money", "wallet", "earnings", "my-record", "letterhead"]
FILTERED = {"jobs": ["q=a", "show=to-do", "show=closed&q=a"], "money": ["period=year&job=1"]}
FILTERED |= {"wallet": ["show=deposits", "show=escrow"], "earnings": ["show=payments"]}
CONSOLE_PAGES = [
    "console",
    "console-waiting",
    "console-worker",
    "console-policies",
    "console-books",
    "console-record",
    "console-people",
    "console-conduct",
    "console-approvals",
    "console-flags",
    "console-disputes",
    "console-jobs",
    "console-mail",
]
JOB_PAGES = ["workroom", "room-news", "terms", "reports", "job-billing", "ending", "exit"]


def query_count(person: Person, address: str) -> int:
    client = signed_in(person)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    statements = [query["sql"] for query in queries.captured_queries]
    assert len(statements) <= QUERIES_MAX, "\n".join([address, *statements])
    return len(statements)


def query_counts(people: tuple[Person, ...], addresses: list[str]) -> dict[tuple[Person, str], int]:
    return {(person, address): query_count(person, address) for address in addresses for person in people}


def entries_read(person: Person, address: str) -> int:
    """How many entries a page reads from the database."""
    with patch.object(Entry, "from_db", wraps=Entry.from_db) as read:
        assert signed_in(person).get(address).status_code == 200
    return read.call_count


def more_jobs(client: Person, freelancer: Person) -> None:
    factories.released(client, factories.delivered(client, freelancer, 100))
    factories.delivered(client, freelancer, 100, 200, 300)
    factories.awarded(client, freelancer, 100)


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    job = world_of(ada, ben).job
    work_all()
    return job


def test_own_pages_ask_no_more_for_more_jobs(job: Job, ada: Person, ben: Person) -> None:
    addresses = [reverse(page) for page in PAGES]
    addresses += [f"{reverse(page)}?{query}" for page, queries in FILTERED.items() for query in queries]
    more_jobs(ada, ben)
    before = query_counts((ada, ben), addresses)
    for _ in range(4):
        more_jobs(ada, ben)
    after = query_counts((ada, ben), addresses)
    assert {page: after[page] for page in after if after[page] > before[page]} == {}


def test_pages_of_the_console_ask_no_more_for_more_of_everything(
    job: Job, ada: Person, ben: Person, olga: Person
) -> None:
    addresses = [reverse(page) for page in CONSOLE_PAGES]
    addresses += [reverse(page, args=["classic"]) for page in ("console-policy", "console-policy-new")]
    addresses += [reverse("console-person", args=[ada.pk])]
    addresses += [f"{reverse('console-people')}?q=a", reverse("opened-job", args=[job.pk])]
    open_job(Actor(olga.pk), job, reason="A question of Ben’s.")
    fail_tasks(1)
    more_jobs(ada, ben)
    before = query_counts((olga,), addresses)
    fail_tasks(4)
    for place in range(4):
        publish(Actor(olga.pk), "classic", Rules(fee_basis_points=place), reason="A reason.")
    for _ in range(4):
        more_jobs(ada, ben)
    assert query_counts((olga,), addresses) == before


def test_the_console_asks_no_more_for_50_000_open_cases_of_conduct(
    job: Job, ada: Person, ben: Person, olga: Person
) -> None:
    addresses = [reverse(page) for page in ("console", "console-conduct", "console-approvals")]
    first = reported(ada, job)
    removal_proposed(olga, first)
    more_cases(job, ada, ben, 1)
    before = query_counts((olga,), addresses)
    more_cases(job, ada, ben, 50_000)
    assert query_counts((olga,), addresses) == before
    page = signed_in(olga).get(reverse("console")).content.decode()
    assert "1,000+" in page


def more_cases(job: Job, client: Person, freelancer: Person, count: int) -> None:
    """Reports that wait, without their entries."""
    ConductReport.objects.bulk_create(
        [
            ConductReport(
                ref=uuid4(),
                job=job,
                reporter=client,
                about=freelancer,
                category="abuse",
                words="He insults me.",
                at=clock.now(),
            )
            for _ in range(count)
        ],
        batch_size=5_000,
    )


def test_pages_of_a_job_ask_no_more_for_more_milestones_and_entries(
    job: Job, ada: Person, ben: Person
) -> None:
    before = query_counts((ada, ben), [reverse(page, args=[job.pk]) for page in JOB_PAGES])
    longer = factories.funded(ada, ben, *range(100, 120))
    for place in range(20):
        post(Actor(ben.pk), longer, words=f"Word {place}", files=[])
        if place % 5 == 0:
            factories.deliver(ben, longer.milestones.open().filter(delivered_at=None)[0])
    after = query_counts((ada, ben), [reverse(page, args=[longer.pk]) for page in JOB_PAGES])
    rows = zip(before, before.values(), after.values(), strict=True)
    assert [(page, few, many) for page, few, many in rows if many > few + 1] == []


def test_pages_of_a_job_with_disputes_have_room(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 1000, 500)
    dispute = offered(ben, opened(ada, milestone, 400, evidence=[1, 2]), 300)
    opened(ben, factories.first(milestone.job), 600)
    work_all()
    addresses = [reverse("home"), *(reverse(page, args=[milestone.job_id]) for page in JOB_PAGES)]
    addresses += [reverse("dispute", args=[milestone.job_id, dispute.number])]
    addresses += [reverse("dispute-opening", args=[milestone.pk])]
    query_counts((ada, ben), addresses)


def test_pages_of_an_hourly_job_with_disputes_have_room(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    sheet = submitted(ada, ben, frozen_clock)
    dispute = offered(ben, opened_hours(ada, sheet, 45, 46, 47), 3)
    opened_hours(ada, sheet, 48)
    work_all()
    addresses = [reverse("home"), reverse("dispute", args=[sheet.job_id, dispute.number])]
    addresses += [
        reverse(page, args=[sheet.job_id]) for page in (*JOB_PAGES, "time", "timesheet", "work-view")
    ]
    query_counts((ada, ben), addresses)


def test_pages_of_an_hourly_job_ask_no_more_for_more_weeks(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    job = factories.hourly_bound(ada, ben)
    addresses = [
        reverse("home"),
        *(reverse(page, args=[job.pk]) for page in (*JOB_PAGES, "time", "timesheet", "work-view")),
    ]
    factories.rich(ada, 10_000)
    factories.week_funded(ada, factories.week_of(job))
    let_pass(frozen_clock, days=7)
    before = query_counts((ada, ben), addresses)
    let_pass(frozen_clock, days=28)
    after = query_counts((ada, ben), addresses)
    assert {page: after[page] for page in after if after[page] > before[page] + 1} == {}


@pytest.mark.parametrize("paused", [False, True])
def test_home_has_room_for_both_kinds_of_job_at_once(
    ada: Person, ben: Person, frozen_clock: FrozenClock, paused: bool
) -> None:
    reviewed = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    reject(Actor(ada.pk), factories.week_of(reviewed).sheet, numbers=[45], reason="No.")
    factories.delivered(ada, ben, 100, 200)
    factories.worked(hourly := factories.hourly_bound(ada, ben))
    if paused:
        pause_job(Actor(ada.pk), hourly)
    for person in (ada, ben):
        query_count(person, reverse("home"))
        query_count(person, reverse("jobs"))


def test_a_week_asks_no_more_for_more_time(ada: Person, ben: Person, frozen_clock: FrozenClock) -> None:
    job = factories.hourly_bound(ada, ben)
    addresses = [reverse(page, args=[job.pk]) for page in ("time", "timesheet", "time-import")]
    addresses += [reverse("time-change", args=[factories.worked(job).pk])]
    before = query_counts((ben,), addresses)
    for minutes in range(60, 240, 20):
        factories.worked(job, ago=minutes, minutes=10)
    assert query_counts((ben,), addresses) == before


def test_a_week_asks_no_more_for_more_supplements(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    tracker, job = tracker_of(ben), factories.hourly_bound(ada, ben)
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(job))
    frozen_clock.passes(hours=1)
    track_kept(tracker, job, MONDAY_NOON)
    let_pass(frozen_clock, days=7)
    pages = [reverse(page, args=[job.pk]) for page in ("time", "timesheet")]
    addresses = [f"{page}?week=2026-03-02{number}" for page in pages for number in ("", "-1")]
    addresses += [reverse("home"), reverse("timesheets"), reverse("job-billing", args=[job.pk])]
    addresses += [f"{reverse('work-view', args=[job.pk])}?day=2026-03-03"]

    def counted(place: int) -> dict[tuple[Person, str], int]:
        track_kept(tracker, job, MONDAY_NOON + timedelta(days=1) + place * BLOCK)
        submit_week(Actor(ben.pk), job.weeks.filter(supplement__gt=0).latest("supplement"))
        return query_counts((ada, ben), addresses)

    counted(0)
    assert counted(1) == counted(2)


def test_a_day_of_work_view_asks_no_more_for_more_screenshots(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    """It is today, in a funded week, while the device tracks."""
    factories.rich(ada, 2_000)
    terms = factories.hourly_terms(work_view=WorkView.OFFERED)
    job, tracker = factories.hourly_bound(ada, ben, terms), tracker_of(ben)
    factories.week_funded(ada, factories.week_of(job))
    frozen_clock.passes(hours=2)
    tracker.beats(str(job.uuid))
    address = reverse("work-view", args=[job.pk])
    log_view(track_kept(tracker, job, MONDAY_NOON), ada, clock.now())
    before = query_counts((ada, ben), [address])
    for place in range(1, 8):
        log_view(track_kept(tracker, job, MONDAY_NOON + place * BLOCK), ada, clock.now())
    assert query_counts((ada, ben), [address]) == before
    let_pass(frozen_clock, days=7)
    query_counts((ada, ben), [address])


def test_a_timesheet_asks_no_more_for_more_rejected_blocks(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    week = factories.week_of(job)
    addresses = [reverse("home"), reverse("timesheet", args=[job.pk])]
    addresses += [reverse("sheet-blocks", args=[week.pk, "rejection"])]
    reject(Actor(ada.pk), week.sheet, numbers=[45], reason="No.")
    before = query_counts((ada,), addresses)
    reject(Actor(ada.pk), week.sheet, numbers=list(range(46, 56)), reason="No.")
    assert query_counts((ada,), addresses) == before


def test_all_timesheets_ask_no_more_for_more_of_them(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    factories.rich(ada, 100_000)

    def counted(jobs: int) -> dict[str, int]:
        for _ in range(jobs):
            job = factories.hourly_bound(ada, ben)
            factories.week_funded(ada, factories.week_of(job))
            factories.worked(job, minutes=1, ago=2 + Job.objects.count())
        let_pass(frozen_clock, days=7)
        return query_counts((ada, ben), [reverse("timesheets"), reverse("money")])

    counted(1)  # From then on there are invoices.
    assert counted(1) == counted(5)


def test_a_page_of_a_file_asks_no_more_for_more_versions(frozen_clock: Any, ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben)

    def bring(*contents: bytes) -> str:
        files = keep(ContentFile(content, "plan.txt") for content in contents)
        pk = post(Actor(ben.pk), job, words="", files=files)["files"][-1]["file"]
        return reverse("file", args=[job.pk, pk])

    bring(b"one")
    before = query_count(ada, bring(b"two") + "?with=1")
    assert query_count(ada, bring(*(f"line {n}".encode() for n in range(20))) + "?with=2") <= before


def test_a_workroom_opened_at_an_entry_asks_no_more_for_more_entries(
    job: Job, ada: Person, ben: Person
) -> None:
    write_log()
    address = reverse("workroom", args=[job.pk])
    before = query_count(ada, f"{address}?at=5")
    for place in range(40):
        post(Actor(ben.pk), job, words=f"Word {place}", files=[])
    assert query_count(ada, f"{address}?at=25") <= before
    assert entries_read(ada, f"{address}?at=45") == entries_read(ada, f"{address}?at=25")
    page = signed_in(ada).get(address, {"at": 25}).content.decode()
    assert 'chosen" id="r25"' in page
    assert 'id="r45"' not in page
