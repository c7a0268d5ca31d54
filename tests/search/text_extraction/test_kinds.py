"""What reads a file, without the child around it."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handsel.search.text_extraction.kinds import reader_of
from handsel.search.text_extraction.office import Unwanted
from tests.search.text_extraction import documents

COVERS = (
    "handsel.search.text_extraction.mail",
    "handsel.search.text_extraction.office",
    "handsel.search.text_extraction.pdf",
    "handsel.search.text_extraction.plain",
    "handsel.search.text_extraction.rtf",
)
CASES = Path(__file__).parent / "cases"


def read(file: BinaryIO) -> tuple[str, str]:
    """The kind and the text of a file."""
    match = reader_of(file)
    assert match is not None
    return match[0], "".join(match[1](file))


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
    known, text = read(file)
    assert known == kind
    assert documents.WORDS in text


def test_a_document_type_in_a_document_is_refused() -> None:
    file = io.BytesIO(documents.docx(head=documents.billion_laughs()))
    with pytest.raises(Unwanted):
        read(file)


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("plain.docx", "docx", "Kestrel clause in a plain document"),
        ("word-online.docx", "docx", "Kingfisher clause from a document written in Word Online"),
        ("tracked.docx", "docx", "We pay Osprey"),
        ("plain.xlsx", "xlsx", "Lapwing budget 1234.5"),
        ("capital-shared.xlsx", "xlsx", "Cormorant budget 1234.5"),
        ("backslash.xlsx", "xlsx", "Bittern budget 1234.5"),
        ("richcell.xlsx", "xlsx", "Nightingale budget 1234.5"),
        ("tracked.odt", "odf", "We pay Merlin after delivery."),
        ("textedit.rtf", "rtf", "Gebühr für die Übersetzung, Sperling—fest."),
        (
            "hyphen.pdf",
            "pdf",
            "The contractor pays the cancellation fee and the Fulmar surcharge within ten days.",
        ),
        ("filled-needappearances.pdf", "pdf", "Name of contractor: Petrel Ltd"),
        ("filled-with-appearance.pdf", "pdf", "Name of contractor: Albatross Ltd"),
    ],
)
def test_a_document_says_what_its_reader_sees(name: str, kind: str, words: str) -> None:
    with (CASES / name).open("rb") as file:
        known, text = read(file)
    assert known == kind
    assert sorted(text.split()) == sorted(words.split())


def test_a_mail_is_decoded() -> None:
    with (CASES / "mail.eml").open("rb") as file:
        kind, text = read(file)
    assert kind == "eml"
    assert "Prüfung Nachtrag" in text
    assert "Die Gebühr für den Neuntoeter-Zuschlag beträgt zwei Wochen, Zaunkönig." in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (rb"{\rtf1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1 \'cf\'f0\'e8\'e2\'e5\'f2}", "Привет"),
        (rb"{\rtf1\ansi{\fonttbl{\f0\fcharset128 A;}}\f0 \'90\'bf\'8b\'81\'8f\'91}", "請求書"),
        (rb"{\rtf1\uc1\u1044?\u1072?{\*\generator Riched20;}\uc2\u-24064xx!}", "Даꈀ!"),
        (rb"{\rtf1 We pay {\deleted Goshawk}Osprey\par now\~or later\{\}}", "We pay Osprey\nnow or later{}"),
        (rb"{\rtf1\uc1 \u-10179?\u-8704?}", "\U0001f600"),
        (rb"{\rtf1 {\info{\title Unseen}}{\pict 0a0b}seen", "seen"),
    ],
)
def test_rich_text_is_read_in_the_code_page_of_its_font(content: bytes, words: str) -> None:
    assert read(io.BytesIO(content)) == ("rtf", words)


def test_a_text_with_colons_is_no_mail() -> None:
    assert read(io.BytesIO(b"From: me\nTo: you\n\nNo mail.\n"))[0] == "text"


@given(st.binary(max_size=200), st.sampled_from([b"{\\rtf1 ", b"From: a\r\nReceived: b\r\n"]))
@example(b"%PDF-", b"{\\rtf1 ")
def test_any_bytes_of_what_is_parsed_here_can_be_read(content: bytes, head: bytes) -> None:
    reader = reader_of(io.BytesIO(head + content))
    if reader is None or reader[0] == "pdf":
        return  # PDFium refuses a broken PDF.
    assert isinstance("".join(reader[1](io.BytesIO(head + content))), str)
