"""Reminding people of clocks that run against them; a reminder is no entry of the record."""

from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from handsel.kernel.calendar import DAY
from handsel.kernel.money import Money
from handsel.notices.notify import INVITATION_REMINDER, give_notice
from handsel.people.calendars import house_calendar
from handsel.record.wording import TargetPage, Wording
from handsel.tasks.models import schedule
from handsel.ui.datetime_format import day_text, when_text
from handsel.ui.money_format import money_text
from handsel.work.hours.entries.sheet_shapes import review
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.entries.weeks import funding
from handsel.work.hours.models import JobWeek, Timesheet
from handsel.work.jobs.entries import TERMS
from handsel.work.jobs.lifecycle import UNBOUND, JobStage, Side
from handsel.work.jobs.models import Job
from handsel.work.milestones.entries.reports import report_of_week
from handsel.work.milestones.entries.shapes import delivery
from handsel.work.milestones.lifecycle import Stage
from handsel.work.milestones.models import Milestone, StatusReport
from handsel.work.milestones.reports import expects_report
from handsel.work.terms.models import Version
from handsel.work.terms.price_text import price_text
from handsel.work.terms.versions import open_version


def remind_of_release(subject: str, at: datetime) -> None:
    """Remind the client that a delivered milestone is released soon, if its clock still runs."""
    pk, days = subject.split(":")
    milestone = Milestone.objects.select_related("job", "holding").get(pk=int(pk))
    if milestone.stage != Stage.DELIVERED or milestone.release_at is None:
        return
    job = Job.objects.with_people().get(pk=milestone.job_id)
    person = job.client.person
    with translation.override(person.language), timezone.override(person.zone):
        held, when = money_text(milestone.free), when_text(milestone.release_at)
        title = _("{amount} for milestone {n} is released {when} unless you ask for changes").format(
            amount=held, n=milestone.position, when=when
        )
        about = f"release {milestone.pk} {milestone.release_at:%Y-%m-%d} {days}"
        wording = Wording(title, milestone.name, TargetPage.BILLING, amount=held, due_at=milestone.release_at)
        matter = delivery({"ref": milestone.ref})
        give_notice(person, about, wording, job, at, matter=matter)


def remind_of_funding(subject: str, at: datetime) -> None:
    """Remind the client that a week has begun without its money, if it still has and the job goes on."""
    week = JobWeek.objects.select_related("job", "holding").get(pk=int(subject))
    if not week.to_fund or week.ends_at <= at or week.job.stage == JobStage.PAUSED:
        return
    job = Job.objects.with_people().get(pk=week.job_id)
    person = job.client.person
    with translation.override(person.language), timezone.override(person.zone):
        missing = money_text(week.to_fund)
        title = _("Fund the week of {day}, {amount}").format(day=week.text, amount=missing)
        detail = _("Until the week is funded, work in it is not protected.")
        wording = Wording(title, detail, TargetPage.BILLING, amount=missing)
        matter = funding({"week": week.monday, "supplement": week.supplement})
        give_notice(person, f"week {week.pk}", wording, job, at, matter=matter)


def remind_of_review(subject: str, at: datetime) -> None:
    """Remind the client that a timesheet, or what is left of it, is paid by itself soon."""
    pk, days = subject.split(":")
    sheet = Timesheet.objects.select_related("job", "week__job", "week__holding").get(pk=int(pk))
    if sheet.review_ends_at is None or sheet.review_ends_at <= at or not sheet.rest.whole:
        return
    job = Job.objects.with_people().get(pk=sheet.job_id)
    person = job.client.person
    with translation.override(person.language), timezone.override(person.zone):
        amount, when = money_text(Money(sheet.rest.whole, job.currency)), when_text(sheet.review_ends_at)
        title = _("{amount} for the week of {day} is paid automatically {when}")
        if sheet.rest.whole > sheet.week.held.minor:
            title = _("{amount} for the week of {day} is due {when}, and not all of it is in escrow")
        named = title.format(amount=amount, day=sheet.week.text, when=when)
        detail = _("Review the timesheet before then: {time}.").format(time=duration_text(sheet.rest_seconds))
        about = f"timesheet {sheet.pk} {sheet.review_ends_at:%Y-%m-%d} {days}"
        week = sheet.week
        ends = sheet.review_ends_at
        wording = Wording(named, detail, TargetPage.TIMESHEET, amount=amount, due_at=ends, week=week.address)
        matter = review({"week": week.monday, "supplement": week.supplement})
        give_notice(person, about, wording, job, at, matter=matter)


def remind_of_lapse(subject: str, at: datetime) -> None:
    """Remind whose answer an award waits for that it lapses soon; who was only invited, by mail alone."""
    pk, days = subject.split(":")
    job = Job.objects.with_people().get(pk=int(pk))
    if job.stage not in UNBOUND or job.lapses_at is None or job.lapses_at <= at:
        return
    opened = open_version(job)
    party = job.party(Side(opened.side).other if opened else Side.FREELANCER)
    if party is None:
        schedule(INVITATION_REMINDER, job.pk, at=at)
        return
    with translation.override(party.person.language), timezone.override(party.person.zone):
        about = f"lapse {job.pk} {job.lapses_at:%Y-%m-%d} {days}"
        wording = _lapse_said(opened, job.lapses_at)
        give_notice(party.person, about, wording, job, at, matter=TERMS)


def _lapse_said(opened: Version | None, ends: datetime) -> Wording:
    when = when_text(ends)
    if opened is None:
        title = _("The offer expires {when} if you do not propose terms").format(when=when)
        detail = _("There are no open terms. Nothing was agreed, and no money moved.")
        return Wording(title, detail, TargetPage.TERMS, due_at=ends)
    price = price_text(opened.terms)
    title = _("The offer of {price} expires {when} if you do not answer").format(price=price, when=when)
    return Wording(
        title, _("Agree, decline or propose changes."), TargetPage.TERMS, amount=price, due_at=ends
    )


def remind_of_report(subject: str, at: datetime) -> None:
    """Remind the freelancer, a day before, of the week's report that is not there yet."""
    job = Job.objects.with_people().get(pk=int(subject))
    calendar = house_calendar()
    week = calendar.week_of(at)
    reported = StatusReport.objects.filter(job=job, week=week).exists()
    too_early = at < calendar.week_ends(week) - DAY
    if too_early or job.is_closed or job.freelancer is None or reported or not expects_report(job, at):
        return
    person = job.freelancer.person
    with translation.override(person.language), timezone.override(person.zone):
        due = calendar.week_ends(week)
        title = _("This week’s status report is due {when}").format(when=when_text(due))
        detail = _("Week of {day}. After that it is marked late.").format(day=day_text(week))
        wording = Wording(title, detail, TargetPage.REPORTS, due_at=due)
        matter = report_of_week({"week": week})
        give_notice(person, f"report {job.pk} {week}", wording, job, at, matter=matter)
