"""The text of office documents: XML in ZIP, streamed in constant memory."""

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

READ_BYTES_MAX = 64 * 1024 * 1024
"""The limit of unpacked XML per document."""
CHUNK_BYTES = 64 * 1024

_DOCX = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_XLSX = re.compile(r"xl/(sharedStrings|worksheets/[^/]+|comments[^/]*)\.xml")
_PPTX = re.compile(r"ppt/(slides|notesSlides)/[^/]+\.xml")
_ODF = re.compile(r"content\.xml")


class Unwanted(Exception):
    """The XML has a document type: entities would only be an attack."""


def words_of_docx(file: BinaryIO) -> Iterator[str]:
    """The text of a document, its headers, notes and comments."""
    return _words(file, _DOCX, text={"t"}, ends={"p", "tab", "br"})


def words_of_xlsx(file: BinaryIO) -> Iterator[str]:
    """The text and numbers of a workbook; shared strings come once."""
    return _words(file, _XLSX, text={"t", "v"}, ends={"t", "v"}, skips={"s"})


def words_of_pptx(file: BinaryIO) -> Iterator[str]:
    """The text of slides and of their notes."""
    return _words(file, _PPTX, text={"t"}, ends={"p", "br"})


def words_of_odf(file: BinaryIO) -> Iterator[str]:
    """The text of an OpenDocument text, sheet or presentation."""
    return _words(file, _ODF, text={"p", "h"}, ends={"p", "h", "tab", "line-break", "s"})


def _words(
    file: BinaryIO,
    members: re.Pattern[str],
    *,
    text: set[str],
    ends: set[str],
    skips: frozenset[str] | set[str] = frozenset(),
) -> Iterator[str]:
    left = READ_BYTES_MAX
    with zipfile.ZipFile(file) as archive:
        for name in filter(members.fullmatch, archive.namelist()):
            page = _Page(text, ends, skips)
            with archive.open(name) as member:
                while left > 0 and (chunk := member.read(min(CHUNK_BYTES, left))):
                    left -= len(chunk)
                    yield page.feed(chunk)


class _Page:
    """A parser that collects the text of some elements, with line breaks at the end of others."""

    def __init__(self, text: set[str], ends: set[str], skips: frozenset[str] | set[str]) -> None:
        self._text, self._ends, self._skips = text, ends, skips
        self._parts: list[str] = []
        self._depth = 0
        self._skipping = False
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._character_data

    def feed(self, chunk: bytes) -> str:
        """Parse a chunk; returns the new text."""
        self._parts = []
        self._parser.Parse(chunk, False)
        return "".join(self._parts)

    def _refuse(self, *_doctype: object) -> None:
        raise Unwanted

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._skipping = attributes.get("t") in self._skips
        self._depth += local in self._text

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self._depth -= local in self._text
        if local in self._ends:
            self._parts.append("\n")

    def _character_data(self, words: str) -> None:
        if self._depth and not self._skipping:
            self._parts.append(words)
