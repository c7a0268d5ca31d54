"""Identifiers: random ones, and ones derived from others so that a repeated action finds its own results."""

from uuid import UUID, uuid4, uuid5

HOUSE = UUID("7d0f1f0e-3c1b-5a44-9a55-6c1d4a7f0b01")
"""The house as a subject of the record, and the namespace of derived identifiers."""


def new() -> UUID:
    """A random identifier."""
    return uuid4()


def derived(parent: UUID, purpose: str) -> UUID:
    """The same identifier each time for a parent and a purpose (RFC 9562, version 5)."""
    return uuid5(parent, purpose)
