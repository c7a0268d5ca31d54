"""Hourly jobs of the sample: their script and their stories, in weeks counted from that of the present."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from handsel.config.sample.device import SampleDevice
from handsel.config.sample.job_script import JobScript, withdraws_all_but
from handsel.config.sample.timeline import Story
from handsel.kernel import clock
from handsel.kernel.money import Money
from handsel.people.calendars import house_calendar
from handsel.record.actions import Actor
from handsel.work.bonuses.paying import pay_bonus
from handsel.work.hours.funding import fund_week, week_charge
from handsel.work.hours.hourly_terms import HourlyTerms, WorkView
from handsel.work.hours.models import JobWeek, Shot
from handsel.work.hours.pay import HOUR
from handsel.work.hours.paying import approve
from handsel.work.hours.recording import NewTime, import_time, record_time
from handsel.work.hours.reopening import agree_to_reopen, ask_to_reopen, can_be_reopened
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.timer import beat, start_timer
from handsel.work.terms.content import Terms

TIMED = timedelta(minutes=8)
MORNING, NOON = time(8, 40), time(12)
MEMOS = ("Plates of the week, scanned and named", "Corrections", "New entries and their pictures")


@dataclass(frozen=True)
class Hours:
    """What an hourly job of the sample offers: dollars an hour, hours a week, and its first week."""

    rate: int
    weekly: int
    first_week: int
    auto_fund: bool = True
    work_view: WorkView = WorkView.OFF


@dataclass
class HourlyScript(JobScript):
    """An hourly job of the sample; week 0, with this Monday, is the one of the present."""

    monday: date = field(kw_only=True)
    hours: Hours = field(kw_only=True)

    def terms(self, parts: list[tuple[str, int]] | None = None, clauses: str = "") -> Terms:
        """Terms by the hour, from the first week on."""
        offer, start = self.hours, self.monday + timedelta(weeks=self.hours.first_week)
        start = max(start, house_calendar().day_of(clock.now()))
        hourly = HourlyTerms(
            offer.rate * 100,
            offer.weekly * HOUR,
            start,
            offer.work_view,
            by_hand=True,
            auto_fund=offer.auto_fund,
        )
        return Terms(self.title, self.description, "USD", [], clauses, self.policy, None, hourly)

    def at(self, week: int, day: int, hour: time) -> datetime:
        """An instant in house time, by week and day; Monday is 0."""
        return house_calendar().instant(self.monday + timedelta(days=7 * week + day), hour)

    def until(self, week: int, day: int, hour: time = NOON) -> timedelta:
        """How long it is until then."""
        return self.at(week, day, hour) - clock.now()

    def week(self, week: int) -> JobWeek:
        """One of its weeks, as it is now."""
        monday = self.monday + timedelta(weeks=week)
        row: JobWeek = self.job.weeks.select_related("holding", "job__policy", "sheet").get(monday=monday)
        return row

    def funds_week(self, week: int) -> None:
        """The client funds a week."""
        row = self.week(week)
        fund_week(self.as_client, row, expected=week_charge(row).whole)

    def works(self, week: int, day: int) -> None:
        """The freelancer adds the morning of a day by hand."""
        row = self._morning(week, day)
        record_time(self.as_freelancer, self.job, start=row.start, end=row.end, memo=row.memo)

    def imports(self, week: int, days: Iterable[int]) -> None:
        """The freelancer imports the mornings of these days from a file."""
        import_time(self.as_freelancer, self.job, times=[self._morning(week, day) for day in days])

    def approves(self, week: int) -> None:
        """The client approves and pays a timesheet."""
        sheet = self.week(week).sheet
        approve(self.as_client, sheet, shown=sheet.version, expected=sheet.rest_money)

    def reopens(self, week: int, reason: str) -> None:
        """The freelancer asks to reopen a timesheet in review, and the client agrees."""
        sheet = self.week(week).sheet
        if can_be_reopened(sheet):
            ask_to_reopen(self.as_freelancer, sheet, reason=reason)
            sheet = self.week(week).sheet
            agree_to_reopen(self.as_client, sheet, shown=sheet.reopening_version)

    def _morning(self, week: int, day: int) -> NewTime:
        start = self.at(week, day, MORNING)
        return NewTime(start, start + timedelta(minutes=95 + 10 * day), MEMOS[day % len(MEMOS)])


def starts(script: HourlyScript) -> Story:
    """Awarded on the Friday before its first week, agreed, and that week funded."""
    friday = script.hours.first_week - 1
    yield script.until(friday, 4, time(9, 10))
    script.awards("A few hours each week, whenever it suits you.")
    yield script.until(friday, 4, time(13, 30))
    script.agrees(script.freelancer)
    yield script.until(friday, 4, time(16))
    script.funds_week(script.hours.first_week)


def is_worked_weekly(script: HourlyScript) -> Story:
    """Two weeks ago paid, a little of it refunded, last week in review, and this week funded and worked."""
    yield from starts(script)
    yield script.until(-2, 4, time(18))
    script.imports(-2, range(5))
    for day in range(5):
        yield script.until(-1, day)
        script.works(-1, day)
        if day == 1:
            yield script.until(-1, day, time(15))
            script.approves(-2)
        if day == 2:
            script.refunds(10, "The last ten minutes of Friday were for another job.")
        if day == 3:
            reason = "For the index, which nobody had asked you for."
            pay_bonus(script.as_client, script.job, amount=Money(2_500, "USD"), reason=reason)
    for day in range(5):
        yield script.until(0, day)
        script.works(0, day)


def runs_timer(script: HourlyScript, present: datetime) -> None:
    """The freelancer has a timer running, started some minutes before the present on an open page."""
    start_timer(Actor(script.freelancer.pk, present - TIMED), script.job, memo=MEMOS[2])
    beat(script.freelancer, present)


def runs_short(script: HourlyScript) -> Story:
    """Last week in review, and this week short: the wallet had too little for it."""
    yield from starts(script)
    yield script.until(-1, 3)
    script.imports(-1, range(3))
    yield script.until(-1, 5)
    withdraws_all_but(script.client, Money(script.hours.rate * 100, "USD"))
    yield script.until(0, 0, time(11))
    script.works(0, 0)


def is_reopened(script: HourlyScript) -> Story:
    """Last week reopened, and again after it was submitted by itself, so that it takes time on most days."""
    yield from starts(script)
    yield script.until(-1, 4, time(18))
    script.imports(-1, range(4))
    for day in (0, 3):
        yield script.until(0, day, time(10))
        script.reopens(-1, "Friday morning is missing: I worked on the train.")


def is_tracked(script: HourlyScript) -> Story:
    """Tracked with screenshots: some of last week, in review, and an hour on each day of this one.

    On Friday there was no network, so that its time came on Monday, too late for the timesheet.
    """
    yield from starts(script)
    device = SampleDevice.connected(script.freelancer, "Laptop in the study")
    yield script.until(-1, 1, time(8))
    device.starts_day()
    yield script.until(-1, 1, time(16))
    device.tracks(script.job, script.at(-1, 1, time(13)), 6, "Sheets 40 to 60 scanned", without=[4])
    yield script.until(-1, 3, time(8))
    device.starts_day(ahead=1)
    yield script.until(0, 0, time(7, 30))
    device.tracks(script.job, script.at(-1, 4, time(13)), 3, "Captions read on the train")
    for day in range(4):
        yield script.until(0, day, time(8))
        device.starts_day()
        yield script.until(0, day, time(16))
        device.tracks(script.job, script.at(0, day, time(13)), 5, "Names checked against the list")
        if day == 1:
            delete_shot(script.as_freelancer, Shot.objects.filter(job=script.job).latest("taken_at"))


def is_negotiated(script: HourlyScript) -> Story:
    """Awarded by the hour, and answered with a higher rate."""
    script.awards("We would like you for a few hours each week.")
    yield timedelta(days=1)
    terms = script.terms(clauses="Meetings count as time.")
    assert terms.hourly is not None
    dearer = replace(terms, hourly=replace(terms.hourly, rate=terms.hourly.rate + 500))
    script.proposes(script.freelancer, dearer, "My rate went up this year; meetings are included.")
