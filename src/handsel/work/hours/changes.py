"""What new terms do to weeks that are to come or to work: a pure function (rules: hourly week 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from handsel.work.hours.hourly_terms import HourlyTerms
from handsel.work.hours.pay import amount


@dataclass(frozen=True)
class WeekPrice:
    """What a week costs at most: its rate in minor units an hour, and its limit in seconds.

    `raised` is a higher limit that both agreed to, and that holds once it is funded.
    """

    rate: int
    limit: int
    raised: int | None = None

    @property
    def amount(self) -> int:
        """What must be held for the limit that holds now, in minor units."""
        return amount(self.limit, self.rate)

    @property
    def whole(self) -> int:
        """What must be held for the raised limit too."""
        return amount(self.raised or self.limit, self.rate)


@dataclass(frozen=True)
class WeekFunds:
    """A week whose timesheet is not in review yet: its price, and what is held for it."""

    monday: date
    price: WeekPrice
    held: int = 0


@dataclass(frozen=True)
class WeekChange:
    """What new terms do to one week: its new price, what returns to the client, and what is left to fund."""

    monday: date
    old: WeekPrice
    new: WeekPrice
    returned: int
    to_fund: int


def changes_under(terms: HourlyTerms, weeks: Iterable[WeekFunds], *, this_monday: date) -> list[WeekChange]:
    """What new terms do to each of these weeks, agreed to in the week of a Monday."""
    changes = []
    for week in weeks:
        new = _new_price(terms, week, begun=week.monday <= this_monday)
        held = min(week.held, new.amount)
        changes.append(WeekChange(week.monday, week.price, new, week.held - held, new.whole - held))
    return changes


def _new_price(terms: HourlyTerms, week: WeekFunds, *, begun: bool) -> WeekPrice:
    """A week that has begun keeps its rate and is never cut; a raised limit holds once it is funded."""
    old, limit = week.price, terms.weekly_seconds
    if not begun:
        return WeekPrice(terms.rate, limit)
    if limit <= old.limit:
        return WeekPrice(old.rate, old.limit)
    return WeekPrice(old.rate, old.limit, raised=limit) if week.held else WeekPrice(old.rate, limit)
