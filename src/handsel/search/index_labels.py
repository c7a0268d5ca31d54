"""Labels that go with the tokens of a row, so that the index can narrow by them; no token looks like one."""

from uuid import UUID

BREAK = "_"
"""Stands where words end that do not follow each other."""


def number(value: int) -> str:
    """Of the entry with that number."""
    return f"_n{value}"


def job(pk: int) -> str:
    """Of a job."""
    return f"_j{pk}"


def party(pk: int) -> str:
    """Of a party on either side of the job."""
    return f"_p{pk}"


def actor(identifier: UUID) -> str:
    """Of who did it."""
    return f"_a{identifier.hex}"


def group(name: str) -> str:
    """Of a group."""
    return f"_g{name}"
