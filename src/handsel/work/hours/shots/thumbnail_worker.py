"""Make the thumbnail of a screenshot: from standard input to standard output, in a process of its own.

A hostile picture harms only this process, which writes nothing for what is no picture. It fails where it has
no room to find out: a decoder without memory says the same of a good picture as of a bad one.
"""

import sys
from io import BytesIO

WIDTH, HEIGHT = 320, 200
ROOM_BYTES = 512 * 1024**2
"""More than a decoder needs for the largest picture that is taken."""


def main() -> None:
    """Read a picture, write its thumbnail."""
    sys.stdout.buffer.write(thumbnail(sys.stdin.buffer.read()))


def thumbnail(content: bytes) -> bytes:
    """A small WebP without metadata; nothing for what cannot be read to its end.

    Raises `MemoryError` without the room to tell.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=["WEBP"]) as image:
            small = image.convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, EOFError, ValueError, SyntaxError):
        bytearray(ROOM_BYTES)
        return b""
    small.thumbnail((WIDTH, HEIGHT))
    out = BytesIO()
    small.save(out, "WEBP", quality=60)
    return out.getvalue()


if __name__ == "__main__":
    main()
