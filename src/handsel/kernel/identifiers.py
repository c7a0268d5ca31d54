"""Identifiers: new ones, and ones that follow from others so that a repeated act finds its own traces."""

from uuid import UUID, uuid4, uuid5

HOUSE = UUID("7d0f1f0e-3c1b-5a44-9a55-6c1d4a7f0b01")
"""The house itself, as a subject of the record and as the name space of derived identifiers."""


def new() -> UUID:
    """A random identifier."""
    return uuid4()


def derived(parent: UUID, purpose: str) -> UUID:
    """The identifier that always belongs to this purpose of this parent (RFC 9562, version 5)."""
    return uuid5(parent, purpose)
