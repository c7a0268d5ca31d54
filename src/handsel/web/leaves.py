"""A page of entries: of a Workroom as it stands, or of what was found there or in all jobs of a person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from handsel.people.models import Person
from handsel.search.composing import strings
from handsel.search.finding import Scope, Tally, find
from handsel.search.groups import GROUPS, files_of
from handsel.search.marks import holds, passage
from handsel.search.models import FileText, Row
from handsel.search.queries import Query
from handsel.web import timeline
from handsel.web.faces import cast_of
from handsel.web.filed import tell_files
from handsel.web.standings import Standing
from handsel.web.stretches import ENTRIES_SHOWN, counted, stretch
from handsel.web.timeline import Shown
from handsel.web.wanted import Wanted


@dataclass(frozen=True)
class Filter:
    """One filter of the page, with how many entries it has."""

    name: str
    word: Promise | str
    icon: str
    count: str


@dataclass(frozen=True)
class Leaf:
    """Entries, where earlier and later ones are, the filters, and what was found in files, by fingerprint."""

    rows: list[Shown]
    earlier: int | None
    filters: list[Filter]
    passages: dict[str, str] = field(default_factory=dict)
    later: int | None = None


def leaf_of_job(person: Person, standing: Standing, wanted: Wanted) -> Leaf:
    """The record of a job: searched, or else read from the record, where what was just posted stands."""
    if wanted.searches:
        return leaf_found(Scope(person, standing.job.pk), wanted)
    found = stretch(standing, wanted)
    return Leaf(found.rows, found.earlier, _filters(*counted(standing)), later=found.later)


def news_of_job(standing: Standing, wanted: Wanted) -> Leaf:
    """The entries of a group after one, alone, and how many there are of each group now."""
    found = stretch(standing, wanted)
    return Leaf(found.rows, None, _filters(*counted(standing)), later=found.later)


def part(leaf: Leaf, wanted: Wanted) -> Leaf:
    """What of a leaf is added to a page at one of its ends, which has the other already."""
    return replace(leaf, later=None) if wanted.after is None else replace(leaf, earlier=None)


def leaf_found(scope: Scope, wanted: Wanted) -> Leaf:
    """What was found in a scope, newest first."""
    if wanted.is_nothing:
        return Leaf([], None, _filters(Counter(), 0))
    found = find(scope, wanted.sought, most=ENTRIES_SHOWN + 1)
    page = found.rows[:ENTRIES_SHOWN]
    earlier = page[-1].pk if len(found.rows) > ENTRIES_SHOWN else None
    passages = _passages(page, wanted.query)
    return Leaf(_shown(page, wanted.query), earlier, _of_tally(found.tally), passages)


def _shown(rows: Sequence[Row], query: Query) -> list[Shown]:
    cast = cast_of({row.entry.actor for row in rows}, {})
    rooms = {row.job_id: reverse("workroom", args=[row.job_id]) for row in rows}
    shown = [
        timeline.one(row.entry, cast.doer(row.entry.actor, row.entry.at), row.job, rooms[row.job_id])
        for row in rows
    ]
    tell_files([file for row in shown for file in row.files], *(row.job for row in rows))
    return [
        replace(row, also=_also(row, query), corrected=getattr(found, "corrected", None))
        for row, found in zip(shown, rows, strict=True)
    ]


def _also(row: Shown, query: Query) -> str:
    """What was found in an entry that its page does not show."""
    if not query.terms or holds(f"{row.name} {row.said.title} {row.text}", query):
        return ""
    return passage(" · ".join(strings(row.facts)), query)


def _passages(rows: Iterable[Row], query: Query) -> dict[str, str]:
    """What was found in the text of the files of these rows."""
    files = [file["sha256"] for row in rows for file in files_of(row.entry.facts)]
    if not files or not query.terms:
        return {}
    return {text.pk: passage(text.text, query) for text in FileText.objects.filter(pk__in=files)}


def _of_tally(found: Tally) -> list[Filter]:
    return _filters(found.groups, found.all, more=found.more)


def _filters(counts: Counter[str], everything: int, *, more: bool = False) -> list[Filter]:
    """The filters in the order of the page; counts that go on beyond what was counted say so."""
    beyond = "+" if more else ""
    named = [Filter(group.name, group.words, group.icon, f"{counts[group.name]}{beyond}") for group in GROUPS]
    return [Filter("", _("Everything"), "", f"{everything:,}{beyond}"), *named]
