"""Load all job-page data: a query for versions, two for milestones or for weeks, and one for pauses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from handsel.kernel import clock
from handsel.kernel.calendar import Calendar
from handsel.kernel.money import Money, total
from handsel.kernel.refusals import NotFound
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.trust.disputes.models import Dispute
from handsel.web.jobs import rows as loaded
from handsel.work.exits.models import Exit
from handsel.work.hours.models import JobPause, JobWeek
from handsel.work.jobs.lifecycle import LIVE, UNBOUND, Side
from handsel.work.jobs.models import Job, OutsideArbiter
from handsel.work.milestones import schedule
from handsel.work.milestones.lifecycle import Stage
from handsel.work.milestones.models import Milestone, MoneyRequest
from handsel.work.terms.content import Terms
from handsel.work.terms.models import Version

_PROPOSED, _BOUND = Version.State.PROPOSED, Version.State.BOUND


@dataclass(frozen=True)
class JobView:
    """One job as one of its sides sees it now."""

    job: Job
    side: Side
    calendar: Calendar
    now: datetime
    milestones: Sequence[Milestone] = ()
    proposal: Version | None = None
    in_force: Version | None = None
    requests: Sequence[MoneyRequest] = ()
    disputes: Sequence[Dispute] = ()
    weeks_reported: frozenset[date] = field(default_factory=frozenset)
    weeks: Sequence[JobWeek] = ()
    pause: JobPause | None = None
    exit: Exit | None = None
    removal_at: datetime | None = None

    def deadline(self, days: int) -> datetime:
        """When so many days from now end, under the job's policy."""
        return self.job.deadline(self.now, days, self.calendar)

    @property
    def other(self) -> Side:
        """The other side."""
        return self.side.other

    @property
    def other_name(self) -> str:
        """The first name of the other side, or the invited address."""
        party = self.job.party(self.other)
        return party.person.first_name if party else self.job.invited_email

    @property
    def terms(self) -> Terms | None:
        """The terms in force, or the proposed ones before there are any."""
        version = self.in_force or self.proposal
        return version.terms if version else None

    @property
    def is_unbound(self) -> bool:
        """Before terms first bind."""
        return self.job.stage in UNBOUND

    @property
    def is_live(self) -> bool:
        """Bound and not closed."""
        return self.job.stage in LIVE

    @property
    def refunds(self) -> list[MoneyRequest]:
        """The open refund requests."""
        return [row for row in self.requests if row.kind == MoneyRequest.Kind.REFUND]

    @property
    def splits(self) -> list[MoneyRequest]:
        """The open split proposals."""
        return [row for row in self.requests if row.kind == MoneyRequest.Kind.SPLIT]

    def days_late(self, row: Milestone) -> int:
        """How many days a milestone is overdue; 0 once it is delivered, and before the agreement."""
        if not self.is_live or row.is_closed or row.delivered_at is not None:
            return 0
        return schedule.days_late(row.due, self.calendar.day_of(self.now))

    def is_unpaid(self, row: Milestone) -> bool:
        """Whether it is the reader's own work, and not all of its money is in escrow."""
        return self.side is Side.FREELANCER and bool(row.to_fund)

    @property
    def most_late(self) -> int:
        """How many days the most overdue milestone is late; 0 if none is."""
        return max((self.days_late(row) for row in self.milestones), default=0)

    @property
    def late_milestone(self) -> Milestone | None:
        """The most overdue milestone, if one is; unpaid work comes last."""
        rows = [row for row in self.milestones if self.days_late(row)]
        return max(rows, key=lambda row: (not self.is_unpaid(row), self.days_late(row)), default=None)

    @property
    def open_milestones(self) -> list[Milestone]:
        """The milestones that are not closed."""
        return [row for row in self.milestones if not row.is_closed]

    @property
    def delivered(self) -> list[Milestone]:
        """The delivered milestones that are not all disputed, soonest release first, those without last."""
        rows = [row for row in self.milestones if row.stage == Stage.DELIVERED and row.free]
        return sorted(rows, key=lambda row: (row.release_at is None, row.release_at))

    @property
    def sent_back(self) -> list[Milestone]:
        """The milestones that await a new delivery after a request for changes."""
        return [row for row in self.milestones if row.is_sent_back]

    @property
    def next_to_fund(self) -> Milestone | None:
        """The first open milestone that needs money; none while one is in work, or if a removal is ahead."""
        rows = self.open_milestones if self.removal_at is None else []
        in_work = any(row.stage == Stage.FUNDED for row in rows)
        missing = [row for row in rows if row.to_fund]
        return missing[0] if missing and not in_work and self.is_live else None

    @property
    def returning(self) -> Money:
        """What returns to the client when a job ends: the escrow of undelivered milestones."""
        rows = [row.free for row in self.open_milestones if row.free and row.delivered_at is None]
        return total(rows, self.job.currency)

    @property
    def report_week(self) -> date | None:
        """The week whose report is due now, if any."""
        if not self.is_live or self.job.bound_at is None:
            return None
        if all(row.delivered_at is not None for row in self.open_milestones):
            return None
        first = schedule.first_report_week(self.job.bound_at, self.calendar)
        week = max(self.calendar.week_of(self.now), first)
        return None if week in self.weeks_reported else week

    @property
    def has_reported(self) -> bool:
        """Whether the freelancer has sent this week's report."""
        return self.calendar.week_of(self.now) in self.weeks_reported

    @property
    def price(self) -> Money:
        """The agreed price, or the proposed one before there is any."""
        if self.milestones:
            kept = [row for row in self.milestones if row.stage != Stage.DROPPED]
            return total((row.money for row in kept), self.job.currency)
        return self.terms.price if self.terms else Money(0, self.job.currency)


def load_job_views(person: Person | OutsideArbiter, jobs: Iterable[Job]) -> list[JobView]:
    """The views of a person's jobs, in their order: at most five queries, and another with a dispute."""
    rows, now, calendar = list(jobs), clock.now(), house_calendar()
    milestones = loaded.by_job(loaded.milestones_of(rows))
    versions = loaded.by_job(loaded.versions_of(rows, [_PROPOSED, _BOUND]))
    requests = loaded.by_job(loaded.open_requests(rows))
    weeks = loaded.by_job(loaded.weeks_of(rows))
    claimed = {row.job_id for some in versions.values() for row in some if getattr(row, "is_claimed", False)}
    disputes = loaded.by_job(loaded.open_disputes(milestones, weeks, claimed))
    loaded.join_jobs(rows, milestones, requests, disputes, weeks)
    return [
        JobView(
            job=job,
            side=job.side_of(person.pk) or Side.HOUSE,
            calendar=calendar,
            now=now,
            milestones=milestones[job.pk],
            proposal=loaded.version_in(versions[job.pk], _PROPOSED),
            in_force=loaded.version_in(versions[job.pk], _BOUND),
            requests=requests[job.pk],
            disputes=disputes[job.pk],
            weeks_reported=frozenset(row.last_report for row in milestones[job.pk] if row.last_report),
            weeks=weeks[job.pk],
            pause=loaded.pause_in(job, weeks[job.pk]),
            exit=loaded.exit_in(job, versions[job.pk]),
            removal_at=loaded.removal_in(versions[job.pk]),
        )
        for job in rows
    ]


def load_job_view(person: Person, number: int) -> JobView:
    """The view of one job; raises `NotFound` when it is not theirs."""
    job = Job.objects.of(person).with_people().filter(pk=number).first()
    if job is None:
        raise NotFound
    return load_job_views(person, [job])[0]
