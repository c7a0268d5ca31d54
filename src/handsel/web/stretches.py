"""A stretch of a job's record: its newest entries, those before or after one, or around one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from handsel.record.models import Entry
from handsel.search.groups import FILES, NAMED, groups_of
from handsel.search.places import LAST
from handsel.web.standings import Standing
from handsel.web.timeline import Shown, shown
from handsel.web.wanted import Wanted
from handsel.work.workroom.models import Correction, JobFile
from handsel.work.workroom.reading import entries_of

ENTRIES_SHOWN = 20
LATER_SHOWN = 5
"""How many later entries stand above one that a link leads to."""


@dataclass(frozen=True)
class Stretch:
    """Entries, newest first, with the number before which there are earlier ones, and after which later."""

    rows: list[Shown]
    earlier: int | None
    later: int | None


def stretch(standing: Standing, wanted: Wanted) -> Stretch:
    """The entries that an address asks for, of its group."""
    entries = _of_group(standing, wanted.group)
    if wanted.after is not None:
        return _after(standing, entries, wanted.after)
    if wanted.before is not None:
        below = entries.filter(number__lt=wanted.before)
    elif wanted.at is not None:
        below = entries.filter(number__lte=min(wanted.at, LAST - LATER_SHOWN) + LATER_SHOWN)
    else:
        below = entries
    newest = Subquery(entries.order_by("-number").values("number")[:1])
    rows = list(_last(below).annotate(newest=newest).order_by("-number"))
    page, earlier = rows[:ENTRIES_SHOWN], len(rows) > ENTRIES_SHOWN
    later = bool(page) and page[0].newest > page[0].number
    return _stretch(standing, page, earlier=earlier, later=later)


def counted(standing: Standing) -> tuple[Counter[str], int]:
    """How many entries of each group there are, and how many in all; one query."""
    brought = JobFile.objects.filter(job=standing.job).values("job")
    files = Coalesce(Subquery(brought.values(many=Count("entry", distinct=True))), 0)
    kinds = entries_of(standing.job).order_by().values_list("kind")
    counts: Counter[str] = Counter()
    everything = 0
    for kind, many, with_files in kinds.annotate(many=Count("*"), files=files):
        counts.update({group.name: many for group in groups_of(kind, files=False)})
        counts[FILES] = with_files
        everything += many
    return counts, everything


def _last(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The last of them, one more than are shown; they begin at a number, so that no plan reads all."""
    one_more = entries.order_by("-number").values("number")[ENTRIES_SHOWN : ENTRIES_SHOWN + 1]
    return entries.filter(number__gte=Coalesce(Subquery(one_more), 0))


def _after(standing: Standing, entries: QuerySet[Entry], after: int) -> Stretch:
    rows = list(entries.filter(number__gt=after).order_by("number")[: ENTRIES_SHOWN + 1])
    page = rows[:ENTRIES_SHOWN][::-1]
    return _stretch(standing, page, earlier=after > 0, later=len(rows) > ENTRIES_SHOWN)


def _stretch(standing: Standing, page: Sequence[Entry], *, earlier: bool, later: bool) -> Stretch:
    return Stretch(
        shown(standing.job, page),
        page[-1].number if page and earlier else None,
        page[0].number if page and later else None,
    )


def _of_group(standing: Standing, group: str) -> QuerySet[Entry]:
    corrected = Correction.objects.newest(job=standing.job, number="number")
    entries = entries_of(standing.job).select_related("content").annotate(corrected=corrected)
    if group == FILES:
        return entries.filter(pk__in=JobFile.objects.filter(job=standing.job).values("entry"))
    if group:
        return entries.filter(reduce(or_, [Q(kind__startswith=start) for start in NAMED[group].starts]))
    return entries
