"""The text of a PDF, page by page, and what its form was filled with."""

import ctypes
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdfium2
from pypdfium2 import raw

ANNOTATIONS_MAX = 2000
"""Form fields read on one page."""
_HYPHENS = str.maketrans({"\x02": None, "\ufffe": None})
"""What PDFium has for a hyphen by which a word was broken at the end of its line."""


def words_of(file: BinaryIO) -> Iterator[str]:
    """The text of each page; raises PDFium's errors."""
    with pypdfium2.PdfDocument(file) as document:
        has_form = document.get_formtype() != raw.FORMTYPE_NONE
        if has_form:
            document.init_forms()
        for page in document:
            yield page.get_textpage().get_text_bounded().translate(_HYPHENS) + "\n"
            if has_form:
                yield from _form_values(document, page)


def _form_values(document: Any, page: Any) -> Iterator[str]:
    for place in range(min(raw.FPDFPage_GetAnnotCount(page), ANNOTATIONS_MAX)):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        size = raw.FPDFAnnot_GetFormFieldValue(document.formenv, annotation, None, 0)
        value = ctypes.create_string_buffer(size)
        target = ctypes.cast(value, ctypes.POINTER(raw.FPDF_WCHAR))
        raw.FPDFAnnot_GetFormFieldValue(document.formenv, annotation, target, size)
        raw.FPDFPage_CloseAnnot(annotation)
        yield value.raw.decode("utf-16-le", "ignore").rstrip("\0") + "\n"
