"""Replaying the record of a job, a person or the house, and what the database says, in the same shape."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import plain
from handsel.money.invoices.models import Letterhead
from handsel.money.rails.models import Deposit, Payout
from handsel.notices.models import MailPreference
from handsel.people.models import Person
from handsel.policy.models import Policy
from handsel.record.kinds import kind_named
from handsel.record.models import Entry
from handsel.record.replay import ChainState, Replay, ReplayedEntry, replay
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone, MoneyRequest, StatusReport
from handsel.work.milestones.models.milestones import AFTER

JOB = ("title", "description", "stage", "currency", "awarded_at", "lapses_at", "bound_at", "closed_at")
JOB += ("auto_release_days", "ended_by", "ending_at", "objected_at")
TRANSFER = ("rail", "amount", "currency", "state", "reason", "asked_at", "ended_at")
LETTERHEAD = ("address", "tax_number", "tax_name", "tax_basis_points")
REQUEST = ("kind", "state", "to_client", "to_freelancer", "reason", "asked_at", "auto_grants_at")
REQUEST += ("answered_at", "answer")
REPORT = ("week", "sending", "sent_at", "late", "done", "plans", "issues", "blocks")


def replayed(job: Job) -> ChainState:
    """The state to which the entries of a job add up; content that was erased is skipped."""
    return replay(_entries(job.uuid))


def _entries(subject: UUID) -> Iterator[tuple[Replay, ReplayedEntry]]:
    rows = Entry.objects.filter(chain__subject=subject).exclude(content=None)
    for row in rows.select_related("content").order_by("number"):
        entry = ReplayedEntry(row.kind, row.number, str(row.actor), row.at.isoformat(), row.facts)
        yield kind_named(row.kind).replay, entry


def columns(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}


def differences(job: Job) -> list[str]:
    """Where the database says something else of a job than its record does."""
    state = replayed(job)
    faults = _compared("job", state.row("job"), columns(Job.objects.get(pk=job.pk), JOB))
    for milestone in Milestone.objects.filter(job=job).select_related("holding", "job"):
        money = {name: getattr(milestone, name).minor for name in ("funded", "released", "refunded")}
        row = state.row("milestone", milestone.ref)
        faults += _compared(f"milestone {milestone.position}", row, columns(milestone, AFTER) | money)
    requests = MoneyRequest.objects.filter(job=job).order_by("asked_at", "pk")
    rows = state.tables.get("request", {}).values()
    for request, row in zip(requests, rows, strict=True):
        faults += _compared(f"request {request.pk}", row, columns(request, REQUEST))
    reports = StatusReport.objects.filter(job=job).order_by("sent_at", "pk")
    for report, row in zip(reports, state.tables.get("report", {}).values(), strict=True):
        faults += _compared(f"report {report.pk}", row, columns(report, REPORT))
    for version in job.versions.all():
        row = state.row("version", version.number)
        faults += _compared(f"version {version.number}", row, columns(version, ("hash", "state", "ended_at")))
    return faults


def person_differences(person: Person) -> list[str]:
    """Where the database says something else of a person and their money than their record does."""
    state = replay(_entries(person.pk))
    kept = columns(Person.objects.get(pk=person.pk), tuple(state.row("person")))
    faults = _compared("person", state.row("person"), kept)
    for model in (Deposit, Payout):
        name = model.__name__.lower()
        for transfer in model.objects.filter(asked_by=person):
            row = state.row(name, str(transfer.pk))
            faults += _compared(f"{name} {transfer.pk}", row, columns(transfer, TRANSFER))
    for head in Letterhead.objects.filter(party=person.party):
        faults += _compared("letterhead", state.row("letterhead"), columns(head, LETTERHEAD))
    for preference in MailPreference.objects.filter(person=person):
        quiet = [f"{hour:%H:%M}" for hour in (preference.quiet_from, preference.quiet_until) if hour]
        mail = {"frequency": preference.frequency, "quiet": quiet}
        faults += _compared("mail", state.row("mail_preference"), mail)
    return faults


def house_differences() -> list[str]:
    """Where the database says something else of a policy than the record of the house does."""
    state = replay(_entries(HOUSE))
    faults = []
    for policy in Policy.objects.all():
        kept = columns(policy, ("name", "version", "published_at")) | {"rules": policy.rules_json}
        faults += _compared(str(policy), state.row("policy", f"{policy.name} {policy.version}"), kept)
    return faults


def _compared(name: str, recorded: dict[str, Any], kept: dict[str, Any]) -> list[str]:
    return [
        f"{name}: {column} is {value!r}, the record says {recorded.get(column)!r}"
        for column, value in kept.items()
        if recorded.get(column) != value
    ]
