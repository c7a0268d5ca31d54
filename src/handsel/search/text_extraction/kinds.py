"""Detect the kind of a file by its content, never its name."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from handsel.search.text_extraction import mail, office, pdf, plain, rtf

Reader = Callable[[BinaryIO], Iterator[str]]

HEAD_BYTES = 4096


def reader_of(file: BinaryIO) -> tuple[str, Reader] | None:
    """The kind of a file and its reader; None if unsupported."""
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if b"%PDF-" in head[:1024]:
        return "pdf", pdf.words_of
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file)
    if rtf.is_rtf(head):
        return "rtf", rtf.words_of
    if not plain.is_text(head):
        return None
    return ("eml", mail.words_of) if mail.is_mail(head) else ("text", plain.words_of)


def _zipped(file: BinaryIO) -> tuple[str, Reader] | None:
    style = office.format_of(file)
    file.seek(0)
    return (style.kind, partial(office.words_of, style=style)) if style else None
