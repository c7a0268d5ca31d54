"""Who has which matters of a queue."""

from collections.abc import Iterable

from handsel.trust.casework.models import Assignment


def taken_by(queue: str, items: Iterable[object]) -> dict[str, str]:
    """The names of the operators who have some matters of a queue, by what those are called; one query."""
    rows = Assignment.objects.filter(queue=queue, item__in=[str(item) for item in items])
    return dict(rows.values_list("item", "operator__name"))
