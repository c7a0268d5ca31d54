"""Previews: drawn anew without what pictures hide, by a child that hostile files may kill and nobody else."""

import resource
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from PIL import Image

from handsel.record import previews
from handsel.record.files import store
from handsel.record.models import StoredFile
from handsel.record.preview_worker import PAGES_MAX, SIDE, SIDE_SMALL
from handsel.record.previews import draw, forget, page_of
from handsel.web.files.presentation import FileView
from handsel.work.workroom.models import JobFile
from tests.web.scenario import picture

COVERS = ("handsel.record.preview_worker",)
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def drawn(content: bytes) -> StoredFile:
    stored = store(ContentFile(content))
    draw(stored)
    stored.refresh_from_db()
    return stored


def pdf(*sizes: tuple[int, int]) -> bytes:
    document, out = pypdfium2.PdfDocument.new(), BytesIO()
    for size in sizes:
        document.new_page(*size)
    document.save(out)
    document.close()
    return out.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", zlib.crc32(kind + content))


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says it is large."""
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 10_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def endless() -> bytes:
    """A small PDF whose one page takes minutes to draw."""
    packed = zlib.compress(b"0 0 200 200 re f\n" * 4_000_000, 9)
    head = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        f"<</Filter/FlateDecode/Length {len(packed)}>>stream\n",
    ]
    objects = "endobj\n".join(f"{number} 0 obj{part}" for number, part in enumerate(head, start=1))
    return b"%PDF-1.7\n" + objects.encode() + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_pictures_are_drawn_anew(form: str) -> None:
    stored = drawn(picture(form))
    assert (stored.shown, stored.pages) == (1, 1)
    with Image.open(page_of(stored, 1)) as image:
        assert (image.format, image.size) == ("WEBP", (40, 40))


def test_a_large_picture_gets_smaller_and_a_small_one_beside_it() -> None:
    stored = drawn(picture(side=2000))
    with Image.open(page_of(stored, 1)) as page, Image.open(page_of(stored, 0)) as small:
        assert (page.size, small.size) == ((SIDE, SIDE), (SIDE_SMALL, SIDE_SMALL))


CASES = Path(__file__).parent / "cases"


def middle(stored: StoredFile, page: int = 1) -> tuple[int, ...]:
    """The colour in the middle of a page."""
    with Image.open(page_of(stored, page)) as image:
        return image.convert("RGB").getpixel((image.width // 2, image.height // 2))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("mode", "colour", "form", "expected"),
    [
        ("I;16", 32768, "PNG", (128, 128, 128)),
        ("I;16", 200, "TIFF", (1, 1, 1)),
        ("I", 32768, "TIFF", (128, 128, 128)),
        ("1", 1, "PNG", (255, 255, 255)),
        ("L", 128, "PNG", (128, 128, 128)),
        ("LA", (128, 255), "PNG", (128, 128, 128)),
        ("P", 0, "PNG", (0, 0, 0)),
        ("CMYK", (0, 0, 0, 127), "TIFF", (128, 128, 128)),
        ("CMYK", (0, 0, 0, 127), "JPEG", (128, 128, 128)),
        ("LAB", (137, 128, 128), "TIFF", (128, 128, 128)),
        ("YCbCr", (128, 128, 128), "JPEG", (128, 128, 128)),
    ],
)
def test_a_picture_of_any_depth_is_as_bright_as_it_is(
    mode: str, colour: object, form: str, expected: tuple[int, ...]
) -> None:
    out = BytesIO()
    Image.new(mode, (40, 40), colour).save(out, form)  # type: ignore[arg-type]
    seen = middle(drawn(out.getvalue()))
    assert max(abs(value - right) for value, right in zip(seen, expected, strict=True)) <= 3


@pytest.mark.parametrize(("scale", "darkest"), [(1.0, 0.0), (1000.0, -500.0)])
def test_a_picture_of_fractions_goes_from_black_to_white(scale: float, darkest: float) -> None:
    out, ramp = BytesIO(), Image.linear_gradient("L").convert("F")
    ramp.point(lambda value: value * (scale / 255) + darkest).save(out, "TIFF")
    assert all(118 <= value <= 138 for value in middle(drawn(out.getvalue())))


def test_a_scan_of_several_pages_shows_them_all() -> None:
    out = BytesIO()
    first, *others = [Image.new("L", (40, 40), shade) for shade in (0, 128, 255)]
    first.save(out, "TIFF", save_all=True, append_images=others)
    stored = drawn(out.getvalue())
    assert (stored.shown, stored.pages) == (3, 3)
    assert [middle(stored, page)[0] // 100 for page in (1, 2, 3)] == [0, 1, 2]


def test_an_animation_is_one_picture() -> None:
    out = BytesIO()
    first, other = (Image.new("L", (40, 40), shade) for shade in (0, 255))
    first.save(out, "GIF", save_all=True, append_images=[other])
    assert drawn(out.getvalue()).pages == 1


@pytest.mark.parametrize("name", ["filled-needappearances.pdf", "filled-with-appearance.pdf"])
def test_what_a_form_was_filled_with_is_drawn(name: str) -> None:
    stored = drawn((CASES / name).read_bytes())
    with Image.open(page_of(stored, 1)) as image:
        field = image.convert("L").crop((720, 130, 1500, 240))
    assert field.getextrema()[0] < 100


def test_a_pdf_that_asks_for_a_password_is_said_to() -> None:
    stored = drawn((CASES / "locked.pdf").read_bytes())
    assert (stored.shown, stored.obstacle) == (0, StoredFile.Obstacle.LOCKED)
    assert "needs a password" in FileView(JobFile(stored=stored)).obstacle


def test_a_pdf_that_may_not_be_printed_is_shown() -> None:
    stored = drawn((CASES / "no-print.pdf").read_bytes())
    assert (stored.shown, stored.obstacle) == (1, "")


def test_what_a_picture_tells_of_its_maker_is_left_out() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home, 59.9 north"
    out = BytesIO()
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif, comment=b"taken at home")
    assert b"taken at home" in out.getvalue()
    place = page_of(drawn(out.getvalue()), 1)
    assert b"taken at home" not in place.read_bytes()
    with Image.open(place) as image:
        assert not image.getexif()


def test_the_first_pages_of_a_pdf_are_drawn() -> None:
    stored = drawn(pdf(*[(595, 842)] * (PAGES_MAX + 3)))
    assert (stored.shown, stored.pages) == (PAGES_MAX, PAGES_MAX + 3)
    with Image.open(page_of(stored, PAGES_MAX)) as image:
        assert image.height == SIDE
    assert not page_of(stored, PAGES_MAX + 1).exists()


@pytest.mark.parametrize("size", [(1, 1), (14_000, 14_000), (14_000, 1)])
def test_pages_of_any_size_are_drawn_in_bounds(size: tuple[int, int]) -> None:
    with Image.open(page_of(drawn(pdf(size)), 1)) as image:
        assert max(image.size) <= SIDE


@pytest.mark.parametrize(
    "content",
    [
        b"words",
        b"",
        picture()[:60],
        picture("JPEG")[:-200],
        bomb(50_000, 50_000),
        bomb(7_000, 9_000),
        pdf((595, 842))[:200],
        b"%PDF-1.7\n%%EOF",
        b"GIF89a\xff\xff\xff\xff" + b"\0" * 50,
    ],
    ids=["text", "empty", "cut PNG", "cut JPEG", "bomb", "unfilled", "cut PDF", "empty PDF", "hollow GIF"],
)
def test_what_cannot_be_drawn_is_said_so(content: bytes) -> None:
    stored = drawn(content)
    assert (stored.shown, stored.pages) == (0, 0)
    assert not page_of(stored, 1).exists()


def test_an_endless_pdf_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "SECONDS_MAX", 3)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert drawn(endless()).shown == 0
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 10


@pytest.mark.parametrize(
    ("what", "greed"),
    [
        ("RLIMIT_AS, 1024**3", "bytearray(2 * 1024**3)"),
        ("RLIMIT_CPU, 1", "exec('while True: pass')"),
        ("RLIMIT_FSIZE, 1024", "x = open('{folder}/x', 'wb', 0); x.write(b'x' * 4096); x.write(b'x')"),
    ],
)
def test_the_child_takes_no_more_than_it_may(what: str, greed: str, tmp_path: Path) -> None:
    script = f"import resource; from handsel.record.preview_worker import limit; limit(resource.{what}); "
    script += greed.replace("{folder}", str(tmp_path))
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=20, check=False)
    assert ended.returncode != 0


def test_a_file_too_large_to_draw_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "SOURCE_BYTES_MAX", 10)
    monkeypatch.setattr(previews.subprocess, "run", None)
    assert drawn(picture()).shown == 0


def test_previews_are_made_again_and_forgotten() -> None:
    stored = drawn(picture())
    draw(stored)
    assert page_of(stored, 1).exists()
    forget(stored)
    assert not page_of(stored, 1).exists()
