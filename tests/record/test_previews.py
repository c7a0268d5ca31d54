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
from tests.web.scenario import picture

COVERS = ("handsel.record.preview_worker",)
pytestmark = pytest.mark.django_db


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
