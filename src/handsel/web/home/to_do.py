"""The list of what is to do on Home: the same thing for several jobs is one row that unfolds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from handsel.ui.job_header import NextStep
from handsel.web.jobs.action_item import ActionItem


@dataclass(frozen=True)
class ToDoRow:
    """One row: an action item, or the reports of a week for several jobs, which its title counts."""

    items: tuple[ActionItem, ...]

    @property
    def item(self) -> ActionItem:
        """The first of them, whose mark and deadline are those of the row."""
        return self.items[0]

    @property
    def next(self) -> NextStep | None:
        """What happens without it, which is the same for all of them."""
        return self.item.next

    @property
    def is_group(self) -> bool:
        """Whether it stands for more than one."""
        return len(self.items) > 1

    @property
    def title(self) -> str:
        """What is to do."""
        if not self.is_group:
            return self.item.title
        many = len(self.items)
        words = ngettext(
            "Write this week’s status report for {many} job",
            "Write this week’s status reports for {many} jobs",
            many,
        )
        return words.format(many=many)


def to_do_rows(items: Iterable[ActionItem]) -> list[ToDoRow]:
    """Action items as rows in their order; reports that are due at the same time are one row."""
    grouped: defaultdict[object, list[ActionItem]] = defaultdict(list)
    for number, item in enumerate(items):
        step = item.next
        is_report = step is not None and step.about == "report" and not item.days_late
        grouped[step.until if step is not None and is_report else number].append(item)
    return [ToDoRow(tuple(group)) for group in grouped.values()]
