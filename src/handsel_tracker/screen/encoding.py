"""Pixels as the one file that the house takes: a still WebP picture without metadata."""

from io import BytesIO

from PIL import Image

from handsel_tracker.screen.port import PICTURE_BYTES_MAX, CaptureFailed

LOSSLESS_BYTES_MAX = 200 * 1000
"""A page of text without loss is smaller; what is larger has photographs, in which little is read."""
COLOURS_MAX = 1 << 16
"""Text and drawings have fewer; with more, each of which takes its bytes, a picture is large without loss."""
QUALITIES = (60, 45, 30, 20, 10, 4, 0)
SIDE_MAX = 16_383
PIXELS_MAX = 40_000_000


def encode(image: Image.Image) -> bytes:
    """The picture at its own size, in at most `PICTURE_BYTES_MAX` bytes; takes up to about a second."""
    if max(image.size) > SIDE_MAX or image.width * image.height > PIXELS_MAX:
        raise CaptureFailed(
            f"The screen is too large for a screenshot: {image.width} x {image.height} pixels.",
            "Choose one monitor in the settings of Work View.",
        )
    pixels = image.convert("RGB")
    lossless = _without_loss(pixels)
    if lossless and len(lossless) <= LOSSLESS_BYTES_MAX:
        return lossless
    for quality in QUALITIES:
        lossy = _webp(pixels, quality=quality, method=2)
        # Of much text on a large screen, the picture with loss is the larger one.
        content = min(lossless or lossy, lossy, key=len)
        if len(content) <= PICTURE_BYTES_MAX:
            return content
    raise CaptureFailed(
        "The screen shows so much detail that its picture is larger than the site takes.",
        "Choose one monitor in the settings of Work View.",
    )


def decode(content: bytes) -> Image.Image:
    """The pixels of a picture that was encoded here."""
    with Image.open(BytesIO(content), formats=["WEBP"]) as image:
        return image.convert("RGB")


def _without_loss(image: Image.Image) -> bytes:
    """Every pixel; nothing where so many colours make that large, and slow to find out."""
    if image.getcolors(COLOURS_MAX) is None:
        return b""
    return _webp(image, lossless=True, quality=75, method=1)


def _webp(image: Image.Image, **options: object) -> bytes:
    written = BytesIO()
    image.save(written, "WEBP", exif=b"", xmp=b"", icc_profile=b"", **options)
    return written.getvalue()
