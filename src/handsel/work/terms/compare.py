"""The differences between two versions of terms, by milestone and by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.kernel.text_diff import DiffRun, word_diff
from handsel.ui.datetime_format import day_text
from handsel.ui.money_format import money_text
from handsel.ui.policy_names import policy_text
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.terms.content import MilestoneTerms, Terms


@dataclass(frozen=True)
class MilestoneChange:
    """One milestone in both versions; None in the one that lacks it."""

    currency: str
    old: MilestoneTerms | None
    new: MilestoneTerms | None

    @property
    def kind(self) -> str:
        """`same`, `changed`, `added` or `dropped`."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "dropped"
        return "same" if self.old == self.new else "changed"

    @property
    def name(self) -> str:
        """Its current name, or its last before it was dropped."""
        part = self.new or self.old
        return part.name if part else ""

    @property
    def due_moved(self) -> bool:
        """Whether its due date was added, removed or changed."""
        return self.old is None or self.new is None or self.old.due != self.new.due

    @property
    def amount_moved(self) -> bool:
        """Whether its amount was added, removed or changed."""
        return self.old is None or self.new is None or self.old.amount != self.new.amount

    @property
    def difference(self) -> Money:
        """The change of its amount."""
        return Money(
            (self.new.amount if self.new else 0) - (self.old.amount if self.old else 0), self.currency
        )

    @property
    def days(self) -> int:
        """How many days later it is due; negative if sooner."""
        if self.old is None or self.new is None:
            return 0
        return (self.new.due - self.old.due) // timedelta(days=1)

    @property
    def old_money(self) -> Money | None:
        """The earlier amount."""
        return Money(self.old.amount, self.currency) if self.old else None

    @property
    def new_money(self) -> Money | None:
        """The later amount."""
        return Money(self.new.amount, self.currency) if self.new else None


@dataclass(frozen=True)
class TextChange:
    """A text field that differs."""

    name: str
    runs: tuple[DiffRun, ...]


@dataclass(frozen=True)
class TermsComparison:
    """All differences; `rows` also has unchanged milestones, for the table."""

    rows: tuple[MilestoneChange, ...]
    texts: tuple[TextChange, ...]
    difference: Money

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.texts and all(row.kind == "same" for row in self.rows)


def compare(old: Terms, new: Terms) -> TermsComparison:
    """Compare an earlier version with a later one; amounts are in the later one's currency."""
    before = {part.ref: part for part in old.milestones}
    after = {part.ref: part for part in new.milestones}
    rows = [MilestoneChange(new.currency, before.get(part.ref), part) for part in new.milestones]
    rows += [MilestoneChange(new.currency, part, None) for part in old.milestones if part.ref not in after]
    difference = Money(new.price.minor - old.price.minor, new.currency)
    return TermsComparison(tuple(rows), tuple(_texts(old, new)), difference)


def _texts(old: Terms, new: Terms) -> Iterator[TextChange]:
    for name in ("title", "description", "clauses", "currency", "policy", "auto_release_days"):
        before, after = (_text(name, getattr(terms, name)) for terms in (old, new))
        if before != after:
            yield TextChange(name, word_diff(before, after))
    was, becomes = hourly_texts(old), hourly_texts(new)
    for name in becomes | was:
        if was.get(name) != becomes.get(name):
            yield TextChange(name, word_diff(was.get(name, ""), becomes.get(name, "")))


def hourly_texts(terms: Terms) -> dict[str, str]:
    """What terms by the hour say, by field and in words; of other terms, nothing."""
    hourly = terms.hourly
    if hourly is None:
        return {}
    texts = {
        "rate": money_text(Money(hourly.rate, terms.currency)),
        "weekly_limit": str(hourly.weekly_hours),
        "start": day_text(hourly.start),
        "by_hand": _("Yes") if hourly.by_hand else _("No"),
        "auto_fund": _("Yes") if hourly.auto_fund else _("No"),
    }
    if hourly.work_view is not WorkView.OFF:
        texts["work_view"] = _("Required") if hourly.work_view is WorkView.REQUIRED else _("Offered")
    return texts


def _text(name: str, value: str | int | None) -> str:
    if name == "policy":
        return policy_text(str(value))
    return "" if value is None else str(value)
