"""Audit checks: milestones against their holdings, payments against the record and invoices."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from handsel.kernel import clock
from handsel.kernel.audit import Check
from handsel.kernel.calendar import DAY
from handsel.kernel.identifiers import derived
from handsel.money.invoices.payment_audit import payment_check
from handsel.money.ledger.models import Posting, Transfer
from handsel.people.calendars import house_calendar
from handsel.record.entries import ERASED
from handsel.record.models import Entry
from handsel.tasks.models import Task, due_at, unscheduled
from handsel.tasks.planned import Planned, plan_faults
from handsel.work.jobs.job_timers import REPORT_DUE, REPORT_REMINDER
from handsel.work.jobs.lifecycle import LIVE
from handsel.work.jobs.models import Job
from handsel.work.milestones import schedule
from handsel.work.milestones.entries import money, requests, splits
from handsel.work.milestones.erasing import DROP, is_left
from handsel.work.milestones.lifecycle import CLOSED, Stage, funded_stage
from handsel.work.milestones.models import Milestone, MoneyRequest, RefundRequest
from handsel.work.milestones.payout import GRANT
from handsel.work.milestones.release_timer import RELEASE, RELEASE_REMINDER

PAYING = [
    kind.name for kind in (money.RELEASED, money.REFUNDED, money.SETTLED, requests.GRANTED, splits.ACCEPTED)
]


def checks() -> Iterable[Check]:
    """Stages against holdings, transfers against entries, payments against both, timers against tasks."""
    yield _milestones()
    yield _transfers()
    yield payment_check(PAYING, "every payment matches its entry and its invoice")
    yield _timers()
    yield _reports()
    yield _erased_files()


def _milestones() -> Check:
    faults, counted = [], 0
    for row in Milestone.objects.select_related("job", "holding").order_by("pk").iterator():
        counted += 1
        if row.stage in CLOSED:
            if row.held:
                faults.append(f"milestone {row.pk} of job {row.job_id} is {row.stage}, yet something is held")
            continue
        funded = (row.funded - row.refunded).minor
        expected = funded_stage(
            funded=funded, missing=row.to_fund.minor, delivered=row.delivered_at is not None
        )
        if row.stage != expected:
            faults.append(f"milestone {row.pk} of job {row.job_id} is {row.stage}, its money says {expected}")
        if row.release_at is not None and row.stage != Stage.DELIVERED:
            faults.append(f"milestone {row.pk} of job {row.job_id} has a clock running, but is {row.stage}")
    return Check("every milestone stands where its money says", counted, faults)


def _transfers() -> Check:
    lost = Transfer.objects.exclude(entry__in=Entry.objects.values("pk")).order_by("pk")
    faults = [f"transfer {row.pk} ({row.kind}) has no entry on the record" for row in lost]
    faults += _transfers_of_another_act()
    return Check("every transfer was made by an act on the record", Transfer.objects.count(), faults)


def _transfers_of_another_act() -> Iterator[str]:
    """A transfer has the time of its entry, and a key that follows from it and from its holding."""
    at = Entry.objects.filter(pk=OuterRef("entry")).values("at")
    holding = {
        side: Subquery(
            Posting.objects.filter(transfer_id=OuterRef("pk"), leg=0).values(f"{side}__holding__pk")
        )
        for side in ("source", "target")
    }
    rows: Any = (
        Transfer.objects.annotate(acted_at=Subquery(at), **holding).exclude(acted_at=None).order_by("pk")
    )
    for row in rows.iterator():
        paid = row.source or row.target
        purpose = f"{row.kind} {paid}" if paid else row.kind
        if (row.at, row.idem_key) != (row.acted_at, derived(row.entry, purpose)):
            yield f"transfer {row.pk} ({row.kind}) is not one of its entry"


def _timers() -> Check:
    running = Milestone.objects.exclude(release_at=None)
    requests = RefundRequest.objects.filter(state=MoneyRequest.State.OPEN).exclude(auto_grants_at=None)
    faults = [
        f"milestone {pk} is to be released by itself, but nothing is scheduled"
        for pk in unscheduled(RELEASE, running, at="release_at")
    ]
    faults += [
        f"the refund of milestone {pk} is to be granted by itself, but nothing is scheduled"
        for pk in unscheduled(GRANT, requests, at="auto_grants_at", subject="milestone_id")
    ]
    faults += plan_faults(_reminders)
    return Check("every clock of a milestone is scheduled", running.count() + requests.count(), faults)


def _reminders() -> Iterator[Planned]:
    """The reminders of releases, as they were scheduled when the clock started."""
    running = Milestone.objects.exclude(release_at=None).exclude(clock_started_at=None)
    for pk, started, ends in running.values_list("pk", "clock_started_at", "release_at"):
        for days, at in schedule.reminders(started, ends):
            yield RELEASE_REMINDER, f"{pk}:{days}", at


def _erased_files() -> Check:
    """The bytes of an erased file are gone, or are to go, unless somebody else uses them."""
    erasures = Entry.objects.filter(kind=ERASED.name).exclude(content=None).select_related("content")
    counted, faults = 0, []
    for entry in erasures.iterator():
        left = [digest for digest in _fingerprints_of(entry) if is_left(digest)]
        counted += 1
        if left and due_at(DROP, entry.pk) is None:
            faults += [f"file {digest} was erased, but is kept, and nothing drops it" for digest in left]
    return Check("every erased file is dropped", counted, faults)


def _fingerprints_of(erasure: Entry) -> list[str]:
    """The files that an erasure names; none where its content was altered, which the record's check names."""
    try:
        return list(erasure.facts["fingerprints"])
    except (KeyError, TypeError, ValueError):
        return []


def _reports() -> Check:
    jobs = Job.objects.filter(stage__in=LIVE, pk__in=Milestone.objects.values("job"))
    faults = plan_faults(lambda: _report_clocks(jobs))
    return Check("every week of a job that runs has its report expected", jobs.count(), faults)


def _report_clocks(jobs: QuerySet[Job]) -> Iterator[Planned]:
    """The end of the first week that is to have a report, and the reminder; none while one is overdue."""
    calendar, now = house_calendar(), clock.now()
    overdue = Task.objects.filter(kind=REPORT_DUE, due_at__lte=now).values_list("subject", flat=True)
    left = set(overdue)
    for pk, bound_at in jobs.values_list("pk", "bound_at"):
        if bound_at is not None and str(pk) not in left:
            week = max(calendar.week_of(now), schedule.first_report_week(bound_at, calendar))
            ends = calendar.week_ends(week)
            yield from ((REPORT_DUE, pk, ends), (REPORT_REMINDER, pk, ends - DAY))
