"""Audit: reports and decisions against the record, flags against erasures, and the clocks of both."""

from collections.abc import Iterable

from handsel.kernel import clock
from handsel.kernel.audit import Check
from handsel.people.models import Person
from handsel.record.models import Chain, Entry
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.tasks.models import unscheduled
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import DECISION_AFTER, ConductDecision, ConductReport, Flag
from handsel.trust.conduct.removing import STAND
from handsel.trust.conduct.suspensions import END

TABLES = (
    RebuiltTable(
        ConductReport,
        Chain.Kind.PERSON,
        subject="reporter",
        key=("ref",),
        columns=columns("about", "category", "words", "evidence", "at", job="job__uuid"),
        state="conduct_report",
    ),
    RebuiltTable(
        ConductDecision,
        Chain.Kind.PERSON,
        subject="person",
        key=("case",),
        columns=columns(*(name for name in DECISION_AFTER if name != "job"), job="job__uuid"),
        state="conduct_decision",
    ),
)


def checks() -> Iterable[Check]:
    """Check flags against erasures, and that appeals and suspensions end by themselves."""
    erased = Flag.objects.filter(entry__in=Entry.objects.filter(content=None).values("pk"))
    entries = erased.values_list("entry", flat=True).order_by("entry").distinct()
    left = [f"entry {entry} was erased, but its words are still flagged" for entry in entries]
    yield Check("no flag quotes what was erased", Flag.objects.count(), left)
    appealed = ConductDecision.objects.filter(stage=DecisionStage.APPEALED)
    suspended = Person.objects.filter(suspended_until__gt=clock.now())
    late = [f"decision {pk}" for pk in unscheduled(STAND, appealed, at="answer_by")]
    late += [
        f"the suspension of party {pk}"
        for pk in unscheduled(END, suspended, at="suspended_until", subject="party")
    ]
    faults = [f"{what} is to end by itself, but nothing is scheduled" for what in late]
    yield Check("every clock of conduct is scheduled", appealed.count() + suspended.count(), faults)
