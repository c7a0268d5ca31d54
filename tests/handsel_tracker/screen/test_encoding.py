import random

import pytest
from PIL import Image, ImageDraw

from handsel.work.hours.shots.image import check_image
from handsel_tracker.screen import encoding
from handsel_tracker.screen.encoding import PICTURE_BYTES_MAX, decode, encode
from handsel_tracker.screen.port import CaptureFailed

pytestmark = pytest.mark.one_database


def page_of_text(width: int = 1280, height: int = 800) -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    draw, chance = ImageDraw.Draw(image), random.Random(1)
    for y in range(10, height, 16):
        draw.text((10, y), "".join(chance.choices("etaoin shrdlu", k=width // 7)), "black")
    return image


def photograph(width: int = 1280, height: int = 800) -> Image.Image:
    noise = Image.merge("RGB", [Image.effect_noise((width, height), 40) for _ in range(3)])
    return Image.blend(noise, Image.radial_gradient("L").resize((width, height)).convert("RGB"), 0.6)


def is_lossless(content: bytes) -> bool:
    return content[12:16] == b"VP8L"


def test_text_keeps_every_pixel() -> None:
    image = page_of_text()
    content = encode(image)
    assert is_lossless(content)
    assert decode(content).tobytes() == image.tobytes()
    check_image(content)


def test_a_photograph_loses_a_little_and_keeps_its_size() -> None:
    content = encode(photograph())
    assert not is_lossless(content)
    assert len(content) <= PICTURE_BYTES_MAX
    assert decode(content).size == (1280, 800)
    check_image(content)


def test_a_picture_with_many_colours_is_not_even_tried_without_loss() -> None:
    assert photograph().getcolors(encoding.COLOURS_MAX) is None
    assert encoding._without_loss(photograph()) == b""
    assert encoding._without_loss(page_of_text(100, 100)) != b""


def test_what_is_harder_still_fits() -> None:
    bands = [Image.effect_noise((1920, 1080), 90) for _ in range(3)]
    content = encode(Image.merge("RGB", bands))
    assert len(content) <= PICTURE_BYTES_MAX
    check_image(content)


def test_much_text_stays_without_loss_where_loss_would_gain_nothing() -> None:
    image = page_of_text(2560, 2160)
    content = encode(image)
    assert is_lossless(content)
    assert encoding.LOSSLESS_BYTES_MAX < len(content) <= PICTURE_BYTES_MAX


def test_nothing_of_the_file_is_left_but_pixels() -> None:
    image = page_of_text(100, 100)
    image.info.update(exif=b"Exif\0\0MM", icc_profile=b"profile", xmp=b"<x/>")
    content = encode(image)
    check_image(content)
    assert b"EXIF" not in content
    assert b"XMP" not in content
    assert b"ICCP" not in content


def test_a_screen_that_is_too_large_is_refused_in_words() -> None:
    with pytest.raises(CaptureFailed, match="too large for a screenshot: 16384 x 10 pixels"):
        encode(Image.new("RGB", (16_384, 10)))


def test_a_screen_that_never_fits_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "PICTURE_BYTES_MAX", 1000)
    with pytest.raises(CaptureFailed, match="so much detail"):
        encode(photograph())
