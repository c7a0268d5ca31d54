"""Where a link really leads: the host to show beside it when its words could be taken for another's."""

import unicodedata
from urllib.parse import urlsplit

from handsel.kernel.characters import has_bidi_controls, is_blank

SCHEMES = frozenset({"http", "https", "mailto"})
_DOTS = str.maketrans({"\u3002": ".", "\uff61": "."})


def leads_somewhere(href: str) -> bool:
    """Whether an address is one that a link may have: of the web with a host and no password, or of mail."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in SCHEMES and bool(parts.hostname) and "@" not in parts.netloc


def shown_beside(href: str, words: str) -> str:
    """The host (or address of mail) to show beside a link with these words; empty when they are honest."""
    parts = urlsplit(href)
    if parts.scheme == "mailto":
        return "" if _plain(words).strip().removeprefix("mailto:") == parts.path else parts.path
    host = parts.hostname or ""
    hidden = is_blank(words) or has_bidi_controls(words) or mixes_scripts(host)
    return host if hidden or any(_bare(shown) != _bare(host) for shown in _hosts(words)) else ""


def mixes_scripts(host: str) -> bool:
    """Whether a host is written in letters of more than one script, as one that imitates another may be."""
    try:
        letters = [letter for letter in host.encode().decode("idna") if letter.isalpha()]
    except UnicodeError:
        return True
    return len({unicodedata.name(letter, "").split(" ")[0] for letter in letters}) > 1


def _hosts(words: str) -> list[str]:
    """What looks like a host in some words, as browsers ask for it."""
    text = "".join(letter if letter.isalnum() or letter in ".-" else " " for letter in _plain(words))
    hosts = [part.strip(".-") for part in text.split()]
    return [_idna(host) for host in hosts if "." in host and host.rpartition(".")[2].isalpha()]


def _plain(words: str) -> str:
    """The words as eyes read them: one form for each letter, and nothing that has no width."""
    seen = (character for character in words if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", "".join(seen)).translate(_DOTS).lower()


def _idna(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _bare(host: str) -> str:
    return host.removeprefix("www.")
