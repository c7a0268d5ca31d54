"""Find entries of a person's jobs, with the same results and order on both databases."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet

from handsel.kernel.named_sql import named_statements
from handsel.people.models import Party, Person
from handsel.search import index_labels
from handsel.search.groups import NAMED, groups_in
from handsel.search.match_syntax import expression
from handsel.search.models import IndexedEntry
from handsel.search.plan_cache import planned_afresh
from handsel.search.queries import Query
from handsel.search.sort_key import FIRST, LAST, first_at
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import Correction

COUNTED_MAX = 1000


@dataclass(frozen=True)
class SearchQuery:
    """A search: words, group, actor, time range (`until` is exclusive), and the position where the previous
    page ended."""

    query: Query
    group: str = ""
    actor: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True)
class GroupCounts:
    """Matches per group among the newest thousand, and whether there are more."""

    groups: Counter[str]
    all: int
    more: bool


@dataclass(frozen=True)
class SearchResult:
    """Entries with content and job, newest first, and the counts."""

    rows: list[IndexedEntry]
    tally: GroupCounts


@dataclass(frozen=True)
class SearchScope:
    """Where to search: one job of a person, or all."""

    person: Person
    job: int | None = None

    @property
    def jobs(self) -> QuerySet[Job]:
        """The jobs to search; this is the access check."""
        mine = Job.objects.of(self.person)
        return mine if self.job is None else mine.filter(pk=self.job)

    @property
    def labels(self) -> list[str]:
        """Labels that narrow the index to these jobs; each match has one."""
        if self.job is not None:
            return [index_labels.job(self.job)]
        return [index_labels.party(pk) for pk in Party.objects.of(self.person).values_list("pk", flat=True)]


def find_entries(scope: SearchScope, sought: SearchQuery, *, most: int) -> SearchResult:
    """The newest matching entries, and counts regardless of group and page.

    One index query, and a second only if there are more matches than are counted.
    """
    places = _matches(scope, replace(sought, group="", before=None), COUNTED_MAX + 1)
    counts = _tally(places)
    if (sought.group or sought.before is not None) and counts.more:
        places = _matches(scope, sought, most)
    wanted = [place for place, bits in places if _is_sought(sought, place, bits)][:most]
    corrected = Correction.objects.newest(job=OuterRef("job"), number="entry__number")
    rows = IndexedEntry.objects.filter(pk__in=wanted).annotate(corrected=corrected).defer("words")
    return SearchResult(list(rows.select_related("entry__content", "job").order_by("-pk")), counts)


def _is_sought(sought: SearchQuery, place: int, bits: int) -> bool:
    in_group = not sought.group or NAMED[sought.group] in groups_in(bits)
    return in_group and (sought.before is None or place < sought.before)


def _tally(places: Sequence[tuple[int, int]]) -> GroupCounts:
    counts: Counter[str] = Counter()
    for bits, many in Counter(bits for _, bits in places[:COUNTED_MAX]).items():
        counts.update({group.name: many for group in groups_in(bits)})
    return GroupCounts(counts, min(len(places), COUNTED_MAX), len(places) > COUNTED_MAX)


def _matches(scope: SearchScope, sought: SearchQuery, most: int) -> Sequence[tuple[int, int]]:
    """Positions and group bits of matches, newest first."""
    known = named_statements(__file__, connection.vendor, "find")
    mine, whose = scope.jobs.values("pk").query.sql_with_params()
    phrases = [term.phrase for term in sought.query.terms if term.phrase]
    statement = known["find"].format(mine=mine, phrases="".join(f"\n{known['phrase']}" for _ in phrases))
    match = expression(connection.vendor, sought.query, list(_labels(scope, sought)))
    with planned_afresh(), connection.cursor() as cursor:
        cursor.execute(statement, [match, *_between(sought), *whose, *phrases, most])
        rows: Sequence[tuple[int, int]] = cursor.fetchall()
    return rows


def _labels(scope: SearchScope, sought: SearchQuery) -> Iterator[list[str]]:
    yield scope.labels
    if sought.group:
        yield [index_labels.group(sought.group)]
    if sought.actor is not None:
        yield [index_labels.actor(sought.actor)]


def _between(sought: SearchQuery) -> tuple[int, int]:
    """The range of positions; the end is exclusive."""
    ends = [LAST if sought.before is None else min(sought.before, LAST)]
    if sought.until is not None:
        ends.append(first_at(sought.until))
    return (FIRST if sought.since is None else first_at(sought.since)), min(ends)
