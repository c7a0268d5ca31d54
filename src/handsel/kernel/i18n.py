"""Mark strings for translation without Django."""


def gettext_noop(words: str) -> str:
    """Return the string unchanged; it is translated when shown."""
    return words
