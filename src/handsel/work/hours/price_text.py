"""The price of an hourly job in words: `$20.00 an hour, up to 40 hours a week`."""

from django.utils.translation import ngettext

from handsel.kernel.money import Money
from handsel.ui.money_format import money_text
from handsel.work.hours.pay import HOUR


def hourly_price_text(rate: Money, weekly_seconds: int) -> str:
    """A rate and a week's limit in the reader's language."""
    hours = weekly_seconds // HOUR
    words = ngettext(
        "{rate} an hour, up to {hours} hour a week", "{rate} an hour, up to {hours} hours a week", hours
    )
    return words.format(rate=money_text(rate), hours=hours)
