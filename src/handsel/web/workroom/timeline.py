"""The record of a job as its Workroom shows it, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.kinds import kind_named
from handsel.record.models import Entry
from handsel.record.wording import Wording
from handsel.search.groups import files_of
from handsel.ui.badges import Avatar
from handsel.web.files.presentation import attach_file_views
from handsel.web.jobs.actors import ActorAt, actors_in
from handsel.work.jobs.models import Job
from handsel.work.milestones.entries.reports import SENT
from handsel.work.workroom.entries import MESSAGE


@dataclass(frozen=True)
class EntryView:
    """One entry as the page shows it."""

    entry: Entry
    facts: Facts
    wording: Wording
    actor_at: ActorAt
    tone: str
    icon: str
    job: Job | None = None
    room: str = ""
    also: str = ""
    corrected: int | None = None

    @property
    def face(self) -> Avatar:
        """How whoever did it looks today."""
        return self.actor_at.face

    @property
    def name(self) -> str:
        """What whoever did it was called then."""
        return self.actor_at.name

    @property
    def href(self) -> str:
        """Where the entry stands: on the page at hand, or in its room, which opens there."""
        place = f"#r{self.entry.number}"
        return f"{self.room}?at={self.entry.number}{place}" if self.room else place

    @property
    def report_href(self) -> str:
        """Where its reader reports it to operators; nowhere outside a job."""
        return (
            f"{reverse('conduct-report', args=[self.job.pk])}?entry={self.entry.number}" if self.job else ""
        )

    @cached_property
    def number(self) -> str:
        """The number of the entry, as addresses and names within the page have it."""
        return str(self.entry.number)

    @cached_property
    def day(self) -> date:
        """The reader's day on which it was done."""
        return localdate(self.entry.at)

    @property
    def corrects(self) -> Facts | None:
        """The entry that it corrects."""
        return self.facts.get("corrects")

    @property
    def replies(self) -> Facts | None:
        """The entry that it replies to."""
        return self.facts.get("replies")

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
            parts = [self.facts.get("done", ""), *(line.get("statement", "") for line in lines)]
            return "\n".join(filter(None, [*parts, self.facts.get("issues", "")]))
        return "\n".join(filter(None, [self.wording.words, self.wording.detail]))

    @property
    def files(self) -> list[Facts]:
        """The files that it brought."""
        return files_of(self.facts)

    @cached_property
    def is_message(self) -> bool:
        """Whether somebody wrote it, and it still says so."""
        return self.entry.kind == MESSAGE.name and not self.entry.is_erased

    @cached_property
    def is_report(self) -> bool:
        """Whether it is a status report."""
        return self.entry.kind == SENT.name and not self.entry.is_erased


def entry_views(job: Job, entries: Sequence[Entry], room: str = "") -> list[EntryView]:
    """Entries of a job, as its Workroom shows them, or the page at another address."""
    cast = actors_in(job, {entry.actor for entry in entries})
    room = room or reverse("workroom", args=[job.pk])
    views = [
        replace(
            entry_view(entry, cast.actor_at(entry.actor, entry.at), job, room), corrected=_corrected(entry)
        )
        for entry in entries
    ]
    attach_file_views([file for row in views for file in row.files], job)
    return views


def _corrected(entry: Entry) -> int | None:
    """The number of the newest entry that corrects it, where the query asked for that."""
    number: int | None = getattr(entry, "corrected", None)
    return number


def entry_view(entry: Entry, doer: ActorAt, job: Job | None = None, room: str = "") -> EntryView:
    """An entry in the words and signs of the page, in its room at an address; what was erased says so."""
    facts = entry.facts
    kind = kind_named(entry.kind)
    wording = wording_of(entry.kind, doer.name, None if entry.is_erased else facts)
    return EntryView(entry, facts, wording, doer, wording.tone or kind.tone, kind.icon, job, room)


def wording_of(kind: str, name: str, facts: Facts | None) -> Wording:
    """What an entry says; one whose content is gone, or is not what was sealed, says that."""
    if facts is None:
        return Wording(_("The content of this entry was erased"))
    try:
        return kind_named(kind).wording(name, facts)
    except (KeyError, TypeError, ValueError):
        return Wording(_("The content of this entry does not match its record"))
