"""A slice of a job's record: the newest entries, or those before, after or around a number."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce

from handsel.record.kinds import kinds_in
from handsel.record.models import Entry
from handsel.search.groups import FILES, NAMED, groups_of
from handsel.search.sort_key import LAST
from handsel.web.jobs.job_view import JobView
from handsel.web.workroom.filters import EntryFilter
from handsel.web.workroom.timeline import EntryView, entry_views
from handsel.work.workroom.models import Correction, JobFile
from handsel.work.workroom.read_state import entries_of_job

ENTRIES_SHOWN = 20
LATER_SHOWN = 5
"""How many later entries are shown above a linked one."""


@dataclass(frozen=True)
class EntrySlice:
    """Entries, newest first, with cursors for earlier and later ones."""

    rows: list[EntryView]
    earlier: int | None
    later: int | None


def entry_slice(job_view: JobView, entry_filter: EntryFilter, room: str = "") -> EntrySlice:
    """The entries that a filter asks for, within its group; `room` is the address of another page of them."""
    entries = _of_group(job_view, entry_filter.group)
    if entry_filter.after is not None:
        return _after(job_view, entries, entry_filter.after, room)
    if entry_filter.before is not None:
        below = entries.filter(number__lt=entry_filter.before)
    elif entry_filter.at is not None:
        below = entries.filter(number__lte=min(entry_filter.at, LAST - LATER_SHOWN) + LATER_SHOWN)
    else:
        below = entries
    newest = Subquery(entries.order_by("-number").values("number")[:1])
    rows = list(_last(below).annotate(newest=newest).order_by("-number"))
    page, earlier = rows[:ENTRIES_SHOWN], len(rows) > ENTRIES_SHOWN
    later = bool(page) and page[0].newest > page[0].number
    return _entry_slice(job_view, page, room, earlier=earlier, later=later)


def group_counts(job_view: JobView) -> tuple[Counter[str], int]:
    """The number of entries in each group, and in total; one query."""
    brought = JobFile.objects.filter(job=job_view.job).values("job")
    files = Coalesce(Subquery(brought.values(many=Count("entry", distinct=True))), 0)
    kinds = entries_of_job(job_view.job).order_by().values_list("kind")
    counts: Counter[str] = Counter()
    everything = 0
    for kind, many, with_files in kinds.annotate(many=Count("*"), files=files):
        counts.update({group.name: many for group in groups_of(kind, files=False)})
        counts[FILES] = with_files
        everything += many
    return counts, everything


def _last(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The last entries, one more than are shown; a lower bound keeps the plan from reading all."""
    one_more = entries.order_by("-number").values("number")[ENTRIES_SHOWN : ENTRIES_SHOWN + 1]
    return entries.filter(number__gte=Coalesce(Subquery(one_more), 0))


def _after(job_view: JobView, entries: QuerySet[Entry], after: int, room: str) -> EntrySlice:
    rows = list(entries.filter(number__gt=after).order_by("number")[: ENTRIES_SHOWN + 1])
    page = rows[:ENTRIES_SHOWN][::-1]
    return _entry_slice(job_view, page, room, earlier=after > 0, later=len(rows) > ENTRIES_SHOWN)


def _entry_slice(
    job_view: JobView, page: Sequence[Entry], room: str, *, earlier: bool, later: bool
) -> EntrySlice:
    return EntrySlice(
        entry_views(job_view.job, page, room),
        page[-1].number if page and earlier else None,
        page[0].number if page and later else None,
    )


def _of_group(job_view: JobView, group: str) -> QuerySet[Entry]:
    corrected = Correction.objects.newest(job=job_view.job, number="number")
    entries = entries_of_job(job_view.job).select_related("content").annotate(corrected=corrected)
    if group == FILES:
        return entries.filter(pk__in=JobFile.objects.filter(job=job_view.job).values("entry"))
    kinds = NAMED[group].group if group else None
    return entries.filter(kind__in=kinds_in(kinds)) if kinds else entries
