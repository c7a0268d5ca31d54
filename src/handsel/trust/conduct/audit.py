"""Audit: reports and decisions against the record, flags against erasures, and the clocks of both."""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Length

from handsel.kernel import clock
from handsel.kernel.audit import Check
from handsel.people.models import Party, Person
from handsel.record.models import Chain, Entry, EntryContent
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.tasks.models import unscheduled
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import DECISION_AFTER, ConductDecision, ConductReport, Flag
from handsel.trust.conduct.removing import STAND
from handsel.trust.conduct.suspensions import END
from handsel.work.jobs.lifecycle import LIVE
from handsel.work.jobs.models import Job

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
    RebuiltTable(
        Flag,
        Chain.Kind.HOUSE,
        subject="",
        key=("entry", "file", "start"),
        columns=columns("entry", "file", "start", "kind", "person", "at", "length", job="job__uuid"),
        rows=lambda: Flag.objects.annotate(length=Length("quoted")),
        state="flag",
    ),
)


def checks() -> Iterable[Check]:
    """Check flags against erasures, and that appeals and suspensions end by themselves."""
    erased = Flag.objects.filter(entry__in=Entry.objects.filter(content=None).values("pk"))
    entries = erased.values_list("entry", flat=True).order_by("entry").distinct()
    left = [f"entry {entry} was erased, but its words are still flagged" for entry in entries]
    yield Check("no flag quotes what was erased", Flag.objects.count(), left)
    yield Check("flags quote what was posted", *_misquoted())
    yield _removed_have_ended()
    appealed = ConductDecision.objects.filter(stage=DecisionStage.APPEALED)
    suspended = Person.objects.filter(suspended_until__gt=clock.now())
    late = [f"decision {pk}" for pk in unscheduled(STAND, appealed, at="answer_by")]
    late += [
        f"the suspension of party {pk}"
        for pk in unscheduled(END, suspended, at="suspended_until", subject="party")
    ]
    faults = [f"{what} is to end by itself, but nothing is scheduled" for what in late]
    yield Check("every clock of conduct is scheduled", appealed.count() + suspended.count(), faults)


def _misquoted() -> tuple[int, list[str]]:
    """How many flags quote the words of an entry, and which of them quote others."""
    contents = EntryContent.objects.filter(entry__in=Flag.objects.filter(file=0).values("entry"))
    words = {row.entry_id: str(row.facts.get("words", "")) for row in contents.iterator()}
    flags = list(Flag.objects.filter(file=0, entry__in=words).values_list("pk", "entry", "quoted", "start"))
    wrong = [pk for pk, entry, quoted, start in flags if words[entry][start : start + len(quoted)] != quoted]
    return len(flags), [f"flag {pk} quotes words that its entry does not have" for pk in wrong]


def _removed_have_ended() -> Check:
    """Nobody who was removed has a job that runs on."""
    people = Party.objects.filter(person__removed_at__isnull=False).values("pk")
    theirs = Job.objects.filter(Q(client__in=people) | Q(freelancer__in=people), stage__in=LIVE)
    running = theirs.filter(ended_by="").order_by("pk").values_list("pk", flat=True)
    faults = [f"job {pk} runs on, but a side of it was removed" for pk in running]
    return Check("every job of who was removed has ended", theirs.count(), faults)
