"""Texts as people write them anywhere: all scripts, marks, joiners, marks of direction, emoji."""

import unicodedata

from hypothesis import strategies as st

BLOCKS = {
    "Latin": (0x41, 0x24F),
    "Vietnamese": (0x1EA0, 0x1EF9),
    "Greek": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Armenian": (0x531, 0x58A),
    "Hebrew": (0x591, 0x5F4),
    "Arabic": (0x600, 0x6FF),
    "Syriac": (0x700, 0x74F),
    "Thaana": (0x780, 0x7B1),
    "Devanagari": (0x900, 0x97F),
    "Bengali": (0x980, 0x9FE),
    "Tamil": (0xB82, 0xBFA),
    "Thai": (0xE01, 0xE5B),
    "Tibetan": (0xF00, 0xFDA),
    "Burmese": (0x1000, 0x109F),
    "Georgian": (0x10A0, 0x10FF),
    "Jamo": (0x1100, 0x11FF),
    "Ethiopic": (0x1200, 0x137C),
    "Khmer": (0x1780, 0x17F9),
    "Mongolian": (0x1800, 0x18AA),
    "Marks": (0x300, 0x36F),
    "Punctuation": (0x2000, 0x206F),
    "Kana": (0x3041, 0x30FF),
    "Han": (0x4E00, 0x9FFF),
    "Hangul": (0xAC00, 0xD7A3),
    "Compatibility": (0xF900, 0xFDFF),
    "Wide": (0xFF01, 0xFFEF),
    "Gothic": (0x10330, 0x1034A),
    "Mathematical": (0x1D400, 0x1D7FF),
    "Emoji": (0x1F300, 0x1FAFF),
    "Tags": (0xE0000, 0xE007F),
}
SEQUENCES = (
    "\U0001f469\u200d\U0001f4bb",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "\U0001f1f3\U0001f1f4",
    "\u2764\ufe0f",
    "\U0001f44d\U0001f3fd",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u0915\u094d\u200d\u0937",
    "I\u0307\u0131\u015f\u0130",
    "\ufb01\u00df\u1e9e",
    "\u200e",
    "\u200f",
    "\u061c",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\ufeff",
)
FORMS = ("NFC", "NFD", "NFKC", "NFKD")


def _in_block(bounds: tuple[int, int]) -> st.SearchStrategy[str]:
    letters = st.characters(min_codepoint=bounds[0], max_codepoint=bounds[1], exclude_categories=("Cs", "Cn"))
    return st.text(letters, min_size=1, max_size=6)


def texts(parts_max: int = 5) -> st.SearchStrategy[str]:
    """A few words or signs of any scripts, in any of the forms of Unicode."""
    words = st.sampled_from(sorted(BLOCKS.values())).flatmap(_in_block)
    parts = st.one_of(words, st.sampled_from(SEQUENCES), st.text(max_size=4), st.just(" "))
    whole = st.lists(parts, min_size=1, max_size=parts_max).map("".join)
    return st.builds(unicodedata.normalize, st.sampled_from(FORMS), whole)


def visible(text: str) -> str:
    """A text without blanks and controls, which pages may set otherwise."""
    return "".join(letter for letter in text if not letter.isspace() and unicodedata.category(letter) != "Cc")
