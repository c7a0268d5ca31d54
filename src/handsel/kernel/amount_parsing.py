"""Reading amounts of money as people write them, with a currency or without; what is ambiguous is refused."""

import re
import unicodedata

from handsel.kernel.characters import is_unseen, normalized
from handsel.kernel.money import CURRENCIES, MINOR_MAX, Money

MARKS = {
    "USD": {"$", "us$", "usd"},
    "EUR": {"€", "eur", "euro"},
    "GBP": {"£", "gbp"},
    "NOK": {"kr", "kr.", "nok"},
    "SEK": {"kr", "kr.", "sek"},
    "DKK": {"kr", "kr.", "dkk"},
    "CHF": {"chf", "fr", "fr.", "sfr"},
    "CAD": {"$", "c$", "ca$", "cad"},
    "AUD": {"$", "a$", "au$", "aud"},
    "JPY": {"¥", "円", "jpy"},
}
"""What people write beside an amount; a sign of several currencies means the one that is expected."""

_MARKED = re.compile(r"([^\d\s.,'+-][^\d\s,'+-]*)? ?(\d|\d.*\d) ?([^\d\s.,'+-]+\.?)?", re.DOTALL)
_NEGATIVE = re.compile(r"([^\d\s.,'+\u2212-]*) ?[-\u2212] ?([^-\u2212].*)", re.DOTALL)
_DECIMAL_POINT = re.compile(
    r"(\d{1,3}([,' ])\d{3}(?:\2\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}|\d+)(?:\.(?P<fraction>\d+))?"
)
_DECIMAL_COMMA = re.compile(r"(\d{1,3}([.' ])\d{3}(?:\2\d{3})*|\d+),(?P<fraction>\d{1,2})")
_GROUPS_WITH_POINTS = re.compile(r"(\d{1,3}(?:\.\d{3}){2,})(?P<fraction>)")
_SEPARATORS = str.maketrans({"\u066b": ".", "\u066c": ",", "\u2019": "'"})
_DIGITS_MAX = 24


class UnreadableAmount(ValueError):
    """The text is not an amount of money, or could be two."""


class AmountTooLarge(UnreadableAmount):
    """The amount is above the limit."""


class NegativeAmount(UnreadableAmount):
    """The amount is readable but for the minus before it."""


class TooManyDecimals(UnreadableAmount):
    """The amount has more decimals than its currency."""


class AmbiguousAmount(UnreadableAmount):
    """What follows the point may be thousands or decimals: `1.234` is `thousands`, or `decimals` cut off."""

    def __init__(self, thousands: Money, decimals: Money) -> None:
        super().__init__(f"{thousands} or {decimals}")
        self.thousands, self.decimals = thousands, decimals


class OtherCurrency(UnreadableAmount):
    """A sign or code of another currency stands beside the amount."""


def parse_amount(written: str, currency: str, *, most: int = MINOR_MAX) -> Money:
    """Parse an amount such as `2,250.00`, `$450`, `1 234,50` or `१०० USD`; raises `UnreadableAmount`.

    Raises `OtherCurrency` for a mark of another currency, `AmountTooLarge` above `most` minor units,
    `NegativeAmount`, `TooManyDecimals` and `AmbiguousAmount`.
    """
    plain = _plain(written)
    negative = _NEGATIVE.fullmatch(plain)
    amount = _unsigned(negative[1] + negative[2] if negative else plain, currency, most)
    if negative:
        raise NegativeAmount(written)
    return amount


def _unsigned(written: str, currency: str, most: int) -> Money:
    """An amount without a minus, in plain signs."""
    marked, decimals = _MARKED.fullmatch(written), CURRENCIES[currency]
    if marked is None:
        raise UnreadableAmount(written)
    for mark in filter(None, marked.group(1, 3)):
        _check_mark(mark, currency)
    whole, fraction = _parts(marked[2])
    if len(fraction) > decimals:
        raise _too_many_decimals(whole, fraction, currency)
    if len(whole) > _DIGITS_MAX:
        raise AmountTooLarge(written)
    minor = int(whole + fraction.ljust(decimals, "0"))
    if minor > most:
        raise AmountTooLarge(written)
    return Money(minor, currency)


def _too_many_decimals(whole: str, fraction: str, currency: str) -> UnreadableAmount:
    """What is wrong with more decimals than a currency has; three after a short number may be thousands."""
    if len(fraction) != 3 or len(whole) > 3 or whole.startswith("0"):
        return TooManyDecimals(f"{whole}.{fraction}")
    decimals = CURRENCIES[currency]
    thousands = Money(int(whole + fraction) * 10**decimals, currency)
    return AmbiguousAmount(thousands, Money(int(whole + fraction[:decimals]), currency))


def _plain(written: str) -> str:
    """The text with one sort of blank, of quotation mark and of width, and without what is not seen."""
    return "".join(map(_plain_letter, written)).translate(_SEPARATORS).strip()


def _plain_letter(letter: str) -> str:
    if is_unseen(letter):
        return ""
    if unicodedata.decomposition(letter).startswith("<wide>"):
        return normalized("NFKC", letter)
    return " " if unicodedata.category(letter) == "Zs" else letter


def _check_mark(mark: str, currency: str) -> None:
    """Refuse what is no mark of a currency, and one of another."""
    written = mark.casefold()
    if written in MARKS[currency]:
        return
    known = any(written in marks for marks in MARKS.values())
    if known or re.fullmatch("[A-Z]{3}", mark) or unicodedata.category(mark[-1]) == "Sc":
        raise OtherCurrency(mark)
    raise UnreadableAmount(mark)


def _parts(number: str) -> tuple[str, str]:
    """The digits before and after the decimal point or comma; no groups of thousands begin with a zero."""
    for form in (_DECIMAL_POINT, _DECIMAL_COMMA, _GROUPS_WITH_POINTS):
        if match := form.fullmatch(number):
            whole = re.sub(r"\D", "", match[1])
            if whole != match[1] and int(whole[0]) == 0:
                break
            return whole, match["fraction"] or ""
    raise UnreadableAmount(number)
