"""Profile pictures: cropped to a small square without metadata, within limits."""

from handsel.kernel.children import run_limited
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.people.picture_worker import TOO_MANY_PIXELS

BYTES_MAX = 8_000_000
MEMORY_BYTES_MAX = 1024**3
CPU_SECONDS_MAX = 10


class NoPicture(Refusal):
    """The file is not a readable picture."""

    what = gettext_noop("This file is not a picture we can read.")
    kept = gettext_noop("Your picture was not changed.")
    way_out = gettext_noop("Choose a PNG, JPEG or WebP file.")


class TooLarge(Refusal):
    """The picture has too many bytes or pixels."""

    what = gettext_noop("That picture is larger than 8 MB or 40 megapixels.")
    kept = gettext_noop("Your picture was not changed.")
    way_out = gettext_noop("Choose a smaller one. 256 × 256 pixels is enough.")


def square(content: bytes, who: str) -> bytes:
    """Crop a picture of somebody to a 256-pixel square WebP, in a child.

    Raises `NoPicture`, `TooLarge`, and `Busy` where there are too many at once.
    """
    if len(content) > BYTES_MAX:
        raise TooLarge
    limits = {"memory_bytes": MEMORY_BYTES_MAX, "cpu_seconds": CPU_SECONDS_MAX}
    made = run_limited("handsel.people.picture_worker", who=who, content=content, **limits)
    if made == TOO_MANY_PIXELS:
        raise TooLarge
    if not made:
        raise NoPicture
    return made
