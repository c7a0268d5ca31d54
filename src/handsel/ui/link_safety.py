"""Link safety: allowed links, and the host to show beside a link whose text could mislead."""

import re
import unicodedata
from functools import lru_cache
from ipaddress import IPv6Address
from urllib.parse import urlsplit

from handsel.kernel.characters import has_bidi_controls, is_blank, is_unseen, normalized

SCHEMES = frozenset({"http", "https", "mailto"})
_DOTS = str.maketrans(
    dict.fromkeys(
        "\u3002\uff61\u00b7\u0387\u066b\u06d4\u0701\u0702\u1427\u16eb\u2022\u2027\u2219\u22c5"
        "\u2e31\u2e33\ua4f8\ua60e\ua78f\U00010101\U00010a50\U0001d16d",
        ".",
    )
)
"""What ends a label or a sentence elsewhere, or looks like a full stop or a middle dot (UTS 39)."""
_ZEROS_LIKE_DOTS = str.maketrans(dict.fromkeys("\u0660\u06f0", "."))
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"})
"""Scripts that are written together in one word."""
_LAST_LABEL = re.compile(r"[^\W\d_]+|xn--[a-z0-9-]+")
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}|0x[0-9a-f]+(\.\w+)*")
_AFTER_SCHEME = re.compile(r"://([\w.-]+)")
_LIKE_IPV6 = re.compile(r"(?<![\w.:])[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*(?![\w:])")


def is_allowed(href: str) -> bool:
    """Whether a link is allowed: http(s) with a host in plain letters and no credentials, or mailto."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in SCHEMES and bool(parts.hostname) and not {"@", "%"} & set(parts.netloc)


def host_to_show(href: str, words: str) -> str:
    """The host (or email) to show beside a link with this text; empty if the text is honest."""
    parts = urlsplit(href)
    if parts.scheme == "mailto":
        return "" if _normalised(words).strip().removeprefix("mailto:") == parts.path else parts.path
    host = parts.hostname or ""
    hidden = is_blank(words) or has_bidi_controls(words) or is_lookalike(host)
    return host if hidden or any(_canonical(shown) != _canonical(host) for shown in _hosts(words)) else ""


def is_lookalike(host: str) -> bool:
    """Whether a host could be taken for another: it mixes scripts, or a label reads as Latin (UTS 39).

    The last label is left out: nobody but a registry chooses it.
    """
    try:
        decoded = host.encode().decode("idna")
    except UnicodeError:
        return True
    labels = decoded.split(".")[:-1]
    return any(_mixes_scripts(label) or _imitates_latin(label) for label in labels)


def _mixes_scripts(label: str) -> bool:
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in label if letter.isalpha()}
    return len(scripts) > 1 and not scripts <= _EAST_ASIAN


def _imitates_latin(label: str) -> bool:
    """Whether some letters of a label are not a to z, and each of those looks like one."""
    foreign = [letter for letter in label if letter.isalpha() and not letter.isascii()]
    return bool(foreign) and all(map(ascii_twin, foreign))


@lru_cache(maxsize=4096)
def ascii_twin(letter: str) -> str:
    """The letter of ASCII that a letter looks like; empty if there is none (UTS 39)."""
    # Unicode's table takes 5 MB: it is loaded for the first word in other letters.
    from confusable_homoglyphs.confusables import is_confusable

    twins = [twin["c"] for match in is_confusable(letter) or () for twin in match["homoglyphs"]]
    return next((twin for twin in twins if len(twin) == 1 and twin.isascii()), "")


def _hosts(words: str) -> list[str]:
    """Anything that looks like a host in a text, as IDNA."""
    text = _normalised(words)
    parts = [part for version in (text, text.translate(_ZEROS_LIKE_DOTS)) for part in _parts(version)]
    hosts = [*filter(_is_host, parts), *(host.strip(".-") for host in _AFTER_SCHEME.findall(text))]
    return [*map(_idna, hosts), *filter(_ipv6, _LIKE_IPV6.findall(text))]


def _parts(text: str) -> list[str]:
    """The words of a text, as far as a host may reach."""
    letters = (letter if letter.isalnum() or letter in ".-" else " " for letter in text)
    return [part.strip(".-") for part in "".join(letters).split()]


def _is_host(word: str) -> bool:
    """Whether a word reads as a host: its last label is a name, or it is an address in numbers."""
    name, _, last = word.rpartition(".")
    return bool(name and _LAST_LABEL.fullmatch(last)) or bool(_ADDRESS.fullmatch(word))


def _normalised(words: str) -> str:
    """The text as it looks: normalised, without invisible characters."""
    seen = (character for character in words if not is_unseen(character))
    return normalized("NFKC", "".join(seen)).translate(_DOTS).lower()


def _idna(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _canonical(host: str) -> str:
    """A host in the one form in which two are compared."""
    return _ipv6(host) or host.removeprefix("www.")


def _ipv6(text: str) -> str:
    """An address of IPv6 in its shortest form; empty for anything else, and for two colons alone."""
    try:
        return IPv6Address(text.rstrip(".")).compressed if text.strip(":") else ""
    except ValueError:
        return ""
