"""What agreeing to hourly terms would do to the weeks of a job, as the Terms page says it."""

from dataclasses import dataclass
from datetime import date

from handsel.kernel.money import Money, total, zero
from handsel.web.jobs.job_view import JobView
from handsel.work.hours.changes import WeekChange, changes_under
from handsel.work.hours.pay import HOUR
from handsel.work.hours.price_text import hourly_price_text
from handsel.work.hours.review import WEEK
from handsel.work.terms.content import Terms
from handsel.work.terms.price_text import price_text


@dataclass(frozen=True)
class WeekEffect:
    """What a change does to one week that is planned."""

    monday: date
    is_same: bool
    raised_hours: int
    to_fund: Money
    price: str


def week_effects(job_view: JobView, terms: Terms) -> dict[str, object]:
    """What returns and what is left to fund, by week; before there are any, what the first one costs."""
    if terms.hourly is None:
        return {}
    if not job_view.weeks:
        price = terms.price
        return {"first_week_amount": price, "returned": zero(terms.currency), "to_fund": price}
    funds = [row.funds for row in job_view.weeks if row.takes_terms]
    this_monday = job_view.calendar.week_of(job_view.now)
    changes = changes_under(terms.hourly, funds, this_monday=this_monday)
    last = max(row.monday for row in job_view.weeks)
    return {
        "returned": total((Money(change.returned, terms.currency) for change in changes), terms.currency),
        "to_fund": total((Money(change.to_fund, terms.currency) for change in changes), terms.currency),
        "week_changes": [_effect(change, terms.currency) for change in changes],
        "weeks_from": max(last, this_monday) + WEEK,
        "new_price": price_text(terms),
    }


def _effect(change: WeekChange, currency: str) -> WeekEffect:
    return WeekEffect(
        change.monday,
        is_same=change.old == change.new,
        raised_hours=(change.new.raised or 0) // HOUR,
        to_fund=Money(change.to_fund, currency),
        price=hourly_price_text(Money(change.new.rate, currency), change.new.limit),
    )
