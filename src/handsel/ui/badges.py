"""Icons, badges, seals and avatars as HTML."""

from dataclasses import dataclass
from typing import Protocol
from zlib import crc32

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

TONES = frozenset({"good", "busy", "warn", "bad", "gold", "mute"})
HUES_APART = 60
"""Degrees between two hues from which the pale colours behind initials look different."""


@dataclass(frozen=True)
class Badge:
    """A state with its tone, icon and word."""

    tone: str
    icon: str
    word: str


class Avatar(Protocol):
    """Anything shown by a picture or initials."""

    @property
    def name(self) -> str:
        """The name the initials come from."""

    @property
    def hue(self) -> int:
        """The colour behind the initials, 0 to 359."""

    @property
    def picture(self) -> str:
        """The URL of a picture, or an empty string."""


@dataclass(frozen=True)
class PlaceholderAvatar:
    """An avatar for somebody known only by name or email."""

    name: str
    picture: str = ""

    @property
    def hue(self) -> int:
        """A colour derived from the name."""
        return crc32(self.name.encode()) % 360


def hue_apart(hue: int, other: int) -> int:
    """The hue, turned away where an eye would take it for the other; both from 0 to 359."""
    distance = abs(hue - other) % 360
    return (hue + 150) % 360 if min(distance, 360 - distance) < HUES_APART else hue


def icon(name: str, classes: str = "") -> SafeString:
    """An icon of the sprite, always next to a word."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', f"i {classes}".strip(), name
    )


def badge(tone: str | Badge, sign: str = "", word: str = "", *, bare: bool = False) -> SafeString:
    """A badge as HTML, from a `Badge` or from its three parts."""
    shown = tone if isinstance(tone, Badge) else Badge(tone, sign, word)
    if shown.tone not in TONES:
        raise ValueError(f"no such tone: {shown.tone!r}")
    classes = f"state {shown.tone} bareword" if bare else f"state {shown.tone}"
    return format_html('<span class="{}">{}{}</span>', classes, icon(shown.icon), shown.word)


def hex_text(digest: bytes | memoryview) -> str:
    """A hash in hexadecimal."""
    return bytes(digest).hex()


def short_hash(digest: bytes | memoryview | str) -> str:
    """A shortened hash for comparing by eye: `aef8 e2b0 … e4b5`."""
    text = digest if isinstance(digest, str) else hex_text(digest)
    return f"{text[:4]} {text[4:8]} … {text[-4:]}" if text else ""


def seal(number: int, href: str = "", digest: bytes | memoryview | str = b"") -> SafeString:
    """The number of an entry, linked if there is a URL, with its short hash."""
    inner = format_html('{}<span class="hide">{} </span>№ {}', icon("seal"), _("Record"), number)
    if not href:
        return format_html('<span class="seal" data-hash="{}">{}</span>', short_hash(digest), inner)
    return format_html('<a class="seal" href="{}" data-hash="{}">{}</a>', href, short_hash(digest), inner)


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = name.split("@")[0].replace(".", " ").split()
    ends = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


def avatar(face: Avatar | str, classes: str = "") -> SafeString:
    """A picture, or initials on a colour, always next to the name."""
    shown = PlaceholderAvatar(face) if isinstance(face, str) else face
    inner = format_html('<img src="{}" alt="">', shown.picture) if shown.picture else initials(shown.name)
    return format_html(
        '<span class="{}" style="--hue: {}" aria-hidden="true">{}</span>',
        f"avatar {classes}".strip(),
        shown.hue,
        inner,
    )
