"""Commitments, entry hashes and leaves: how content, its place in a chain and in the log become 32 bytes."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from handsel_verify.canonical import canonical

SALT_BYTES = 32
EMPTY = bytes(32)
"""What the first entry of a chain names as its previous hash."""


def commitment(salt: bytes, content: Mapping[str, Any]) -> bytes:
    """SHA-256 over the salt and the canonical content: it binds the content and tells nothing of it."""
    return commitment_of_text(salt, canonical(content))


def commitment_of_text(salt: bytes, text: bytes) -> bytes:
    """The same for content that is canonical JSON already."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return sha256(salt + text).digest()


def entry_hash(header: Mapping[str, Any]) -> bytes:
    """The hash of an entry's header, as a leaf (RFC 6962, 2.1: a zero byte first)."""
    return sha256(b"\x00" + canonical(header)).digest()


def leaf_data(salt: bytes, entry: bytes) -> bytes:
    """What the log publishes of an entry: SHA-256 over a salt and the entry's hash."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return sha256(salt + entry).digest()
