"""The record of a job as its Workroom shows it, newest first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.look.signs import Face
from handsel.notices.said import Said
from handsel.notices.telling import WORDS
from handsel.record.models import Chain, Entry
from handsel.search.groups import FILES, NAMED, files_of, groups_of
from handsel.search.places import LAST
from handsel.web.faces import faces_in
from handsel.web.filed import tell_files
from handsel.web.standings import Standing
from handsel.web.wanted import Wanted
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import JobFile

ENTRIES_SHOWN = 20
LATER_SHOWN = 5
"""How many later entries stand above one that a link leads to."""

MESSAGES, REPORTS = "message.posted", "report.sent"

SIGNS = {
    "job": ("mute", "jobs"),
    "terms": ("good", "pen"),
    "ending": ("warn", "clock"),
    "milestone": ("good", "money"),
    "refund": ("warn", "return"),
    "split": ("warn", "money"),
    "report": ("bad", "clock"),
    "content": ("mute", "hidden"),
    "deposit": ("good", "money"),
    "payout": ("busy", "money"),
    "file": ("bad", "alert"),
    "debt": ("good", "check"),
    "person": ("mute", "person"),
}


@dataclass(frozen=True)
class Shown:
    """One entry as the page shows it."""

    entry: Entry
    facts: Facts
    said: Said
    face: Face
    name: str
    tone: str
    icon: str
    job: Job | None = None
    also: str = ""

    @property
    def href(self) -> str:
        """Where the entry stands: on the page at hand, or in its Workroom, which opens there."""
        anchor = f"#r{self.entry.number}"
        if self.job is None:
            return anchor
        return f"{reverse('workroom', args=[self.job.pk])}?at={self.entry.number}{anchor}"

    @property
    def week(self) -> date | None:
        """The Monday of the week that a report is for."""
        return date.fromisoformat(self.facts["week"]) if "week" in self.facts else None

    @property
    def text(self) -> str:
        """What its page shows of it in running text."""
        if self.is_message:
            return str(self.facts.get("words", ""))
        if self.is_report:
            lines = self.facts.get("milestones", [])
            said = [self.facts.get("done", ""), *(line.get("statement", "") for line in lines)]
            return "\n".join(filter(None, [*said, self.facts.get("issues", "")]))
        return self.said.detail

    @property
    def files(self) -> list[Facts]:
        """The files that it brought."""
        return files_of(self.facts)

    @property
    def is_message(self) -> bool:
        """Whether somebody wrote it, and it still says so."""
        return self.entry.kind == MESSAGES and not self.entry.is_erased

    @property
    def is_report(self) -> bool:
        """Whether it is a status report."""
        return self.entry.kind == REPORTS and not self.entry.is_erased


def shown(standing: Standing, wanted: Wanted) -> tuple[list[Shown], int | None]:
    """The newest entries of a group, and the number before which earlier ones are, if there are any."""
    rows = list(_wanted(standing, wanted)[: ENTRIES_SHOWN + 1])
    page = rows[:ENTRIES_SHOWN]
    return _shown(standing, page), page[-1].number if len(rows) > ENTRIES_SHOWN else None


def newer(standing: Standing, wanted: Wanted, after: int) -> tuple[list[Shown], int | None]:
    """The first entries of a group after one, newest first, and the number after which later ones are."""
    entries = _wanted(standing, wanted).filter(number__gt=after).order_by("number")
    rows = list(entries[: ENTRIES_SHOWN + 1])
    page = rows[:ENTRIES_SHOWN][::-1]
    return _shown(standing, page), page[0].number if len(rows) > ENTRIES_SHOWN else None


def entries_of(standing: Standing) -> QuerySet[Entry]:
    """Every entry of a job; its chain is named by a subquery, so that they come in the order of the index."""
    chain = Chain.objects.filter(subject=standing.job.uuid).values("pk")
    return Entry.objects.filter(chain=Subquery(chain))


def counted(standing: Standing) -> tuple[Counter[str], int]:
    """How many entries of each group there are, and how many in all."""
    with_files = Count("pk", filter=Q(pk__in=JobFile.objects.filter(job=standing.job).values("entry")))
    kinds = entries_of(standing).order_by().values_list("kind").annotate(many=Count("pk"), files=with_files)
    counts, everything = Counter[str](), 0
    for kind, many, files in kinds:
        counts.update({group.name: many for group in groups_of(kind, files=False)})
        counts[FILES] += files
        everything += many
    return counts, everything


def shown_one(standing: Standing, entry: Entry) -> Shown:
    """One entry of a job, as its Workroom shows it."""
    return _shown(standing, [entry])[0]


def _shown(standing: Standing, rows: Sequence[Entry]) -> list[Shown]:
    faces = faces_in(standing.job, {row.actor for row in rows})
    shown = [one(row, faces[row.actor], standing.job) for row in rows]
    tell_files([file for row in shown for file in row.files], standing.job)
    return shown


def one(entry: Entry, face: Face, job: Job | None = None) -> Shown:
    """An entry in the words and signs of the page; what was erased says so."""
    facts = entry.facts
    tone, icon = SIGNS.get(entry.kind.split(".")[0], ("mute", "seal"))
    said = said_of(entry.kind, face.name, None if entry.is_erased else facts)
    return Shown(entry, facts, said, face, face.name, tone, icon, job)


def said_of(kind: str, name: str, facts: Facts | None) -> Said:
    """What an entry says; one whose content is gone, or is not what was sealed, says that."""
    if facts is None:
        return Said(_("The content of this entry was erased"))
    try:
        return WORDS[kind](name, facts)
    except (KeyError, TypeError, ValueError):
        return Said(_("The content of this entry is not what was sealed"))


def _wanted(standing: Standing, wanted: Wanted) -> QuerySet[Entry]:
    entries = entries_of(standing)
    if wanted.group == FILES:
        entries = _with_files(entries, standing)
    elif wanted.group:
        starts = [Q(kind__startswith=start) for start in NAMED[wanted.group].starts]
        entries = entries.filter(reduce(or_, starts))
    if wanted.before is not None:
        entries = entries.filter(number__lt=wanted.before)
    elif wanted.at is not None:
        entries = entries.filter(number__lte=min(wanted.at, LAST - LATER_SHOWN) + LATER_SHOWN)
    return entries.select_related("content").order_by("-number")


def _with_files(entries: QuerySet[Entry], standing: Standing) -> QuerySet[Entry]:
    return entries.filter(pk__in=JobFile.objects.filter(job=standing.job).values("entry"))
