"""Format amounts of money: `$1,240.00`, with `−` for minus."""

import re
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import format_currency, format_decimal
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale

from handsel.kernel.money import Money

_CODE_BEFORE_DIGIT = re.compile(r"(?<=[A-Z])(?=\d)")
"""Where CLDR puts a space between a currency code and the amount."""
KEPT_MAX = 4096
"""Size of the cache of formatted amounts: pages repeat them."""


def money_text(amount: Money, *, signed: bool = False) -> str:
    """The amount in the reader's language; `signed` puts `+` before positive amounts."""
    written = _formatted(abs(amount), get_language() or "en")
    if amount.minor < 0:
        return f"−{written}"
    return f"+{written}" if signed and amount else written


def money_data(amount: Money, *, signed: bool = False) -> SafeString:
    """The amount as HTML: `<data class="money" value="1240">$1,240.00</data>`."""
    value = f"{amount.decimal:f}"
    value = value.rstrip("0").rstrip(".") if "." in value else value
    return format_html('<data class="money" value="{}">{}</data>', value, money_text(amount, signed=signed))


def percent_text(basis_points: int) -> str:
    """Basis points as a percentage: `5%`, `2.5%`."""
    return rate_text(basis_points * 10)


def rate_text(millipercent: int) -> str:
    """Thousandths of a percent as a percentage: `19%`, `8.875%`."""
    written = format_decimal(Decimal(millipercent) / 1000, locale=to_locale(get_language() or "en"))
    return f"{written}%"


@lru_cache(KEPT_MAX)
def _formatted(amount: Money, language: str) -> str:
    written = format_currency(amount.decimal, amount.currency, locale=_locale(language))
    return _CODE_BEFORE_DIGIT.sub("\u00a0", written)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(to_locale(language))
