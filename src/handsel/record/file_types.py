"""Detect the type of a file from its bytes, never its name; decode text."""

import codecs
import re

import charset_normalizer
import filetype

HEAD_BYTES = 64 * 1024
EMPTY, TEXT, UNKNOWN = "inode/x-empty", "text/plain", "application/octet-stream"
_READ_AS_TEXT_TOO = {"application/pdf", "application/rtf", "application/postscript"}
_CONTROLS = re.compile(rb"[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]")
"""Bytes that occur in no text, except in UTF-16 and UTF-32, which have a BOM."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def type_of(head: bytes) -> str:
    """The media type of a file by its first bytes (64 kB are plenty)."""
    if not head:
        return EMPTY
    kind = filetype.guess(head)
    known = str(kind.mime) if kind else UNKNOWN
    if _is_text(head):
        return known if known in _READ_AS_TEXT_TOO else TEXT
    return known


def extension_of(media_type: str) -> str:
    """The usual file extension of a type; empty if unknown."""
    kind = filetype.get_type(mime=media_type) if media_type != UNKNOWN else None
    return str(kind.extension) if kind else ""


def decoded(content: bytes, *, is_part: bool = False) -> str:
    """Decode text in a guessed encoding, Latin-1 as the last resort.

    With `is_part`, an incomplete character at the end is dropped.
    """
    for encoding in (_marked(content), "utf-8"):
        try:
            if encoding:
                return codecs.getincrementaldecoder(encoding)().decode(content, not is_part)
        except UnicodeDecodeError:
            continue
    best = charset_normalizer.from_bytes(content[:HEAD_BYTES]).best()
    return content.decode(best.encoding if best else "latin-1", errors="replace")


def _is_text(head: bytes) -> bool:
    return _marked(head) is not None or not _CONTROLS.search(head)


def _marked(content: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS.items() if content.startswith(mark)), None)
