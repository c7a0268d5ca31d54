"""Hashes of entries: commitment to the content, entry hash, and leaf data."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from handsel_verify.canonical import canonical

SALT_BYTES = 32
EMPTY = bytes(32)
"""The previous hash of the first entry of a chain."""


def commitment(salt: bytes, content: Mapping[str, Any]) -> bytes:
    """SHA-256 over the salt and the canonical content: binding and hiding."""
    return commitment_of_text(salt, canonical(content))


def commitment_of_text(salt: bytes, text: bytes) -> bytes:
    """The commitment to content in canonical JSON."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return sha256(salt + text).digest()


def entry_hash(header: Mapping[str, Any]) -> bytes:
    """The hash of an entry's header, as a leaf (RFC 6962, 2.1: a zero byte first)."""
    return entry_hash_of_text(canonical(header))


def entry_hash_of_text(text: bytes) -> bytes:
    """The hash of an entry's header in canonical JSON."""
    return sha256(b"\x00" + text).digest()


def leaf_data(salt: bytes, entry: bytes) -> bytes:
    """The published data of a leaf: SHA-256 over a salt and the entry's hash."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return sha256(salt + entry).digest()
