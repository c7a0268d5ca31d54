"""Making jobs at a stage through the real acts, in a line each, for the tests of everything above them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handsel.kernel import clock, identifiers
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.rails import deposits
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.policy.rules import DEFAULT_POLICY
from handsel.record.actions import Actor
from handsel.work.hours.funding import fund_week, week_charge
from handsel.work.hours.hourly_terms import HourlyTerms, WorkView
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.pay import HOUR
from handsel.work.hours.recording import record_time
from handsel.work.jobs.models import Job
from handsel.work.milestones import release
from handsel.work.milestones.funding import charge_of, fund
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report
from handsel.work.terms.agreement import agree, propose
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.content import MilestoneTerms, Terms
from handsel.work.terms.versions import bound_version
from tests.made_once import made_once


def usd(major: int | float) -> Money:
    """An amount in dollars: `usd(12.5)`."""
    return Money(round(major * 100), "USD")


def a_part(name: str, amount: float, *, days: int = 14) -> MilestoneTerms:
    """A milestone of terms, in dollars, due some days from now."""
    due = house_calendar().day_of(clock.now()) + timedelta(days=days)
    return MilestoneTerms(identifiers.new(), name, round(amount * 100), due, f"{name} is in the Workroom")


def terms(*amounts: float, **changes: Any) -> Terms:
    """Terms with a milestone of each amount in dollars; one of $1,000 when none is given."""
    parts = [a_part(f"Part {n}", amount, days=14 * n) for n, amount in enumerate(amounts or (1000,), start=1)]
    fields: dict[str, Any] = {
        "title": "Night tours booking",
        "description": "A booking system for night tours.",
        "currency": "USD",
        "milestones": parts,
        "clauses": "",
        "policy": DEFAULT_POLICY,
        "auto_release_days": 14,
    }
    return Terms(**{**fields, **changes})


def hourly_terms(rate: float = 20, hours: int = 40, *, policy: str = DEFAULT_POLICY, **changes: Any) -> Terms:
    """Terms by the hour: a rate in dollars, so many hours a week from today on, and other changes to them."""
    start = house_calendar().day_of(clock.now())
    fields = {"start": start, "work_view": WorkView.OFF, "by_hand": True, "auto_fund": True} | changes
    hourly = HourlyTerms(usd(rate).minor, hours * HOUR, **fields)
    return terms(milestones=[], auto_release_days=None, hourly=hourly, policy=policy)


def hourly_awarded(client: Person, freelancer: Person, written: Terms | None = None) -> Job:
    """An hourly job that was awarded, with version 1 open."""
    ensure_presets()
    return award(Actor(client.pk), client, Awardee(freelancer), written or hourly_terms())


@made_once
def hourly_bound(client: Person, freelancer: Person, written: Terms | None = None) -> Job:
    """An hourly job whose version 1 both agreed to."""
    job = hourly_awarded(client, freelancer, written)
    agreed(freelancer, job)
    return Job.objects.with_people().get(pk=job.pk)


def changed_hours(job: Job, **changes: Any) -> Terms:
    """The hourly terms in force, with some of their fields changed."""
    hourly = in_force(job).hourly
    assert hourly is not None
    return changed(job, hourly=replace(hourly, **changes))


def week_of(job: Job, place: int = 0) -> JobWeek:
    """A week of an hourly job as it is now, or a supplement, counted from 0."""
    return job.weeks.select_related("holding", "job__policy")[place]


def week_funded(client: Person, week: JobWeek) -> Facts:
    """Fund what a week still needs."""
    return fund_week(Actor(client.pk), week, expected=week_charge(week).whole)


def worked(job: Job, *, ago: int = 30, minutes: int = 30, memo: str = "Sketches.") -> TimeSpan:
    """Time by hand on an hourly job: so many minutes, which began so many ago."""
    _, freelancer = job.sides()
    start = clock.now() - timedelta(minutes=ago)
    end = start + timedelta(minutes=minutes)
    facts = record_time(Actor(freelancer.person_id), job, start=start, end=end, memo=memo)
    return TimeSpan.objects.get(ref=facts["spans"][0]["span"])


@made_once
def awarded(client: Person, freelancer: Person, *amounts: float, **changes: Any) -> Job:
    """A job that was awarded, with version 1 open."""
    ensure_presets()
    return award(Actor(client.pk), client, Awardee(freelancer), terms(*amounts, **changes))


@made_once
def bound(client: Person, freelancer: Person, *amounts: float, **changes: Any) -> Job:
    """A job whose version 1 both agreed to."""
    job = awarded(client, freelancer, *amounts, **changes)
    agreed(freelancer, job)
    return Job.objects.with_people().get(pk=job.pk)


def agreed(person: Person, job: Job) -> Facts:
    """Agree to the newest version of a job."""
    newest = job.versions.order_by("-number")[0]
    return agree(Actor(person.pk), job, version=newest.number, hash=newest.hash)


def proposed(person: Person, job: Job, changed: Terms, *, note: str = "") -> Facts:
    """Propose terms upon the newest version of a job."""
    last = job.versions.order_by("-number")[0].number
    return propose(Actor(person.pk), job, terms=changed, base=last, note=note)


def in_force(job: Job) -> Terms:
    """The terms that bind a job."""
    current = bound_version(job)
    assert current is not None
    return current.terms


def changed(job: Job, **changes: Any) -> Terms:
    """The terms in force, with some of their fields changed."""
    return replace(in_force(job), **changes)


def changed_parts(job: Job, *amounts: float | None, **changes: Any) -> Terms:
    """The terms in force with other amounts in dollars; a milestone whose amount is none is dropped."""
    known = in_force(job).milestones
    parts = [
        replace(part, amount=usd(dollars).minor, **changes)
        for part, dollars in zip(known, amounts, strict=True)
        if dollars is not None
    ]
    return changed(job, milestones=parts)


def both_agree(client: Person, freelancer: Person, job: Job, to: Terms) -> Facts:
    """The client proposes terms, and the freelancer agrees."""
    proposed(client, job, to)
    return agreed(freelancer, job)


def rich(client: Person, amount: int = 100_000) -> None:
    """Put dollars into a client's wallet."""
    deposits.request_deposit(Actor(client.pk), client, usd(amount))


@made_once
def funded(client: Person, freelancer: Person, *amounts: float, **changes: Any) -> Job:
    """A bound job of which all milestones are funded."""
    job = bound(client, freelancer, *amounts, **changes)
    rich(client)
    fund_all(client, job)
    return job


def fund_all(client: Person, job: Job) -> Facts:
    """Fund every open milestone that still needs money."""
    rows = [row for row in job.milestones.open().select_related("holding") if row.to_fund]
    pks = [row.pk for row in rows]
    return fund(Actor(client.pk), job, milestones=pks, expected=charge_of(job, rows).whole)


def deliver(freelancer: Person, milestone: Milestone) -> Facts:
    """Report a milestone at 100% with a statement."""
    line = ReportLineInput(milestone.pk, 100, statement="It is all in the Workroom.")
    return send_report(
        Actor(freelancer.pk), milestone.job, week=this_week(), lines=[line], words=ReportText("Done.")
    )


@made_once
def delivered(client: Person, freelancer: Person, *amounts: float, **changes: Any) -> Milestone:
    """The first milestone of a funded job, delivered."""
    job = funded(client, freelancer, *amounts, **changes)
    deliver(freelancer, first(job))
    return first(job)


def released(client: Person, milestone: Milestone) -> Facts:
    """Release all that is held for a milestone."""
    return release.release(Actor(client.pk), milestone, amount=milestone.held)


def first(job: Job) -> Milestone:
    """The first milestone of a job as it is now."""
    return job.milestones.select_related("holding", "job").order_by("position")[0]


def this_week() -> date:
    """The Monday of the week that it is in the house."""
    return house_calendar().week_of(clock.now())
