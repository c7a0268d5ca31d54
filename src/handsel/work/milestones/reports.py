"""Weekly status reports, which also deliver milestones."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from handsel.kernel import identifiers
from handsel.kernel.calendar import DAY, Calendar
from handsel.kernel.characters import clean_text, is_blank
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.calendars import house_calendar
from handsel.record.actions import Actor
from handsel.tasks.models import due_at, schedule_each
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.job_timers import REPORT_DUE, REPORT_REMINDER
from handsel.work.jobs.lifecycle import LIVE, Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.milestones import release_timer, schedule
from handsel.work.milestones.deadline_guards import refuse_after_refund, refuse_after_return
from handsel.work.milestones.entries import reports as entries
from handsel.work.milestones.models import Milestone, ReportLine, StatusReport
from handsel.work.milestones.refunds import wait_for_answer
from handsel.work.milestones.refusals import DeliveryWithoutWords, ReportOutOfTime
from handsel.work.workroom.files import Attached, add_files


@dataclass(frozen=True)
class ReportLineInput:
    """The progress of one milestone; at 100%, with a statement or files, it is the delivery."""

    milestone: int
    percent: int
    statement: str = ""
    files: Sequence[Attached] = field(default_factory=list)


@dataclass(frozen=True)
class ReportText:
    """What was done, what comes next week, and what is in the way."""

    done: str
    plans: str = ""
    issues: str = ""
    blocks: bool = False

    def cleaned(self) -> "ReportText":
        """The texts as the record stores them."""
        return replace(
            self, done=clean_text(self.done), plans=clean_text(self.plans), issues=clean_text(self.issues)
        )


@act(entries.SENT, Side.FREELANCER)
def send_report(
    context: JobContext, job: Job, *, week: date, lines: list[ReportLineInput], words: ReportText
) -> Facts:
    """Report a week; 100% delivers a milestone and starts its timer once it is funded."""
    if job.stage not in LIVE:
        raise InvalidState
    if week not in weeks_to_report(job, context.at, context.calendar):
        raise ReportOutOfTime
    texts = asdict(words.cleaned())
    sendings = StatusReport.objects.filter(job=job, week=week).count()
    report = StatusReport.objects.create(
        job=job,
        week=week,
        sending=sendings + 1,
        sent_at=context.at,
        late=context.at >= context.calendar.week_ends(week),
        entry=context.id,
        **texts,
    )
    line_facts = [_report_line(context, report, line) for line in lines]
    return {"week": week, "sending": report.sending, "late": report.late, **texts, "milestones": line_facts}


def weeks_to_report(job: Job, at: datetime, calendar: Calendar) -> list[date]:
    """The weeks, by their Mondays, that may be reported now: this one, and the last if it has no report."""
    this = calendar.week_of(at)
    if job.bound_at is None:
        return []
    last = this - schedule.WEEK
    expected = last >= schedule.first_report_week(job.bound_at, calendar)
    if expected and not StatusReport.objects.filter(job=job, week=last).exists():
        return [this, last]
    return [this]


def expects_report(job: Job, at: datetime) -> bool:
    """Whether there was work to report at a time: a milestone neither delivered nor closed by then."""
    rows = job.milestones.exclude(delivered_at__lte=at).exclude(closed_at__lte=at)
    return job.stage in LIVE and rows.exists()


def expect_first_report(context: JobContext) -> None:
    """Schedule the first weekly report when terms bind."""
    _schedule_report(context.job, schedule.first_report_week(context.at, context.calendar), context.calendar)


@act(entries.LATE, Side.HOUSE)
def mark_late(context: JobContext, job: Job, *, week: date) -> Facts:
    """Mark a week without a report as late; nothing else happens."""
    _schedule_report(job, week + schedule.WEEK, context.calendar)
    return {"week": week}


def auto_pass_week(subject: str, at: datetime) -> None:
    """At the end of a week, mark it late if it needed a report and has none, and expect the next.

    The week is the one whose end was scheduled: after an outage the house catches up week by week.
    """
    job = Job.objects.with_people().get(pk=int(subject))
    ends = due_at(REPORT_DUE, subject) or at
    if job.is_closed or at < ends:
        return
    calendar = house_calendar()
    week = calendar.week_of(ends) - schedule.WEEK
    if expects_report(job, ends) and not StatusReport.objects.filter(job=job, week=week).exists():
        mark_late(Actor(HOUSE, at, identifiers.derived(job.uuid, f"late {week}")), job, week=week)
    else:
        _schedule_report(job, week + schedule.WEEK, calendar)


def _schedule_report(job: Job, week: date, calendar: Calendar) -> None:
    ends = calendar.week_ends(week)
    schedule_each([(REPORT_DUE, job.pk, ends), (REPORT_REMINDER, job.pk, ends - DAY)])


def _report_line(context: JobContext, report: StatusReport, line: ReportLineInput) -> Facts:
    milestone = context.job.milestones.open().filter(pk=line.milestone).select_related("holding").first()
    if milestone is None:
        raise NotFound
    statement = clean_text(line.statement)
    facts: Facts = {
        "before": milestone.percent,
        "percent": line.percent,
        "statement": statement,
        "files": [],
    }
    if milestone.delivered_at is None:
        milestone.percent = line.percent
        if line.percent == 100:
            facts["files"] = _deliver(context, milestone, line)
        milestone.save(force_update=True)
    ReportLine.objects.create(
        report=report, milestone=milestone, percent=milestone.percent, statement=statement
    )
    after = {"percent": milestone.percent, "held": milestone.held.minor, "release_at": milestone.release_at}
    return {**milestone.facts(), **facts, **after}


def _deliver(context: JobContext, milestone: Milestone, line: ReportLineInput) -> list[Facts]:
    """Deliver a milestone; `RefundDue` or `ReturnDue` if its money is already due back to the client."""
    if is_blank(line.statement) and not line.files:
        raise DeliveryWithoutWords
    refuse_after_refund(milestone, context.at)
    refuse_after_return(context.job, context.at)
    milestone.delivered_at = context.at
    milestone.refresh_stage()
    release_timer.start_or_stop(context, milestone)
    wait_for_answer(milestone)
    return add_files(context, line.files)
