"""Signatures hold exactly where the standard and another implementation say so."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handsel_verify.ed25519 import is_signed

# RFC 8032, 7.1: tests 1 to 3 as secret key, public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_signatures_of_the_standard_hold(key: str, message: str, signature: str) -> None:
    assert is_signed(bytes.fromhex(message), bytes.fromhex(signature), bytes.fromhex(key))
    assert not is_signed(bytes.fromhex(message) + b"!", bytes.fromhex(signature), bytes.fromhex(key))


@settings(max_examples=30)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=64), st.integers(0, 511))
def test_a_changed_bit_breaks_a_signature(seed: bytes, message: bytes, bit: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert is_signed(message, signature, key)
    changed = (int.from_bytes(signature, "big") ^ 1 << bit).to_bytes(64, "big")
    assert not is_signed(message, changed, key)


@settings(max_examples=50)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=8), st.binary(min_size=64, max_size=64))
def test_another_implementation_judges_the_same(key: bytes, message: bytes, signature: bytes) -> None:
    assume(any(key[1:31]) and any(signature[1:31]))
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        assert not is_signed(message, signature, key)
    else:
        assert is_signed(message, signature, key)


def test_a_signature_has_one_form() -> None:
    """A factor beyond the order of the group would be a second signature over the same words."""
    key, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    factor = int.from_bytes(signature[32:], "little") + ORDER
    assert not is_signed(message, signature[:32] + factor.to_bytes(32, "little"), key)


def test_nobody_signs_with_a_point_for_which_anybody_can() -> None:
    """Nothing times such a point is the same point, whatever the words; another implementation takes it."""
    neutral = (1).to_bytes(32, "little")
    signature = neutral + bytes(32)
    Ed25519PublicKey.from_public_bytes(neutral).verify(signature, b"Any words.")
    assert not is_signed(b"Any words.", signature, neutral)


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        (bytes(31), bytes(64)),
        (bytes(32), bytes(63)),
        (b"\xff" * 32, bytes(64)),
        (b"\x02" + bytes(31), bytes(64)),
        (b"\x01" + bytes(30) + b"\x80", bytes(64)),
    ],
)
def test_what_is_no_key_or_no_signature_holds_nothing(key: bytes, signature: bytes) -> None:
    assert not is_signed(b"", signature, key)
