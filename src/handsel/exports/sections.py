"""The JSON files of an archive: for each table with personal data, where its rows go."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Model

from handsel.devices.models import DaySeed, Device
from handsel.exports.models import Export
from handsel.exports.movements import movements
from handsel.exports.rows import facts_of, rows
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.money.escrow.models import Holding
from handsel.money.invoices.models import Invoice, Letterhead
from handsel.money.ledger.models import Account, Posting, Transfer
from handsel.money.rails.models import Deposit, Payout
from handsel.notices.models import CalendarFeed, MailPreference, Notice
from handsel.people.models import Party, Person, UndeliveredAddress
from handsel.policy.models import Policy
from handsel.record.log.proofs import newest_checkpoint, sealed
from handsel.record.models import Entry, EntryContent
from handsel.trust.conduct.models import ConductDecision, ConductReport, Flag
from handsel.trust.disputes.models import Dispute, DisputeOffer
from handsel.work.bonuses.models import Bonus
from handsel.work.exits.models import Exit
from handsel.work.hours.models import (
    HourlyPlan,
    JobPause,
    JobWeek,
    PageTimer,
    ReceivedSegment,
    ReviewedBlock,
    Shot,
    ShotRedaction,
    ShotView,
    Timesheet,
    TimeSpan,
)
from handsel.work.jobs.models import Job, OutsideArbiter
from handsel.work.milestones.models import Milestone, MoneyRequest, ReportLine, StatusReport
from handsel.work.terms.models import Agreement, Version
from handsel.work.workroom.models import Correction, ReadMarker, Upload


@dataclass(frozen=True)
class Section:
    """One JSON file: its path, the models it covers, and its rows for a person or a job."""

    place: str
    models: tuple[type[Model], ...]
    of: Callable[[Any], Iterator[Facts]]


def _table(name: str, model: Any, *hidden: str) -> Section:
    """The rows of a model that belong to the job, without the columns that are hidden."""
    return Section(name, (model,), lambda job: rows(model.objects.filter(job=job).order_by("pk"), *hidden))


def _entries(subject: Any) -> Iterator[Facts]:
    return sealed(Entry.objects.filter(chain__subject=subject), newest_checkpoint())


def _versions(job: Job) -> Iterator[Facts]:
    for version in job.versions.prefetch_related("agreements"):
        agreements = [facts_of(agreement, "id", "version") for agreement in version.agreements.all()]
        yield {**facts_of(version, "id", "text"), "terms": version.terms.facts(), "agreements": agreements}


def _milestones(job: Job) -> Iterator[Facts]:
    for milestone in job.milestones.select_related("holding"):
        holding = facts_of(milestone.holding) if milestone.holding else None
        yield {**facts_of(milestone), "currency": job.currency, "holding": holding}


def _weeks(job: Job) -> Iterator[Facts]:
    """The plan of an hourly job, and each of its weeks with its money."""
    for plan in HourlyPlan.objects.filter(job=job):
        yield {**facts_of(plan), "currency": job.currency}
    for week in job.weeks.select_related("holding"):
        holding = facts_of(week.holding) if week.holding else None
        yield {**facts_of(week), "currency": job.currency, "holding": holding}


def _bonuses(job: Job) -> Iterator[Facts]:
    for bonus in job.bonuses.select_related("holding"):
        yield {**facts_of(bonus, "id"), "currency": job.currency, "holding": facts_of(bonus.holding)}


def _reports(job: Job) -> Iterator[Facts]:
    reports = StatusReport.objects.filter(job=job).prefetch_related("lines").order_by("pk")
    for report in reports.iterator(chunk_size=500):
        yield {**facts_of(report), "lines": [facts_of(line, "id", "report") for line in report.lines.all()]}


def _offers(job: Job) -> Iterator[Facts]:
    return rows(DisputeOffer.objects.filter(dispute__job=job).order_by("pk"), "id")


def _job(job: Job) -> Iterator[Facts]:
    """The job with its policy, and the names of the people in its record."""
    names = {"client_name": job.client.name, "freelancer_name": job.freelancer and job.freelancer.name}
    actors = Person.objects.filter(pk__in=Entry.objects.filter(chain__subject=job.uuid).values("actor"))
    people = {str(HOUSE): settings.HOUSE_NAME, **{str(person.pk): person.name for person in actors}}
    yield {**facts_of(job, "invitation"), **names, "people": people, "policy": facts_of(job.policy, "id")}


OWN = (
    Section(
        "you/profile.json", (Person,), lambda person: rows(Person.objects.filter(pk=person.pk), "password")
    ),
    Section("you/party.json", (Party,), lambda person: rows(Party.objects.of(person))),
    Section(
        "you/emails.json", (EmailAddress,), lambda person: rows(EmailAddress.objects.filter(user=person))
    ),
    Section(
        "you/sessions.json",
        (UserSession,),
        lambda person: rows(UserSession.objects.filter(user=person), "session_key", "data"),
    ),
    Section(
        "you/factors.json", (Authenticator,), lambda person: rows(person.authenticator_set.all(), "data")
    ),
    Section("you/devices.json", (Device,), lambda person: rows(Device.objects.of(person))),
    Section("you/seeds.json", (DaySeed,), lambda person: rows(DaySeed.objects.filter(device__person=person))),
    Section("you/segments.json", (ReceivedSegment,), lambda person: rows(ReceivedSegment.objects.by(person))),
    Section(
        "you/mail.json", (MailPreference,), lambda person: rows(MailPreference.objects.filter(person=person))
    ),
    Section(
        "you/calendar.json",
        (CalendarFeed,),
        lambda person: rows(CalendarFeed.objects.filter(person=person), "token"),
    ),
    Section(
        "you/undelivered.json",
        (UndeliveredAddress,),
        lambda person: rows(UndeliveredAddress.objects.filter(email=person.email.casefold()), "id"),
    ),
    Section("you/inbox.json", (Notice,), lambda person: rows(Notice.objects.of(person))),
    Section("you/read.json", (ReadMarker,), lambda person: rows(ReadMarker.objects.filter(person=person))),
    Section("you/flags.json", (Flag,), lambda person: rows(Flag.objects.filter(person=person))),
    Section(
        "you/conduct.json",
        (ConductDecision,),
        lambda person: rows(ConductDecision.objects.filter(person=person).order_by("pk"), "id"),
    ),
    Section(
        "you/reports.json",
        (ConductReport,),
        lambda person: rows(ConductReport.objects.filter(reporter=person).order_by("pk"), "id"),
    ),
    Section("you/uploads.json", (Upload,), lambda person: rows(Upload.objects.filter(person=person))),
    Section("you/exports.json", (Export,), lambda person: rows(Export.objects.filter(person=person))),
    Section("you/record.json", (Entry, EntryContent), lambda person: _entries(person.pk)),
    Section(
        "money/accounts.json", (Account,), lambda person: rows(Account.objects.filter(owner__person=person))
    ),
    Section("money/movements.json", (Posting, Transfer), movements),
    Section("money/deposits.json", (Deposit,), lambda person: rows(Deposit.objects.of(person))),
    Section("money/payouts.json", (Payout,), lambda person: rows(Payout.objects.of(person))),
    Section("money/invoices.json", (Invoice,), lambda person: rows(Invoice.objects.of(person))),
    Section(
        "money/letterhead.json",
        (Letterhead,),
        lambda person: rows(Letterhead.objects.filter(party__person=person)),
    ),
)
"""Files about the person."""

OF_JOB = (
    Section("job.json", (Job, Policy), _job),
    Section("terms.json", (Version, Agreement), _versions),
    Section("milestones.json", (Milestone, Holding), _milestones),
    Section("weeks.json", (HourlyPlan, JobWeek), _weeks),
    Section("bonuses.json", (Bonus,), _bonuses),
    _table("timesheets.json", Timesheet, "id"),
    _table("blocks.json", ReviewedBlock, "id"),
    _table("time.json", TimeSpan, "id"),
    _table("screenshots.json", Shot, "id", "salt"),
    _table("redactions.json", ShotRedaction, "id"),
    Section("views.json", (ShotView,), lambda job: rows(ShotView.objects.filter(shot__job=job), "id")),
    _table("pauses.json", JobPause, "id"),
    _table("timers.json", PageTimer, "id"),
    Section("reports.json", (StatusReport, ReportLine), _reports),
    _table("asks.json", MoneyRequest),
    _table("exits.json", Exit, "id"),
    _table("disputes.json", Dispute, "id"),
    Section("offers.json", (DisputeOffer,), _offers),
    _table("arbiters.json", OutsideArbiter),
    _table("corrections.json", Correction, "id"),
    Section("record.json", (Entry, EntryContent), lambda job: _entries(job.uuid)),
)
"""Files about each job of the person; `files.json` and the job's files go beside them."""
