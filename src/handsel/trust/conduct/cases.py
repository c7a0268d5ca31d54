"""Cases of conduct: what one side reported about the other, or words that were flagged.

A case is named by the `ref` of its report, or by the entry that brought the flagged words. It is open until
there is a decision, and open again if that is withdrawn.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from handsel.kernel.refusals import NotFound
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.models import Entry
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision, ConductReport, Flag
from handsel.trust.conduct.schedule import decision_due
from handsel.work.jobs.models import Job

_JOINED = ("job__client__person", "job__freelancer__person")


@dataclass(frozen=True)
class ConductCase:
    """A case: about whom, in which job, since when, and what it rests on."""

    ref: UUID
    job: Job
    person: Person
    at: datetime
    evidence: list[int]
    report: ConductReport | None = None
    flags: list[Flag] = field(default_factory=list)

    @property
    def due(self) -> datetime:
        """Until when an operator is to decide."""
        return decision_due(self.at, house_calendar())


def find_case(ref: UUID) -> ConductCase:
    """The case of a report or of flagged words; raises `NotFound`."""
    report = ConductReport.objects.select_related(*_JOINED, "about").filter(ref=ref).first()
    if report is not None:
        return ConductCase(ref, report.job, report.about, report.at, report.evidence, report)
    flags = list(Flag.objects.select_related(*_JOINED, "person").filter(entry=ref))
    if not flags:
        return _decided_case(ref)
    number = Entry.objects.values_list("number", flat=True).get(pk=ref)
    first = flags[0]
    return ConductCase(ref, first.job, first.person, first.at, [number], flags=flags)


def _decided_case(ref: UUID) -> ConductCase:
    """The case of flagged words that were erased after the decision."""
    row = ConductDecision.objects.select_related(*_JOINED, "person").filter(case=ref).first()
    if row is None:
        raise NotFound
    return ConductCase(ref, row.job, row.person, row.decided_at, row.evidence)


def open_reports() -> "QuerySet[ConductReport]":
    """Reports without a decision."""
    rows: QuerySet[Any] = ConductReport.objects.all()
    return rows.exclude(_is_decided("ref"))


def open_flags() -> "QuerySet[Flag]":
    """Flagged words without a decision."""
    rows: QuerySet[Any] = Flag.objects.all()
    return rows.exclude(_is_decided("entry"))


def is_decided(case: UUID) -> bool:
    """Whether a case has a decision that was not withdrawn."""
    held = ConductDecision.objects.exclude(stage=DecisionStage.WITHDRAWN)
    return held.filter(case=case).exists()


def _is_decided(name: str) -> Exists:
    held = ConductDecision.objects.exclude(stage=DecisionStage.WITHDRAWN)
    return Exists(held.filter(case=OuterRef(name)))
