"""Crop a picture to a square: from standard input to standard output, in a process of its own.

A hostile picture harms only this process, which writes nothing if it can read none.
"""

import sys
from io import BytesIO

SIDE = 256
PIXELS_MAX = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
TOO_MANY_PIXELS = b"too many pixels"


def main() -> None:
    """Read a picture, write its square."""
    sys.stdout.buffer.write(square(sys.stdin.buffer.read()))


def square(content: bytes) -> bytes:
    """A square WebP without metadata, `TOO_MANY_PIXELS`, or nothing."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > PIXELS_MAX:
                return TOO_MANY_PIXELS
            upright = ImageOps.exif_transpose(image)
            fitted = ImageOps.fit(upright.convert("RGBA"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return b""
    out = BytesIO()
    fitted.save(out, "WEBP", quality=85)
    return out.getvalue()


if __name__ == "__main__":
    main()
