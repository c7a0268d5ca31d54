"""What is taken as a picture, and what becomes of it."""

from io import BytesIO

import pytest
from PIL import Image

from handsel.people.picture_worker import SIDE
from handsel.people.pictures import BYTES_MAX, NoPicture, TooLarge
from handsel.people.pictures import square as square_of

COVERS = ("handsel.people.picture_worker",)


def square(content: bytes) -> bytes:
    return square_of(content, "ada")


def picture(form: str = "PNG", size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    """A red picture with a blue left edge."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, 20, size[1]))
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_small_square(form: str) -> None:
    made = Image.open(BytesIO(square(picture(form))))
    assert (made.format, made.size) == ("WEBP", (SIDE, SIDE))


def test_the_middle_is_kept() -> None:
    made = Image.open(BytesIO(square(picture(size=(400, 100))))).convert("RGB")
    red, _, blue = made.getpixel((2, 128))
    assert red > 200
    assert blue < 60


def test_what_the_file_hides_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    made = square(picture("JPEG", exif=exif))
    assert b"taken at home" not in made
    assert not Image.open(BytesIO(made)).getexif()


def test_a_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = Image.open(BytesIO(square(picture("JPEG", size=(100, 100), exif=exif)))).convert("RGB")
    _, _, blue = made.getpixel((128, 2))
    assert blue > 150


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", picture("GIF"), picture()[:200]],
    ids=["nothing", "svg", "pdf", "gif", "cut short"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        square(content)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge):
        square(picture(size=(8000, 5001)))


def test_a_file_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(TooLarge):
        square(b"x" * (BYTES_MAX + 1))
