"""Filters for entries, parsed from the query string of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from handsel.search.finding import SearchQuery
from handsel.search.groups import NAMED
from handsel.search.queries import LENGTH_MAX, Query, parse_query
from handsel.search.sort_key import LAST


@dataclass(frozen=True)
class EntryFilter:
    """Entries by group, words, actor and days; those before, after or around a number."""

    group: str = ""
    words: str = ""
    actor: UUID | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None
    after: int | None = None
    at: int | None = None

    @cached_property
    def query(self) -> Query:
        """The words as a search query."""
        return parse_query(self.words)

    @property
    def searches(self) -> bool:
        """Whether there is anything to search for, beyond a group."""
        return bool(self.words or self.actor or self.since or self.until)

    @property
    def is_nothing(self) -> bool:
        """Whether the search text has no word or number in it."""
        return bool(self.words and not self.query.terms)

    @property
    def search_query(self) -> SearchQuery:
        """The search query; days begin and end in the reader's time zone."""
        until = self.until and self.until < date.max and self.until + timedelta(days=1)
        return SearchQuery(
            self.query,
            group=self.group,
            actor=self.actor,
            since=_start_of_day(self.since) if self.since else None,
            until=_start_of_day(until) if until else None,
            before=self.before,
        )


def parse_entry_filter(params: Mapping[str, str]) -> EntryFilter:
    """Parse a query string; invalid values are ignored."""
    group = params.get("show", "")
    return EntryFilter(
        group=group if group in NAMED else "",
        words=params.get("q", "").strip()[:LENGTH_MAX],
        actor=_uuid(params.get("from", "")),
        since=_date(params.get("since", "")),
        until=_date(params.get("until", "")),
        before=_integer(params.get("before", "")),
        after=_integer(params.get("after", "")),
        at=_integer(params.get("at", "")),
    )


def _integer(text: str) -> int | None:
    number = int(text) if text.isdecimal() and len(text) < 20 else None
    return number if number is None or number <= LAST else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _start_of_day(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())
