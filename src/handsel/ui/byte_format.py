"""File sizes as text: `47 bytes`, `18.2 MB`, in decimal units."""

from babel.units import format_unit
from django.utils.translation import get_language, to_locale

UNITS = (("digital-gigabyte", 1000**3), ("digital-megabyte", 1000**2), ("digital-kilobyte", 1000))


def size_text(count: int) -> str:
    """A number of bytes in the reader's language, in the largest fitting unit, to one decimal."""
    locale = to_locale(get_language() or "en")
    # 999,950 bytes would round to 1000 kB, so they are 1 MB.
    match = next(((unit, of) for unit, of in UNITS if count >= of - of // 20_000), None)
    if match is None:
        return format_unit(count, "digital-byte", "long", locale=locale)
    unit, of = match
    return format_unit(round(count / of, 1), unit, "short", format="#,##0.#", locale=locale)
