"""The time of a week by what it was for and whether it is protected: what is not protected comes first."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.ui.badges import Badge
from handsel.web.hours.span_rows import SpanRow
from handsel.web.hours.week_view import WeekView
from handsel.work.hours.blocks import billed_blocks, part_prices
from handsel.work.hours.entries.time import duration_text


class TimeKind(StrEnum):
    """How time was recorded, and whether it is protected."""

    NOT_PAID = "not paid"
    BY_HAND = "by hand"
    AWAITED = "awaited"
    UNPROTECTED = "unprotected"
    PROTECTED = "protected"


SIGNS: dict[TimeKind, tuple[str, str]] = {
    TimeKind.NOT_PAID: ("bad", "cross"),
    TimeKind.BY_HAND: ("warn", "pen"),
    TimeKind.AWAITED: ("mute", "wait"),
    TimeKind.UNPROTECTED: ("warn", "bare"),
    TimeKind.PROTECTED: ("busy", "shield"),
}
"""The tone and the icon of each kind."""


@dataclass(frozen=True)
class TimePiece:
    """Some time of one block: its span, and the seconds and amount that are paid of it or are not."""

    row: SpanRow
    number: int
    seconds: int
    minor: int
    is_paid: bool

    @property
    def kind(self) -> TimeKind:
        """How it was recorded, and whether it is protected."""
        verdict = self.row.verdict
        if verdict.is_awaited and (self.is_paid or not verdict.is_billed):
            return TimeKind.AWAITED
        if not self.is_paid:
            return TimeKind.NOT_PAID
        if not self.row.is_tracked:
            return TimeKind.BY_HAND
        return TimeKind.PROTECTED if verdict.is_protected else TimeKind.UNPROTECTED

    @property
    def sort(self) -> tuple[object, ...]:
        """What its words follow from: thousands of blocks have few that differ."""
        verdict = self.row.verdict
        why = (verdict.reason, verdict.shot_fault, verdict.is_billed, verdict.is_awaited)
        return self.is_paid, self.row.time.source, *why, verdict.has_kept_time

    @property
    def words(self) -> str:
        """The same in words, with the reason."""
        is_over = not self.is_paid and self.row.verdict.is_billed
        return _("Over the limit: not paid") if is_over else self.row.protection


@dataclass
class TimeGroup:
    """Time of one kind, for one reason and of one memo."""

    kind: TimeKind
    words: str
    memo: str
    currency: str
    seconds: int = 0
    minor: int = 0
    numbers: list[int] = field(default_factory=list)

    @property
    def badge(self) -> Badge:
        """Its kind and reason."""
        return Badge(*SIGNS[self.kind], self.words)

    @property
    def length(self) -> str:
        """How long, in words."""
        return duration_text(self.seconds)

    @property
    def money(self) -> Money:
        """What it costs."""
        return Money(self.minor, self.currency)

    @property
    def blocks(self) -> str:
        """The numbers of its blocks that may be selected, as `blocks.js` reads them."""
        return " ".join(map(str, self.numbers))

    def add(self, piece: TimePiece, selectable: Collection[int]) -> None:
        """Count some time to it."""
        self.seconds += piece.seconds
        self.minor += piece.minor
        if piece.number in selectable and piece.number not in self.numbers:
            self.numbers.append(piece.number)


@dataclass(frozen=True)
class TimeGroups:
    """The time of a week in groups; `limit` is how much of it is paid, in seconds."""

    week_view: WeekView
    limit: int
    selectable: Collection[int] = ()

    @cached_property
    def by_memo(self) -> list[TimeGroup]:
        """Its exceptions by reason and memo, the dearest first, and then its protected time."""
        return self._groups(lambda piece: piece.row.time.memo)

    @cached_property
    def by_reason(self) -> list[TimeGroup]:
        """Its exceptions by reason, the dearest first, and then its protected time."""
        return self._groups(lambda piece: "")

    @property
    def sums(self) -> list[TimeGroup]:
        """What is paid of each kind, protected time first; a kind without time is left out."""
        words = {
            TimeKind.PROTECTED: _("Tracked, protected"),
            TimeKind.AWAITED: _("Tracked, not yet decided"),
            TimeKind.UNPROTECTED: _("Tracked, not protected"),
            TimeKind.BY_HAND: _("Manual, not protected"),
        }
        sums = {kind: TimeGroup(kind, word, "", self._currency) for kind, word in words.items()}
        for piece in self._pieces:
            if piece.kind in sums:
                sums[piece.kind].add(piece, ())
        return [group for group in sums.values() if group.seconds]

    def _groups(self, memo_of: Callable[[TimePiece], str]) -> list[TimeGroup]:
        groups: dict[tuple[str, str], TimeGroup] = {}
        worded: dict[tuple[object, ...], str] = {}
        for piece in self._pieces:
            if piece.sort not in worded:
                worded[piece.sort] = piece.words
            words, memo = worded[piece.sort], memo_of(piece)
            group = groups.get((words, memo))
            if group is None:
                group = groups[words, memo] = TimeGroup(piece.kind, words, memo, self._currency)
            group.add(piece, self.selectable)
        return sorted(groups.values(), key=_exceptions_first)

    @cached_property
    def _pieces(self) -> list[TimePiece]:
        """All of its time in order, by block and span."""
        view = self.week_view
        week, verdicts = view.row.calendar_week, view.verdicts
        parts = [(time, part) for time in view.spans for part in week.parts(time.span)]
        blocks = billed_blocks(
            week,
            [time.span for time in view.spans],
            limit=self.limit,
            rate=view.row.rate,
            protected=[number for number, verdict in verdicts.items() if verdict.is_protected],
            unbilled=[number for number, verdict in verdicts.items() if not verdict.is_billed],
        )
        lengths = [(part.number, part.span.seconds) for _time, part in parts]
        rows = (SpanRow(time, verdicts[part.number]) for time, part in parts)
        prices = part_prices(lengths, blocks, view.row.rate)
        return list(_pieces(rows, lengths, prices))

    @property
    def _currency(self) -> str:
        currency: str = self.week_view.job_view.job.currency
        return currency


def _pieces(
    rows: Iterable[SpanRow], lengths: Sequence[tuple[int, int]], prices: Iterable[tuple[int, int]]
) -> Iterable[TimePiece]:
    """What is paid of each part, and what is left of it."""
    for row, (number, seconds), (paid, minor) in zip(rows, lengths, prices, strict=True):
        if paid:
            yield TimePiece(row, number, paid, minor, is_paid=True)
        if seconds > paid:
            yield TimePiece(row, number, seconds - paid, 0, is_paid=False)


def _exceptions_first(group: TimeGroup) -> tuple[bool, int, int, str]:
    return group.kind is TimeKind.PROTECTED, -group.minor, -group.seconds, group.words
