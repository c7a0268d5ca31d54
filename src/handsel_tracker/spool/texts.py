"""Texts of people and sites, as they are kept, signed and shown."""

NAME_LETTERS_MAX = 200


def one_line(text: str, most: int) -> str:
    """A text without the characters that a segment cannot have and that move a terminal, cut to a length."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split())[:most].rstrip()


def short(value: object) -> str:
    """A text of a site, as a name or a sentence can be shown."""
    return one_line(str(value), NAME_LETTERS_MAX)
