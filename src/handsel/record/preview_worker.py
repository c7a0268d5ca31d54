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
LOCKED = 4
"""The exit code for a PDF that asks for a password."""
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
    """The pages of a picture: a TIFF may have several, in others further frames are an animation."""
    from PIL import Image, ImageOps

    with Image.open(source, formats=[kind]) as image:
        pages = getattr(image, "n_frames", 1) if kind == "TIFF" else 1
        (Path(folder) / "pages").write_text(str(pages))
        for number in range(min(pages, PAGES_MAX)):
            image.seek(number)
            if image.width * image.height > PIXELS_MAX:
                raise SystemExit(f"{image.width} x {image.height} pixels are too many")
            image.draft("RGB", (SIDE, SIDE))
            yield ImageOps.exif_transpose(image)


def _pdf(source: str, folder: str) -> Iterator[Any]:
    """The pages of a PDF, with what its form was filled with."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise SystemExit(LOCKED if error.err_code == raw.FPDF_ERR_PASSWORD else 1) from error
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()
    (Path(folder) / "pages").write_text(str(len(document)))
    for number in range(min(len(document), PAGES_MAX)):
        page = document[number]
        scale = SIDE / max(*page.get_size(), 1)
        yield page.render(scale=min(scale, 4)).to_pil()


def _in_srgb(image: Any) -> Any:
    """A picture in the colours of screens, if it says which others it has; its profile is left out later."""
    from io import BytesIO

    from PIL import ImageCms

    screen, profile = ImageCms.createProfile("sRGB"), image.info.get("icc_profile")
    try:
        if image.mode == "LAB":
            return ImageCms.profileToProfile(image, ImageCms.createProfile("LAB"), screen, outputMode="RGB")
        if profile and image.mode in {"RGB", "CMYK"}:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, own, screen, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return image


def _with_eight_bits(image: Any) -> Any:
    """A picture in grey whose range of values is that of one byte; others stay as they are.

    Pillow cuts values off at 255 instead. What has 16 bits uses all of them; what has more, or fractions,
    is as bright as its brightest point.
    """
    if image.mode[0] not in "IF":
        return image
    darkest, brightest = image.getextrema()
    if image.mode.startswith("I;16") or (image.mode == "I" and darkest >= 0 and 255 < brightest < 65536):
        darkest, brightest = 0, 65535
    steps = 255 / ((brightest - darkest) or 1)
    return image.convert("F").point(lambda value: value * steps - darkest * steps).convert("L")


def _write(image: Any, place: Path, side: int) -> None:
    """Write the pixels without metadata, atomically."""
    image = _with_eight_bits(_in_srgb(image))
    pixels = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
    pixels.thumbnail((side, side))
    part = place.with_suffix(".part")
    pixels.save(part, "WEBP", quality=80, exif=b"", xmp=b"", icc_profile=b"")
    part.replace(place)


if __name__ == "__main__":
    main(*sys.argv[1:])
