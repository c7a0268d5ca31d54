"""What a file is, told by its bytes and never by its name; and the words in one that is text."""

import codecs
import re

import charset_normalizer
import filetype

HEAD_BYTES = 64 * 1024
EMPTY, TEXT, UNKNOWN = "inode/x-empty", "text/plain", "application/octet-stream"
_READ_AS_TEXT_TOO = {"application/pdf", "application/rtf", "application/postscript"}
_CONTROLS = re.compile(rb"[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]")
"""What text in no encoding has, but the wide ones, which say so by a mark."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def type_of(head: bytes) -> str:
    """The media type of a file by its first bytes (64 KB are plenty)."""
    if not head:
        return EMPTY
    kind = filetype.guess(head)
    known = str(kind.mime) if kind else UNKNOWN
    if _is_text(head):
        return known if known in _READ_AS_TEXT_TOO else TEXT
    return known


def extension_of(media_type: str) -> str:
    """How files of a type are mostly named; empty for what is not known."""
    kind = filetype.get_type(mime=media_type) if media_type != UNKNOWN else None
    return str(kind.extension) if kind else ""


def decoded(content: bytes, *, is_part: bool = False) -> str:
    """The words of a text in whatever encoding; what no encoding explains is read byte by byte.

    Of the first part of a text, half a character at its end is left out.
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
