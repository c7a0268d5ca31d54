"""Screens of the sample, drawn by code: an editor, a page in a browser, and a sheet of figures."""

import random
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1280, 800
LINE = 26
_INKS = ("#c98bdb", "#7fb7e6", "#9ccf8a", "#e0c07a", "#b9c2cf")


def screen(place: int) -> bytes:
    """A screen as one WebP picture; the same place is always the same screen."""
    chance = random.Random(place)  # noqa: S311
    image = Image.new("RGB", (WIDTH, HEIGHT), "#f4f2ee")
    draw = ImageDraw.Draw(image)
    (_editor, _browser, _sheet)[place % 3](draw, chance)
    written = BytesIO()
    image.save(written, "WEBP", quality=60)
    return written.getvalue()


def _editor(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """Lines of code on a dark ground."""
    draw.rectangle((0, 0, WIDTH, HEIGHT), "#1f2430")
    draw.rectangle((0, 0, 220, HEIGHT), "#191d27")
    for row in range(2, HEIGHT // LINE):
        draw.rectangle((24, row * LINE, 24 + chance.randint(60, 160), row * LINE + 9), "#4a5266")
        start = 250 + 32 * chance.randint(0, 4)
        for _ in range(chance.randint(0, 5)):
            end = start + chance.randint(30, 150)
            draw.rounded_rectangle((start, row * LINE, end, row * LINE + 11), 3, chance.choice(_INKS))
            start = end + 12


def _browser(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """A page with pictures under an address bar."""
    draw.rectangle((0, 0, WIDTH, 64), "#dfdbd3")
    draw.rounded_rectangle((150, 16, WIDTH - 150, 48), 12, "#ffffff")
    for row in range(3):
        for column in range(4):
            left, top = 60 + column * 300, 100 + row * 225
            shade = chance.choice(("#7a9e9f", "#b8d8d8", "#eef5db", "#4f6367", "#fe5f55"))
            draw.rounded_rectangle((left, top, left + 260, top + 150), 8, shade)
            draw.rectangle((left, top + 164, left + chance.randint(120, 250), top + 174), "#55504a")
            draw.rectangle((left, top + 184, left + chance.randint(80, 200), top + 192), "#a59f95")


def _sheet(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """Rows and columns of figures."""
    draw.rectangle((0, 0, WIDTH, 90), "#2e6b4f")
    for row in range(4, HEIGHT // LINE):
        draw.line((0, row * LINE, WIDTH, row * LINE), "#d9d5cc")
        for column in range(9):
            right = 140 * (column + 1)
            draw.line((right, 90, right, HEIGHT), "#d9d5cc")
            if chance.random() > 0.35:
                width = chance.randint(30, 90)
                draw.rectangle((right - 14 - width, row * LINE + 9, right - 14, row * LINE + 17), "#5b564e")
