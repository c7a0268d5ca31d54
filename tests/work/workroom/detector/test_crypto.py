"""Checksums of addresses, against the examples of their standards."""

import pytest

from handsel.work.workroom.detector.crypto import is_base58_address, is_bech32, is_ether_address


@pytest.mark.parametrize(
    "address",
    [
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        "0xde709f2102306220921060314715629080e2fb77",
    ],
)
def test_the_addresses_of_eip_55_are_right(address: str) -> None:
    assert is_ether_address(address)


def test_an_address_with_a_capital_changed_is_wrong() -> None:
    assert not is_ether_address("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")


def test_bech32_and_bech32m_have_their_own_constants() -> None:
    assert is_bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
    assert is_bech32("bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr")
    assert not is_bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")
    assert not is_bech32("bc1bio")


def test_base58_addresses_of_bitcoin_and_tron_are_right() -> None:
    assert is_base58_address("1BoatSLRHtKNngkdXEeobR76b53LETtpyT")
    assert is_base58_address("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")
    assert not is_base58_address("1BoatSLRHtKNngkdXEeobR76b53LETtpyU")
