"""The JSON files of an archive: for each table with personal data, where its rows go."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Model, Q

from handsel.exports.models import Export
from handsel.exports.rows import facts_of, rows
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.money.escrow.models import Holding
from handsel.money.invoices.models import Invoice, Letterhead
from handsel.money.ledger.models import Account, Posting, Transfer
from handsel.money.rails.models import Deposit, Payout
from handsel.notices.models import MailPreference, Notice
from handsel.people.models import Party, Person
from handsel.policy.models import Policy
from handsel.record.log.proofs import newest_checkpoint, sealed
from handsel.record.models import Entry, EntryContent
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone, MoneyRequest, ReportLine, StatusReport
from handsel.work.terms.models import Agreement, Version
from handsel.work.workroom.models import Correction, ReadMarker, Upload


@dataclass(frozen=True)
class Section:
    """One JSON file: its path, the models it covers, and its rows for a person or a job."""

    place: str
    models: tuple[type[Model], ...]
    of: Callable[[Any], Iterator[Facts]]


def _movements(person: Person) -> Iterator[Facts]:
    """Each posting from or to an account of the person; other accounts by their kind only."""
    own = Q(source__owner__person=person) | Q(target__owner__person=person)
    postings = Posting.objects.filter(own).select_related("transfer", "source__owner", "target__owner")
    for posting in postings.order_by("transfer_id", "leg").iterator(chunk_size=500):
        transfer = posting.transfer
        yield {
            **facts_of(transfer, "id", "idem_key", "digest"),
            "amount": posting.amount,
            "currency": posting.source.currency,
            "source": _named(posting.source, person),
            "target": _named(posting.target, person),
        }


def _named(account: Account, person: Person) -> str:
    others = account.owner is not None and account.owner.person_id != person.pk
    return account.kind if others else account.code


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


def _reports(job: Job) -> Iterator[Facts]:
    reports = StatusReport.objects.filter(job=job).prefetch_related("lines").order_by("pk")
    for report in reports.iterator(chunk_size=500):
        yield {**facts_of(report), "lines": [facts_of(line, "id", "report") for line in report.lines.all()]}


def _job(job: Job) -> Iterator[Facts]:
    """The job with its policy, and the names of the people in its record."""
    names = {"client_name": job.client.name, "freelancer_name": job.freelancer and job.freelancer.name}
    actors = Person.objects.filter(pk__in=Entry.objects.filter(chain__subject=job.uuid).values("actor"))
    people = {str(HOUSE): settings.HOUSE_NAME, **{str(who.pk): who.name for who in actors}}
    yield {**facts_of(job, "invitation"), **names, "people": people, "policy": facts_of(job.policy, "id")}


OWN = (
    Section("you/profile.json", (Person,), lambda who: rows(Person.objects.filter(pk=who.pk), "password")),
    Section("you/party.json", (Party,), lambda who: rows(Party.objects.of(who))),
    Section("you/emails.json", (EmailAddress,), lambda who: rows(EmailAddress.objects.filter(user=who))),
    Section(
        "you/sessions.json",
        (UserSession,),
        lambda who: rows(UserSession.objects.filter(user=who), "session_key", "data"),
    ),
    Section("you/mail.json", (MailPreference,), lambda who: rows(MailPreference.objects.filter(person=who))),
    Section("you/inbox.json", (Notice,), lambda who: rows(Notice.objects.of(who))),
    Section("you/read.json", (ReadMarker,), lambda who: rows(ReadMarker.objects.filter(person=who))),
    Section("you/uploads.json", (Upload,), lambda who: rows(Upload.objects.filter(person=who))),
    Section("you/exports.json", (Export,), lambda who: rows(Export.objects.filter(person=who))),
    Section("you/record.json", (Entry, EntryContent), lambda who: _entries(who.pk)),
    Section("money/accounts.json", (Account,), lambda who: rows(Account.objects.filter(owner__person=who))),
    Section("money/movements.json", (Posting, Transfer), _movements),
    Section("money/deposits.json", (Deposit,), lambda who: rows(Deposit.objects.of(who))),
    Section("money/payouts.json", (Payout,), lambda who: rows(Payout.objects.of(who))),
    Section("money/invoices.json", (Invoice,), lambda who: rows(Invoice.objects.of(who))),
    Section(
        "money/letterhead.json",
        (Letterhead,),
        lambda who: rows(Letterhead.objects.filter(party__person=who)),
    ),
)
"""Files about the person."""

OF_JOB = (
    Section("job.json", (Job, Policy), _job),
    Section("terms.json", (Version, Agreement), _versions),
    Section("milestones.json", (Milestone, Holding), _milestones),
    Section("reports.json", (StatusReport, ReportLine), _reports),
    Section(
        "asks.json", (MoneyRequest,), lambda job: rows(MoneyRequest.objects.filter(job=job).order_by("pk"))
    ),
    Section(
        "corrections.json",
        (Correction,),
        lambda job: rows(Correction.objects.filter(job=job).order_by("by"), "id"),
    ),
    Section("record.json", (Entry, EntryContent), lambda job: _entries(job.uuid)),
)
"""Files about each job of the person; `files.json` and the job's files go beside them."""
