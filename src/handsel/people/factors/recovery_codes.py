"""Recovery codes: ten words of chance, each good for one sign-in."""

import secrets

COUNT = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Small letters and digits that nobody takes for another."""
_GROUPS, _GROUP = 2, 5


def new_codes() -> list[str]:
    """New codes, such as `k7fqm-2m9xt`: 49 bits of chance each."""
    return ["-".join(_group() for _ in range(_GROUPS)) for _ in range(COUNT)]


def normalised_code(typed: str) -> str:
    """A code as it is hashed, however it was copied: without blanks and dashes, in small letters."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_GROUP))
