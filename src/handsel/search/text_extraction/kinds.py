"""Detect the kind of a file by its content, never its name."""

import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

from handsel.search.text_extraction import office, pdf, plain

Reader = Callable[[BinaryIO], Iterator[str]]

HEAD_BYTES = 4096
_ZIPPED = (
    ("docx", "word/document.xml", office.words_of_docx),
    ("xlsx", "xl/workbook.xml", office.words_of_xlsx),
    ("pptx", "ppt/presentation.xml", office.words_of_pptx),
    ("odf", "content.xml", office.words_of_odf),
)


def reader_of(file: BinaryIO) -> tuple[str, Reader] | None:
    """The kind of a file and its reader; None if unsupported."""
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if b"%PDF-" in head[:1024]:
        return "pdf", pdf.words_of
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file)
    return ("text", plain.words_of) if plain.is_text(head) else None


def _zipped(file: BinaryIO) -> tuple[str, Reader] | None:
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
    file.seek(0)
    return next(((kind, reader) for kind, member, reader in _ZIPPED if member in names), None)
