"""Render the pages of a picture or PDF in a process with tight resource limits.

Run as `python -m handsel.record.preview_worker <type> <source> <folder>`: it writes `small.webp`, `1.webp`,
`2.webp` and so on, and `pages`, the number of pages. A hostile file harms only this process.
"""

import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PICTURES = {
    "image/png": "PNG",
    "image/apng": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
}
PDF = "application/pdf"
PAGES_MAX = 20
PIXELS_MAX = 64_000_000
SIDE, SIDE_SMALL = 1600, 320
MEMORY_BYTES_MAX = 1024**3
CPU_SECONDS_MAX = 20
WRITTEN_BYTES_MAX = 32 * 1024 * 1024


def main(media_type: str, source: str, folder: str) -> None:
    """Render within limits; any error ends the process."""
    limit(resource.RLIMIT_AS, MEMORY_BYTES_MAX)
    limit(resource.RLIMIT_CPU, CPU_SECONDS_MAX)
    limit(resource.RLIMIT_FSIZE, WRITTEN_BYTES_MAX)
    limit(resource.RLIMIT_CORE, 0)
    pages = _pdf(source, folder) if media_type == PDF else _picture(source, PICTURES[media_type], folder)
    for number, image in enumerate(pages, start=1):
        if number == 1:
            _write(image, Path(folder) / "small.webp", SIDE_SMALL)
        _write(image, Path(folder) / f"{number}.webp", SIDE)


def limit(what: int, most: int) -> None:
    """Set a resource limit for good."""
    resource.setrlimit(what, (most, most))


def _picture(source: str, kind: str, folder: str) -> Iterator[Any]:
    from PIL import Image, ImageOps

    with Image.open(source, formats=[kind]) as image:
        if image.width * image.height > PIXELS_MAX:
            raise SystemExit(f"{image.width} x {image.height} pixels are too many")
        image.draft("RGB", (SIDE, SIDE))
        (Path(folder) / "pages").write_text("1")
        yield ImageOps.exif_transpose(image)


def _pdf(source: str, folder: str) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    (Path(folder) / "pages").write_text(str(len(document)))
    for number in range(min(len(document), PAGES_MAX)):
        page = document[number]
        scale = SIDE / max(*page.get_size(), 1)
        yield page.render(scale=min(scale, 4), may_draw_forms=False).to_pil()


def _write(image: Any, place: Path, side: int) -> None:
    """Write the pixels without metadata, atomically."""
    pixels = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
    pixels.thumbnail((side, side))
    part = place.with_suffix(".part")
    pixels.save(part, "WEBP", quality=80, exif=b"", xmp=b"", icc_profile=b"")
    part.replace(place)


if __name__ == "__main__":
    main(*sys.argv[1:])
