"""The text of a Rich Text document (RTF 1.9), in the code pages of its fonts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

READ_BYTES_MAX = 16 * 1024 * 1024
_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
_BREAKS = frozenset({"par", "line", "tab", "cell", "row", "sect", "page"})
_SIGNS = {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"}
_WITHOUT_TEXT = frozenset(
    {"colortbl", "stylesheet", "info", "pict", "object", "themedata", "generator", "deleted", "fldinst"}
)
_CODE_PAGES = {
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""The code page of each charset that a font can have."""


@dataclass(frozen=True)
class _RtfGroup:
    """What holds until the group ends; `fallback` is how many characters stand for one of Unicode."""

    is_hidden: bool = False
    is_fonts: bool = False
    font: int = 0
    fallback: int = 1


@dataclass
class _RtfDocument:
    code_page: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    groups: list[_RtfGroup] = field(default_factory=lambda: [_RtfGroup()])
    skip: int = 0
    pending: bytearray = field(default_factory=bytearray)

    @property
    def group(self) -> _RtfGroup:
        return self.groups[-1]

    def change(self, **changes: object) -> None:
        self.groups[-1] = replace(self.group, **changes)  # type: ignore[arg-type]


def is_rtf(head: bytes) -> bool:
    """Whether a file is Rich Text, by its first bytes."""
    return head.startswith(b"{\\rtf")


def words_of(file: BinaryIO) -> Iterator[str]:
    """The text of a document, without what was deleted under change tracking."""
    text = "".join(_parts(file.read(READ_BYTES_MAX)))
    # What lies beyond 16 bits, such as an emoji, is written as two halves.
    yield text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _parts(content: bytes) -> Iterator[str]:
    document = _RtfDocument()
    for match in _TOKEN.finditer(content):
        code, word, number, sign, brace, text = match.groups()
        if code or text:
            _add(document, bytes.fromhex(code.decode()) if code else text)
            continue
        yield _flushed(document)
        if brace:
            _open_or_close(document, brace)
        elif word:
            yield _obey(document, word.decode(), int(number) if number else None)
        elif sign:
            yield _sign(document, sign)
    yield _flushed(document)


def _add(document: _RtfDocument, content: bytes) -> None:
    skipped = min(document.skip, len(content))
    document.skip -= skipped
    if not (document.group.is_hidden or document.group.is_fonts):
        document.pending += content[skipped:]


def _flushed(document: _RtfDocument) -> str:
    """The bytes since the last control, decoded together: a character may have several."""
    text = document.pending.decode(document.fonts.get(document.group.font, document.code_page), "replace")
    document.pending.clear()
    return text


def _open_or_close(document: _RtfDocument, brace: bytes) -> None:
    document.skip = 0
    if brace == b"{":
        document.groups.append(document.group)
    elif len(document.groups) > 1:
        document.groups.pop()


def _obey(document: _RtfDocument, word: str, number: int | None) -> str:
    """Do what a control word says; returns the text that it stands for."""
    if word in _WITHOUT_TEXT:
        document.change(is_hidden=number != 0)
    elif word == "u" and number is not None:
        document.skip = document.group.fallback
        return "" if document.group.is_hidden else _character(number)
    elif word == "fonttbl":
        document.change(is_fonts=True)
    elif number is not None:
        _set(document, word, number)
    return "\n" if word in _BREAKS else _SIGNS.get(word, "")


def _set(document: _RtfDocument, word: str, number: int) -> None:
    if word == "uc":
        document.change(fallback=max(0, number))
    elif word == "f":
        document.change(font=number)
    elif word == "fcharset" and document.group.is_fonts and number in _CODE_PAGES:
        document.fonts[document.group.font] = _CODE_PAGES[number]
    elif word == "ansicpg" and number in range(1250, 1259):
        document.code_page = f"cp{number}"


def _sign(document: _RtfDocument, sign: bytes) -> str:
    if sign == b"*":
        document.change(is_hidden=True)
    if document.group.is_hidden or document.group.is_fonts:
        return ""
    signs = {b"~": " ", b"_": "-", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}
    return signs.get(sign, "")


def _character(number: int) -> str:
    """A character of `\\u`, a signed number of 16 bits."""
    return chr(number % 65536)
