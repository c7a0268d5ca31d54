"""Who has which matters of a queue."""

from collections.abc import Iterable

from handsel.trust.casework.models import Assignment


def taken_by(queue: str, items: Iterable[int]) -> dict[int, str]:
    """The names of the operators who have some matters of a queue, by their numbers; one query."""
    rows = Assignment.objects.filter(queue=queue, item__in=list(items))
    return dict(rows.values_list("item", "operator__name"))
