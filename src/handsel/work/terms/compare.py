"""What differs between two versions of terms: milestone by milestone, and word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher

from handsel.kernel.money import Money
from handsel.work.terms.content import MilestoneTerms, Terms


@dataclass(frozen=True)
class Run:
    """A run of words that stayed, came or went: `same`, `new` or `old`."""

    kind: str
    words: str


@dataclass(frozen=True)
class Row:
    """One milestone in both versions; it was added or dropped where one of them lacks it."""

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
        """What it is called now, or was until it was dropped."""
        part = self.new or self.old
        return part.name if part else ""

    @property
    def due_moved(self) -> bool:
        """Whether its day came, went or changed."""
        return self.old is None or self.new is None or self.old.due != self.new.due

    @property
    def amount_moved(self) -> bool:
        """Whether its amount came, went or changed."""
        return self.old is None or self.new is None or self.old.amount != self.new.amount

    @property
    def difference(self) -> Money:
        """How much more, or less, it costs."""
        return Money(
            (self.new.amount if self.new else 0) - (self.old.amount if self.old else 0), self.currency
        )

    @property
    def days(self) -> int:
        """How many days later, or sooner when below zero, it is due."""
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
class Text:
    """A field of the terms whose words differ."""

    name: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Comparison:
    """All that differs; `rows` also has what stayed the same, for the table."""

    rows: tuple[Row, ...]
    texts: tuple[Text, ...]
    difference: Money

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.texts and all(row.kind == "same" for row in self.rows)


def compare(old: Terms, new: Terms) -> Comparison:
    """Compare an earlier version with a later one; amounts are in the later one's currency."""
    before = {part.ref: part for part in old.milestones}
    after = {part.ref: part for part in new.milestones}
    rows = [Row(new.currency, before.get(part.ref), part) for part in new.milestones]
    rows += [Row(new.currency, part, None) for part in old.milestones if part.ref not in after]
    difference = Money(new.price.minor - old.price.minor, new.currency)
    return Comparison(tuple(rows), tuple(_texts(old, new)), difference)


def runs(old: str, new: str) -> tuple[Run, ...]:
    """The words of two texts as runs, in reading order."""
    a, b = _words(old), _words(new)
    found: list[Run] = []
    for kind, a_from, a_to, b_from, b_to in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Run("same", "".join(a[a_from:a_to])))
            continue
        if a_to > a_from:
            found.append(Run("old", "".join(a[a_from:a_to])))
        if b_to > b_from:
            found.append(Run("new", "".join(b[b_from:b_to])))
    return tuple(found)


def _texts(old: Terms, new: Terms) -> Iterator[Text]:
    for name in ("title", "description", "clauses", "currency", "policy", "auto_release_days"):
        before, after = (_said(getattr(terms, name)) for terms in (old, new))
        if before != after:
            yield Text(name, runs(before, after))


def _said(value: str | int | None) -> str:
    return "" if value is None else str(value)


def _words(text: str) -> list[str]:
    return re.findall(r"\s*\S+|\s+$", text)
