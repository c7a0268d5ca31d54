"""The record of a job as its Workroom shows it: newest first, by kind, or by words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.look.signs import Face, Stranger
from handsel.notices.said import Said
from handsel.notices.telling import WORDS
from handsel.people.models import Person
from handsel.record.models import Chain, Entry
from handsel.web.standings import Standing

ENTRIES_SHOWN = 20

MESSAGES, REPORTS = "message.posted", "report.sent"
GROUPS: dict[str, tuple[str, ...]] = {
    "messages": (MESSAGES,),
    "agreements": ("job.", "terms.", "ending."),
    "money": ("milestone.", "refund.", "split."),
    "reports": ("report.",),
}
"""The filters of a Workroom: which kinds of entry each one shows, by how the kind begins."""

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

    @property
    def href(self) -> str:
        """Where on the page the entry stands."""
        return f"#r{self.entry.number}"

    @property
    def week(self) -> date | None:
        """The Monday of the week that a report is for."""
        return date.fromisoformat(self.facts["week"]) if "week" in self.facts else None

    @property
    def is_message(self) -> bool:
        """Whether somebody wrote it, and it still says so."""
        return self.entry.kind == MESSAGES and not self.entry.is_erased

    @property
    def is_report(self) -> bool:
        """Whether it is a status report."""
        return self.entry.kind == REPORTS and not self.entry.is_erased


@dataclass(frozen=True)
class Filter:
    """One filter of the page, with how many entries it has."""

    name: str
    word: str
    icon: str
    count: int


@dataclass(frozen=True)
class Wanted:
    """Which entries somebody asked for."""

    group: str = ""
    words: str = ""
    before: int | None = None


def shown(standing: Standing, wanted: Wanted) -> tuple[list[Shown], bool]:
    """The newest entries wanted, and whether there are earlier ones."""
    rows = list(_wanted(entries_of(standing), wanted)[: ENTRIES_SHOWN + 1])
    return _shown(standing, rows[:ENTRIES_SHOWN]), len(rows) > ENTRIES_SHOWN


def entries_of(standing: Standing) -> QuerySet[Entry]:
    """Every entry of a job; its chain is named by a subquery, so that they come in the order of the index."""
    chain = Chain.objects.filter(subject=standing.job.uuid).values("pk")
    return Entry.objects.filter(chain=Subquery(chain))


def filters(standing: Standing) -> list[Filter]:
    """The filters of a Workroom, each with its count; one query."""
    counts = {
        row["kind"]: row["many"]
        for row in entries_of(standing).values("kind").annotate(many=Count("pk")).order_by()
    }
    words = {
        "messages": (_("Messages"), "message"),
        "agreements": (_("Agreements"), "pen"),
        "money": (_("Money"), "money"),
        "reports": (_("Reports"), "half"),
    }
    found = [Filter("", _("Everything"), "", sum(counts.values()))]
    for name, starts in GROUPS.items():
        count = sum(many for kind, many in counts.items() if kind.startswith(starts))
        found.append(Filter(name, *words[name], count))
    return found


def shown_one(standing: Standing, entry: Entry) -> Shown:
    """One entry of a job, as its Workroom shows it."""
    return _shown(standing, [entry])[0]


def one(entry: Entry, face: Face) -> Shown:
    """An entry in the words and signs of the page; what was erased says so."""
    facts = entry.facts
    tone, icon = SIGNS.get(entry.kind.split(".")[0], ("mute", "seal"))
    said = said_of(entry.kind, face.name, None if entry.is_erased else facts)
    return Shown(entry, facts, said, face, face.name, tone, icon)


def said_of(kind: str, name: str, facts: Facts | None) -> Said:
    """What an entry says; one whose content is gone, or is not what was sealed, says that."""
    if facts is None:
        return Said(_("The content of this entry was erased"))
    try:
        return WORDS[kind](name, facts)
    except (KeyError, TypeError, ValueError):
        return Said(_("The content of this entry is not what was sealed"))


def _wanted(entries: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    if wanted.group in GROUPS:
        kinds = Q()
        for start in GROUPS[wanted.group]:
            kinds |= Q(kind__startswith=start)
        entries = entries.filter(kinds)
    if wanted.before is not None:
        entries = entries.filter(number__lt=wanted.before)
    if wanted.words:
        number = wanted.words.removeprefix("№").strip()
        matching = Q(content__text__icontains=wanted.words)
        entries = entries.filter(
            matching | Q(number=int(number)) if number.isdecimal() and len(number) < 10 else matching
        )
    return entries.select_related("content").order_by("-number")


def _shown(standing: Standing, rows: Sequence[Entry]) -> list[Shown]:
    faces = faces_of(standing, {row.actor for row in rows})
    return [one(row, faces[row.actor]) for row in rows]


def faces_of(standing: Standing, actors: Iterable[UUID]) -> dict[UUID, Face]:
    """Who did things in a job: its sides, the house, and operators."""
    job = standing.job
    parties = [job.client, *([job.freelancer] if job.freelancer else [])]
    faces: dict[UUID, Face] = {party.person_id: party.person for party in parties}
    faces[HOUSE] = Stranger(settings.HOUSE_NAME)
    strangers = [actor for actor in actors if actor not in faces]
    if strangers:
        faces |= {person.pk: person for person in Person.objects.filter(pk__in=strangers)}
    return faces
