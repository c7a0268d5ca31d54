"""Which characters the fonts of this machine can show, as fontconfig (which Pango asks too) says."""

import ctypes
import ctypes.util
import unicodedata
from functools import cache
from typing import Any

from handsel.kernel.characters import normalized

LANGUAGES = {
    "Greek": "\u03b1",
    "Russian": "\u0436",
    "Arabic": "\u0639",
    "Hebrew": "\u05d0",
    "Hindi": "\u0915",
    "Bengali": "\u0995",
    "Tamil": "\u0ba4",
    "Thai": "\u0e01",
    "Khmer": "\u1780",
    "Burmese": "\u1000",
    "Georgian": "\u10d0",
    "Armenian": "\u0561",
    "Amharic": "\u12a0",
    "Chinese": "\u8a9e",
    "Japanese": "\u304b",
    "Korean": "\ud55c",
}
"""A letter by which it shows whether there is a font for a language."""
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs"}


class _FontSet(ctypes.Structure):
    _fields_ = (
        ("count", ctypes.c_int),
        ("room", ctypes.c_int),
        ("patterns", ctypes.POINTER(ctypes.c_void_p)),
    )


def without_glyph(text: str) -> str:
    """The characters of a text that no font of this machine has, each once, in order.

    Empty where fontconfig is not installed: then nothing is known.
    """
    seen = (character for character in dict.fromkeys(text) if unicodedata.category(character) not in _UNSEEN)
    return "".join(character for character in seen if not has_glyph(character))


def languages_without_font() -> list[str]:
    """The languages of `LANGUAGES` for which this machine has no font."""
    return [name for name, letter in LANGUAGES.items() if not has_glyph(letter)]


@cache
def has_glyph(character: str) -> bool:
    """Whether a font has a character, or what it is composed of; True where fontconfig is not installed."""
    known = _coverage()
    if known is None:
        return True
    library, covered = known
    parts = [character] if len(normalized("NFD", character)) == 1 else []
    parts = parts or [character, *normalized("NFD", character)]
    alone, *composed = (bool(library.FcCharSetHasChar(covered, ord(part))) for part in parts)
    return alone or (bool(composed) and all(composed))


@cache
def _coverage() -> tuple[Any, Any] | None:
    """fontconfig, and the set of all characters that some font has."""
    name = ctypes.util.find_library("fontconfig")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    for function in ("FcPatternCreate", "FcObjectSetBuild", "FcCharSetCreate"):
        getattr(library, function).restype = ctypes.c_void_p
    library.FcFontList.restype = ctypes.POINTER(_FontSet)
    library.FcFontList.argtypes = (ctypes.c_void_p,) * 3
    library.FcPatternGetCharSet.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p)
    library.FcCharSetMerge.argtypes = (ctypes.c_void_p,) * 3
    library.FcCharSetHasChar.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    covered = library.FcCharSetCreate()
    wanted = ctypes.c_void_p(library.FcObjectSetBuild(b"charset", None))
    fonts = library.FcFontList(None, library.FcPatternCreate(), wanted).contents
    for place in range(fonts.count):
        one_font = ctypes.c_void_p()
        if library.FcPatternGetCharSet(fonts.patterns[place], b"charset", 0, ctypes.byref(one_font)) == 0:
            library.FcCharSetMerge(covered, one_font, None)
    return library, covered
