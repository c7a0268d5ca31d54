"""Matters that entries open and later entries of their chain settle, such as `terms` or `refund <milestone>`.

Nothing is stored: the kinds of the entries say both, so the order in which workers read them does not matter.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from handsel.record.kinds import declared_kinds, kind_named, no_matters
from handsel.record.models import Entry


def settled(entries: Collection[Entry]) -> set[UUID]:
    """Those of some entries that opened matters which were all settled later; one query for any number."""
    opened = {entry.pk: (entry, matters) for entry in entries if (matters := _opened_by(entry))}
    later = _settling_after([entry for entry, _ in opened.values()])
    return {
        pk
        for pk, (entry, matters) in opened.items()
        if all(later.get((entry.chain_id, matter), 0) > entry.number for matter in matters)
    }


@dataclass(frozen=True)
class Reminder:
    """A matter of whose open end somebody was reminded: of which job or person, and when."""

    subject: UUID
    matter: str
    told_at: datetime


def overtaken(reminders: Collection[Reminder]) -> set[Reminder]:
    """Those whose matter a later entry settled or opened anew; one query for any number."""
    if not reminders:
        return set()
    moving = [kind.name for kind in declared_kinds() if {kind.opens, kind.settles} != {no_matters}]
    first = min(reminder.told_at for reminder in reminders)
    subjects = {reminder.subject for reminder in reminders}
    entries = Entry.objects.filter(chain__subject__in=subjects, kind__in=moving, at__gt=first)
    last: dict[tuple[UUID, str], datetime] = {}
    for entry in entries.select_related("chain", "content").order_by("at"):
        if not entry.is_erased:
            kind = kind_named(entry.kind)
            for matter in (*kind.opens(entry.facts), *kind.settles(entry.facts)):
                last[entry.chain.subject, matter] = entry.at
    return {row for row in reminders if last.get((row.subject, row.matter), row.told_at) > row.told_at}


def settling_kinds() -> list[str]:
    """The names of the kinds that can settle a matter."""
    return [kind.name for kind in declared_kinds() if kind.settles is not no_matters]


def _opened_by(entry: Entry) -> list[str]:
    return [] if entry.is_erased else list(kind_named(entry.kind).opens(entry.facts))


def _settling_after(entries: Collection[Entry]) -> dict[tuple[UUID, str], int]:
    """The number of the last entry that settled each matter of a chain, after the first of some entries."""
    first: dict[UUID, int] = {}
    for entry in entries:
        first[entry.chain_id] = min(entry.number, first.get(entry.chain_id, entry.number))
    last: dict[tuple[UUID, str], int] = defaultdict(int)
    if not first:
        return last
    after = Q(*(Q(chain=chain, number__gt=number) for chain, number in first.items()), _connector=Q.OR)
    rows = Entry.objects.filter(after, kind__in=settling_kinds()).select_related("content")
    for entry in rows.order_by("number"):
        if not entry.is_erased:
            for matter in kind_named(entry.kind).settles(entry.facts):
                last[entry.chain_id, matter] = entry.number
    return last
