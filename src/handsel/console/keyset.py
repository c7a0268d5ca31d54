"""Pages of a long list by the key of their last row: each costs the same, however far one reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet

ROWS_SHOWN = 25


@dataclass(frozen=True)
class KeysetPage:
    """The rows of a page, and the address by which the next ones follow; empty if there are none."""

    rows: Sequence[Any]
    after: str


def page_after(rows: "QuerySet[Any]", field: str, after: str) -> KeysetPage:
    """The rows after a place, by an instant and then their number; `BadRequest` for a strange place."""
    if after:
        at, pk = _place(after)
        same = Q(**{f"{field}__gt": at}) | Q(pk__gt=pk)
        rows = rows.filter(same, **{f"{field}__gte": at})
    shown = list(rows.order_by(field, "pk")[: ROWS_SHOWN + 1])
    last = shown[ROWS_SHOWN - 1] if len(shown) > ROWS_SHOWN else None
    return KeysetPage(shown[:ROWS_SHOWN], f"{getattr(last, field).isoformat()} {last.pk}" if last else "")


def _place(after: str) -> tuple[datetime, int]:
    at, _, pk = after.rpartition(" ")
    try:
        written = datetime.fromisoformat(at)
        instant = written.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadRequest("no such place in the list") from error
    if written.tzinfo is None or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise BadRequest("no such place in the list")
    return instant, int(pk)
