"""Link safety: allowed links, and the host to show beside a link whose text could mislead."""

import unicodedata
from urllib.parse import urlsplit

from handsel.kernel.characters import has_bidi_controls, is_blank

SCHEMES = frozenset({"http", "https", "mailto"})
_DOTS = str.maketrans({"\u3002": ".", "\uff61": "."})


def is_allowed(href: str) -> bool:
    """Whether a link is allowed: http(s) with a host and no credentials, or mailto."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in SCHEMES and bool(parts.hostname) and "@" not in parts.netloc


def host_to_show(href: str, words: str) -> str:
    """The host (or email) to show beside a link with this text; empty if the text is honest."""
    parts = urlsplit(href)
    if parts.scheme == "mailto":
        return "" if _normalised(words).strip().removeprefix("mailto:") == parts.path else parts.path
    host = parts.hostname or ""
    hidden = is_blank(words) or has_bidi_controls(words) or mixes_scripts(host)
    return host if hidden or any(_without_www(shown) != _without_www(host) for shown in _hosts(words)) else ""


def mixes_scripts(host: str) -> bool:
    """Whether a host mixes scripts, as lookalike domains do."""
    try:
        letters = [letter for letter in host.encode().decode("idna") if letter.isalpha()]
    except UnicodeError:
        return True
    return len({unicodedata.name(letter, "").split(" ")[0] for letter in letters}) > 1


def _hosts(words: str) -> list[str]:
    """Anything that looks like a host in a text, as IDNA."""
    text = "".join(letter if letter.isalnum() or letter in ".-" else " " for letter in _normalised(words))
    hosts = [part.strip(".-") for part in text.split()]
    return [_idna(host) for host in hosts if "." in host and host.rpartition(".")[2].isalpha()]


def _normalised(words: str) -> str:
    """The text as it looks: normalised, without invisible characters."""
    seen = (character for character in words if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", "".join(seen)).translate(_DOTS).lower()


def _idna(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _without_www(host: str) -> str:
    return host.removeprefix("www.")
