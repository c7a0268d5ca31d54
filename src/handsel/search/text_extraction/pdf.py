"""The text of a PDF, page by page."""

from collections.abc import Iterator
from typing import BinaryIO

import pypdfium2


def words_of(file: BinaryIO) -> Iterator[str]:
    """The text of each page; raises PDFium's errors."""
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            yield page.get_textpage().get_text_bounded() + "\n"
