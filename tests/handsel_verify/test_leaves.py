"""Commitments and entry hashes: fixed for ever, so that old records still verify."""

from hashlib import sha256

import pytest

from handsel_verify.leaves import SALT_BYTES, commitment, entry_hash

SALT = bytes(range(SALT_BYTES))


def test_a_commitment_is_the_hash_of_salt_and_canonical_content() -> None:
    assert commitment(SALT, {"b": 1, "a": "x"}) == sha256(SALT + b'{"a":"x","b":1}').digest()


def test_another_salt_hides_the_same_content() -> None:
    assert commitment(SALT, {"a": 1}) != commitment(bytes(SALT_BYTES), {"a": 1})


@pytest.mark.parametrize("size", [0, SALT_BYTES - 1, SALT_BYTES + 1])
def test_a_salt_has_one_size(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(bytes(size), {})


def test_an_entry_is_hashed_as_a_leaf() -> None:
    assert entry_hash({"number": 1}) == sha256(b'\x00{"number":1}').digest()
