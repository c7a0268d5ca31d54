"""The entries of the house's own chain, worded: what operators and the house itself did, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils.translation import gettext as _

from handsel.console.record.own_matters import OwnMatters
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.record.kinds import kind_named
from handsel.record.models import Entry
from handsel.record.wording import Wording

ENTRIES_SHOWN = 50


@dataclass(frozen=True)
class HouseEntry:
    """An entry as it is shown: its number, kind, time and hash, what was done, and the reason."""

    number: int
    kind: str
    at: datetime
    hash: str
    wording: Wording


def house_entries(operator: Person, before: int | None = None) -> list[HouseEntry]:
    """The newest entries, or those before a number, newest first, as an operator may read them."""
    rows = Entry.objects.filter(chain__subject=HOUSE).select_related("content").order_by("-number")
    entries = list((rows if before is None else rows.filter(number__lt=before))[:ENTRIES_SHOWN])
    names, own = _names({entry.actor for entry in entries}), OwnMatters(operator)
    return [
        HouseEntry(
            entry.number,
            entry.kind,
            entry.at,
            bytes(entry.hash).hex(),
            _withheld()
            if own.has(entry.facts)
            else _wording(entry.kind, names.get(entry.actor), entry.facts),
        )
        for entry in entries
    ]


def readable_house(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The readable page of the house's bundle, oldest entry first."""
    page = render_to_string("console/record/readable.html", {"site": settings.HOUSE_NAME})
    before, _mark, after = page.partition("<!-- entries -->")
    yield before
    template, names = get_template("console/record/readable_entry.html"), dict[UUID, str]()
    for entry in entries:
        header = entry["header"]
        actor = UUID(header["actor"])
        if actor not in names:
            names |= {actor: settings.HOUSE_NAME, **_names({actor})}
        facts = entry["content"] or {}
        wording = _withheld() if "withheld" in entry else _wording(header["kind"], names[actor], facts)
        at = datetime.fromisoformat(header["at"])
        row = HouseEntry(header["number"], header["kind"], at, entry["hash"], wording)
        yield template.render({"row": row})
    yield after


def _names(actors: set[UUID]) -> dict[UUID, str]:
    return dict(Person.objects.filter(pk__in=actors).values_list("pk", "name"))


def _withheld() -> Wording:
    """What stands in the place of an entry about a matter of the reader's own."""
    return Wording(_("Withheld: it is about a matter in which you take part"))


def _wording(kind: str, who: str | None, facts: Facts) -> Wording:
    """What an entry says; one that was erased says so."""
    if not facts:
        return Wording(_("Erased"))
    return kind_named(kind).wording(who or settings.HOUSE_NAME, facts)
