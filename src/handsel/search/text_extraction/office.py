"""The text of office documents: XML in ZIP, streamed in constant memory."""

import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.parsers import expat

from handsel.search.text_extraction.office_formats import FORMATS, OfficeFormat

READ_BYTES_MAX = 64 * 1024 * 1024
"""The limit of unpacked XML per document."""
CHUNK_BYTES = 64 * 1024
_TYPES = "[content_types].xml"


class Unwanted(Exception):
    """The XML has a document type: entities would only be an attack."""


def format_of(file: BinaryIO) -> OfficeFormat | None:
    """The format of a ZIP; None if it is no office document."""
    with zipfile.ZipFile(file) as archive:
        types = _content_types(archive)
    return next(
        (
            style
            for style in FORMATS
            if style.main_name in types or any(map(style.main.fullmatch, types.values()))
        ),
        None,
    )


def words_of(file: BinaryIO, style: OfficeFormat) -> Iterator[str]:
    """The text of a document, with its headers, notes and comments; shared strings come once."""
    left = READ_BYTES_MAX
    with zipfile.ZipFile(file) as archive:
        types = _content_types(archive)
        for member in archive.namelist():
            name = _part_name(member)
            if not (style.parts.fullmatch(types[name]) or style.part_names.fullmatch(name)):
                continue
            page = _TextOfPart(style)
            with archive.open(member) as content:
                while left > 0 and (chunk := content.read(min(CHUNK_BYTES, left))):
                    left -= len(chunk)
                    yield page.feed(chunk)


def _part_name(member: str) -> str:
    """The name of a part as packages mean it (ECMA-376-2, 6.2.2.3): in any case, with either slash."""
    return member.replace("\\", "/").removeprefix("/").lower()


def _content_types(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """The content type of each part of a package, empty where none is stated (ECMA-376-2, 6.2.3)."""
    members = {_part_name(member): member for member in archive.namelist()}
    types = _StatedTypes()
    if _TYPES in members:
        with archive.open(members[_TYPES]) as content:
            types.read(content.read(CHUNK_BYTES))
    return {name: types.type_of(name) for name in members}


class _StatedTypes:
    """What a package states of its parts: by name, or by the ending of the name."""

    def __init__(self) -> None:
        self._by_name: dict[str, str] = {}

    def read(self, content: bytes) -> None:
        """Read the statements, as far as they are XML."""
        parser = _parser()
        parser.StartElementHandler = self._start
        try:
            parser.Parse(content, True)
        except expat.ExpatError:
            return

    def type_of(self, name: str) -> str:
        """The content type of a part."""
        return self._by_name.get(name) or self._by_name.get(f".{name.rpartition('.')[2]}", "")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        ending = f".{attributes['Extension']}" if "Extension" in attributes else ""
        name = _part_name(attributes.get("PartName", ending))
        self._by_name[name] = attributes.get("ContentType", "").lower()


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_doctype: object) -> None:
    raise Unwanted


class _TextOfPart:
    """A parser that collects the text of some elements, with line breaks around others."""

    def __init__(self, style: OfficeFormat) -> None:
        self._style = style
        self._parts: list[str] = []
        self._depth = self._hidden_depth = 0
        self._skipping = False
        self._parser = _parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._character_data

    def feed(self, chunk: bytes) -> str:
        """Parse a chunk; returns the new text."""
        self._parts = []
        self._parser.Parse(chunk, False)
        return "".join(self._parts)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._skipping = attributes.get("t") in self._style.skipped_cells
        self._depth += local in self._style.text
        self._hidden_depth += local in self._style.hidden
        self._break_at(local)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self._depth -= local in self._style.text
        self._hidden_depth -= local in self._style.hidden
        self._break_at(local)

    def _break_at(self, local: str) -> None:
        if local in self._style.ends:
            self._parts.append("\n")

    def _character_data(self, words: str) -> None:
        if self._depth and not self._skipping and not self._hidden_depth:
            self._parts.append(words)
