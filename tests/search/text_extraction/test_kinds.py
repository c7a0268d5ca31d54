"""What reads a file, without the child around it."""

import io
from collections.abc import Callable

import pytest

from handsel.search.text_extraction.kinds import reader_of
from handsel.search.text_extraction.office import Unwanted, words_of_docx
from tests.search.text_extraction import documents

COVERS = (
    "handsel.search.text_extraction.office",
    "handsel.search.text_extraction.pdf",
    "handsel.search.text_extraction.plain",
)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pdf", documents.pdf),
        ("docx", documents.docx),
        ("xlsx", documents.xlsx),
        ("pptx", documents.pptx),
        ("odf", documents.odf),
        ("text", lambda: b"\xef\xbb\xbf" + documents.WORDS.encode()),
        ("text", lambda: b"<html><style>x</style>" + documents.WORDS.encode()),
    ],
)
def test_a_kind_has_its_reader(kind: str, content: Callable[[], bytes]) -> None:
    file = io.BytesIO(content())
    match = reader_of(file)
    assert match is not None
    assert match[0] == kind
    assert documents.WORDS in "".join(match[1](file))


def test_a_document_type_in_a_document_is_refused() -> None:
    file = io.BytesIO(documents.docx(head=documents.billion_laughs()))
    with pytest.raises(Unwanted):
        list(words_of_docx(file))
