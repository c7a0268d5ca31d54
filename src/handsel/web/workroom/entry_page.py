"""A page of entries: from the record of one job, or from a search in one or all jobs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from handsel.people.models import Person
from handsel.record.kinds import kind_named
from handsel.search.finding import GroupCounts, SearchScope, find_entries
from handsel.search.groups import GROUPS, files_of
from handsel.search.highlight import holds, passage
from handsel.search.models import FileText, IndexedEntry
from handsel.search.queries import Query
from handsel.ui.badges import Avatar
from handsel.ui.datetime_format import readable_time
from handsel.web.files.presentation import attach_file_views
from handsel.web.jobs.actors import actors_of, avatars_by_person
from handsel.web.jobs.job_view import JobView
from handsel.web.workroom import timeline
from handsel.web.workroom.filters import EntryFilter
from handsel.web.workroom.lines import EntryLine, entry_lines
from handsel.web.workroom.pagination import ENTRIES_SHOWN, entry_slice, group_counts
from handsel.web.workroom.timeline import EntryView

MATCHES_SHOWN = 2
"""How many texts that matched are quoted of an entry, if its page shows none of them."""


@dataclass(frozen=True)
class FilterOption:
    """One filter, with the number of its entries."""

    name: str
    word: Promise | str
    icon: str
    count: str


@dataclass(frozen=True)
class EntryPage:
    """Entries, cursors for earlier and later ones, filters, and file passages by fingerprint."""

    rows: list[EntryView]
    earlier: int | None
    filters: list[FilterOption]
    passages: dict[str, str] = field(default_factory=dict)
    later: int | None = None

    @property
    def lines(self) -> list[EntryLine]:
        """The same entries, by line."""
        return entry_lines(self.rows)


def job_entry_page(person: Person, job_view: JobView, entry_filter: EntryFilter) -> EntryPage:
    """A page of a job's entries: from the search index, or without a search from the record itself."""
    if entry_filter.searches:
        return search_page(
            SearchScope(person, job_view.job.pk), entry_filter, avatars_by_person(job_view.job)
        )
    entries = entry_slice(job_view, entry_filter)
    return EntryPage(entries.rows, entries.earlier, _filters(*group_counts(job_view)), later=entries.later)


def news_of_job(job_view: JobView, entry_filter: EntryFilter) -> EntryPage:
    """The entries of a group after a number, and how many entries each group has now."""
    entries = entry_slice(job_view, entry_filter)
    return EntryPage(entries.rows, None, _filters(*group_counts(job_view)), later=entries.later)


def page_part(page_obj: EntryPage, entry_filter: EntryFilter) -> EntryPage:
    """The part of an entry page that extends an open page at one end."""
    return replace(page_obj, later=None) if entry_filter.after is None else replace(page_obj, earlier=None)


def search_page(
    scope: SearchScope, entry_filter: EntryFilter, known: Mapping[UUID, Avatar] | None = None
) -> EntryPage:
    """The search results in a scope, newest first; `known` are the avatars of the sides, in one job."""
    if entry_filter.is_nothing:
        return EntryPage([], None, _filters(Counter(), 0))
    results = find_entries(scope, entry_filter.search_query, most=ENTRIES_SHOWN + 1)
    page = results.rows[:ENTRIES_SHOWN]
    earlier = page[-1].pk if len(results.rows) > ENTRIES_SHOWN else None
    passages = _file_passages(page, entry_filter.query)
    return EntryPage(
        _entry_views(page, entry_filter.query, known or {}),
        earlier,
        _counted_filters(results.tally),
        passages,
    )


def _entry_views(rows: Sequence[IndexedEntry], query: Query, known: Mapping[UUID, Avatar]) -> list[EntryView]:
    cast = actors_of({row.entry.actor for row in rows}, known)
    rooms = {row.job_id: reverse("workroom", args=[row.job_id]) for row in rows}
    shown = [
        timeline.entry_view(
            row.entry, cast.actor_at(row.entry.actor, row.entry.at), row.job, rooms[row.job_id]
        )
        for row in rows
    ]
    attach_file_views([file for row in shown for file in row.files], *(row.job for row in rows))
    return [
        replace(row, also=_unshown_match(row, query), corrected=getattr(indexed, "corrected", None))
        for row, indexed in zip(shown, rows, strict=True)
    ]


def _unshown_match(row: EntryView, query: Query) -> str:
    """What matched of the texts that the page does not show: each by itself, and no text twice."""
    wording = row.wording
    if not query.terms or holds(
        f"{row.name} {wording.title} {wording.detail} {wording.words} {row.text}", query
    ):
        return ""
    texts = dict.fromkeys(map(readable_time, kind_named(row.entry.kind).searched(row.facts)))
    matching = [text for text in texts if text and holds(text, query)]
    return " … ".join(passage(text, query) for text in matching[:MATCHES_SHOWN])


def _file_passages(rows: Iterable[IndexedEntry], query: Query) -> dict[str, str]:
    """The matching passages in the files of these rows."""
    files = [file["sha256"] for row in rows for file in files_of(row.entry.facts)]
    if not files or not query.terms:
        return {}
    return {text.pk: passage(text.text, query) for text in FileText.objects.filter(pk__in=files)}


def _counted_filters(counts: GroupCounts) -> list[FilterOption]:
    return _filters(counts.groups, counts.all, more=counts.more)


def _filters(counts: Counter[str], everything: int, *, more: bool = False) -> list[FilterOption]:
    """The filters in page order; a plus marks counts that stop at the limit."""
    beyond = "+" if more else ""
    named = [
        FilterOption(group.name, group.words, group.icon, f"{counts[group.name]}{beyond}") for group in GROUPS
    ]
    return [FilterOption("", _("Everything"), "", f"{everything:,}{beyond}"), *named]
