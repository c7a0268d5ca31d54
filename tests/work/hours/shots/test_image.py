"""What passes as a screenshot: one plain WebP picture, told by its container alone."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from handsel.kernel.refusals import Refusal
from handsel.work.hours.shots.image import BYTES_MAX, check_image
from handsel.work.hours.shots.refusals import ShotTooLarge, ShotUnfit


def webp(size: tuple[int, int] = (64, 40), **options: object) -> bytes:
    """A picture as the Tracker encodes it."""
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, "WEBP", **options)
    return written.getvalue()


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP file of these chunks."""
    body = b"".join(
        name + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2) for name, data in chunks
    )
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def lossless(width: int, height: int) -> bytes:
    """A head that states a size."""
    return b"\x2f" + ((width - 1) | (height - 1) << 14).to_bytes(4, "little")


@pytest.mark.parametrize("options", [{"quality": 70}, {"lossless": True}])
def test_a_plain_picture_passes(options: dict[str, object]) -> None:
    check_image(webp(**options))


def _animated() -> bytes:
    written = BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("teal", "red")]
    frames[0].save(written, "WEBP", save_all=True, append_images=frames[1:])
    return written.getvalue()


def _as(kind: str) -> bytes:
    written = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(written, kind)
    return written.getvalue()


EXTENDED = (b"VP8X", b"\x10" + bytes(9))
EXIF = Image.Exif()
EXIF[0x010E] = "A place"
UNFIT = {
    "empty": b"",
    "text": b"no picture",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "png": _as("PNG"),
    "png of 16 bits": _as("PNG")[:24] + b"\x10" + _as("PNG")[25:],
    "jpeg": _as("JPEG"),
    "truncated": webp()[:-3],
    "with a ZIP behind it": webp() + b"PK\x03\x04",
    "with a place": webp(exif=EXIF.tobytes()),
    "with a profile of colours": webp(icc_profile=b"a profile"),
    "with two pictures": riff((b"VP8L", lossless(8, 8)), (b"VP8L", lossless(8, 8) + b"a message")),
    "with a second transparency": riff(EXTENDED, (b"ALPH", b"a"), (b"ALPH", b"b"), (b"VP8 ", bytes(10))),
    "with bytes in its head": riff((b"VP8X", bytes(10) + b"more"), (b"VP8L", lossless(8, 8))),
    "with bytes in what is reserved": riff((b"VP8X", b"\0key" + bytes(6)), (b"VP8L", lossless(8, 8))),
    "with a byte between its parts": riff((b"VP8L", lossless(8, 8)))[:-1] + b"x",
    "with XMP": webp(xmp=b"<x:xmpmeta/>"),
    "animated": _animated(),
    "without a picture": riff((b"VP8X", bytes(10))),
    "with another chunk": riff((b"VP8L", lossless(8, 8)), (b"JUNK", b"more")),
    "with a chunk that is cut off": riff((b"VP8L", lossless(8, 8)))[:-1],
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_is_not_one_plain_picture_is_refused(name: str) -> None:
    with pytest.raises(ShotUnfit):
        check_image(UNFIT[name])


@pytest.mark.parametrize(
    "content",
    [
        b"\0" * (BYTES_MAX + 1),
        riff((b"VP8L", lossless(16_000, 16_000))),
        riff((b"VP8X", bytes(4) + b"\xff" * 6), (b"VP8L", lossless(8, 8))),
        riff((b"VP8 ", bytes(6) + (16_000).to_bytes(2, "little") * 2)),
    ],
)
def test_a_bomb_is_refused_by_its_head(content: bytes) -> None:
    with pytest.raises(ShotTooLarge):
        check_image(content)


@given(some.binary(max_size=200) | some.binary(max_size=60).map(lambda data: riff((b"VP8L", data))))
def test_any_bytes_pass_or_are_refused(content: bytes) -> None:
    try:
        check_image(content)
    except Refusal:
        return
    assert content.startswith(b"RIFF")
