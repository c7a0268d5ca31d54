"""The text of plain text files and HTML pages."""

import codecs
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import BinaryIO

READ_BYTES_MAX = 4 * 1024 * 1024

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_HIDDEN = frozenset({"script", "style"})
_PAGES = ("<!doctype html", "<html")


def is_text(head: bytes) -> bool:
    """Whether a file is text, by its first bytes: it has a BOM, or no control characters."""
    return any(head.startswith(mark) for mark, _ in _MARKED) or not set(head) & set(_CONTROLS)


def words_of(file: BinaryIO) -> Iterator[str]:
    """The text; of an HTML page, without markup."""
    text = decoded(file.read(READ_BYTES_MAX))
    yield without_markup(text) if text.lstrip()[:20].lower().startswith(_PAGES) else text


def decoded(content: bytes) -> str:
    """Decode by BOM, else as UTF-8, else as Windows-1252."""
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def without_markup(text: str) -> str:
    """The text of an HTML page."""
    page = _WebPage()
    page.feed(text)
    page.close()
    return " ".join(page.parts)


class _WebPage(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden_depth += tag in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self._hidden_depth -= tag in _HIDDEN and self._hidden_depth > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden_depth:
            self.parts.append(data)
