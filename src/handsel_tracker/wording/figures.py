"""Lengths of time, amounts of money and times of day, as people write them."""

import re
from datetime import datetime

_DIGITS = dict.fromkeys(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "XAF"), 0
)
_DIGITS |= dict.fromkeys(("VUV", "XOF", "XPF"), 0) | dict.fromkeys(
    ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3
)


def clock_time(seconds: int) -> str:
    """A running time: `1:04:09`."""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def hours(seconds: int) -> str:
    """A length of time: `12 s`, `4 min`, `3 h 05 min`."""
    if seconds < 60:
        return f"{max(seconds, 0)} s"
    whole, minutes = divmod(seconds // 60, 60)
    return f"{whole} h {minutes:02} min" if whole else f"{minutes} min"


def money(amount: int, currency: str) -> str:
    """An amount in minor units with its currency: `1,250.00 EUR`."""
    digits = _DIGITS.get(currency, 2)
    return f"{amount / 10**digits:,.{digits}f} {currency}"


def time_of_day(second: int) -> str:
    """An instant where the device is: `14:05`."""
    return datetime.fromtimestamp(second).astimezone().strftime("%H:%M")


def day_and_time(second: int) -> str:
    """An instant with its day, where the device is: `Tue 3 March, 14:05`."""
    at = datetime.fromtimestamp(second).astimezone()
    return f"{at:%a} {at.day} {at:%B, %H:%M}"


def breakable(text: str) -> str:
    """A text whose long words may be broken where a line ends."""
    return re.sub(r"(\S{12})(?=\S)", "\\1\u200b", text)


def code_in_pairs(fingerprint: str) -> str:
    """A key in groups of four digits, as the page that approves it shows it."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
