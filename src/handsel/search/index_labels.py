"""Labels stored among the tokens of a row to filter by in the index; no token looks like one."""

from uuid import UUID

BREAK = "_"
"""Separates texts, so that phrases don't match across them."""


def number(value: int) -> str:
    """The label of an entry number."""
    return f"_n{value}"


def job(pk: int) -> str:
    """The label of a job."""
    return f"_j{pk}"


def party(pk: int) -> str:
    """The label of a party of the job."""
    return f"_p{pk}"


def actor(identifier: UUID) -> str:
    """The label of the actor."""
    return f"_a{identifier.hex}"


def group(name: str) -> str:
    """The label of a group."""
    return f"_g{name}"
