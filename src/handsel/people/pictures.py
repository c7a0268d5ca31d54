"""Profile pictures: validate and crop to a small square without metadata."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal

SIDE = 256
BYTES_MAX = 8_000_000
PIXELS_MAX = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP")


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


def square(content: bytes) -> bytes:
    """Crop a picture to a 256-pixel square WebP; raises `NoPicture` and `TooLarge`."""
    if len(content) > BYTES_MAX:
        raise TooLarge
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > PIXELS_MAX:
                raise TooLarge
            upright = ImageOps.exif_transpose(image)
            fitted = ImageOps.fit(upright.convert("RGBA"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise NoPicture from error
    out = BytesIO()
    fitted.save(out, "WEBP", quality=85)
    return out.getvalue()
