"""The price of terms in words: the sum of milestones, or a rate and a week's limit."""

from handsel.kernel.money import Money
from handsel.ui.money_format import money_text
from handsel.work.hours.price_text import hourly_price_text
from handsel.work.terms.content import Terms


def price_text(terms: Terms) -> str:
    """The price in the reader's language."""
    if terms.hourly is None:
        return money_text(terms.price)
    return hourly_price_text(Money(terms.hourly.rate, terms.currency), terms.hourly.weekly_seconds)
