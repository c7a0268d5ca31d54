"""Checksums of addresses of cryptocurrency: Base58Check, Bech32 and EIP-55."""

import hashlib

from stdnum.bitcoin import b58decode, bech32_checksum

_BECH32_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32 = 1
_BECH32M = 0x2BC830A3
_ADDRESS_BYTES = 25
_LANE = (1 << 64) - 1


def is_base58_address(address: str) -> bool:
    """Whether the checksum of a Bitcoin or Tron address is right."""
    data = b58decode(address)
    digest = hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()
    return len(data) == _ADDRESS_BYTES and digest[:4] == data[-4:]


def is_bech32(address: str) -> bool:
    """Whether the checksum of a Bitcoin address with `bc1` is right (BIP 173, BIP 350)."""
    if not set(address[3:]) <= set(_BECH32_LETTERS):
        return False
    data = [_BECH32_LETTERS.index(letter) for letter in address[3:]]
    return bech32_checksum([3, 3, 0, 2, 3, *data]) in (_BECH32, _BECH32M)


def is_ether_address(address: str) -> bool:
    """Whether the capitals of an Ethereum address are right; without any, nothing can be checked (EIP-55)."""
    digits = address[2:]
    if digits in (digits.lower(), digits.upper()):
        return any(map(str.isalpha, digits))
    nibbles = _keccak256(digits.lower().encode()).hex()
    return all(
        letter == (letter.upper() if int(nibble, 16) > 7 else letter.lower())
        for letter, nibble in zip(digits, nibbles, strict=False)
    )


def _keccak256(message: bytes) -> bytes:
    """Keccak-256 of less than 136 bytes, with the padding of before SHA-3, which hashlib has not."""
    block = bytearray(message + b"\x01" + bytes(135 - len(message)))
    block[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for place in range(17):
        lanes[place % 5][place // 5] = int.from_bytes(block[place * 8 : place * 8 + 8], "little")
    register = 1
    for _ in range(24):
        register = _round(lanes, register)
    return b"".join(lanes[place][0].to_bytes(8, "little") for place in range(4))


def _round(lanes: list[list[int]], register: int) -> int:
    """A round of Keccak-f[1600] in place; returns the state of the register of round constants."""
    parity = [column[0] ^ column[1] ^ column[2] ^ column[3] ^ column[4] for column in lanes]
    for x in range(5):
        mix = parity[x - 1] ^ _turned(parity[(x + 1) % 5], 1)
        lanes[x] = [lane ^ mix for lane in lanes[x]]
    x, y, current = 1, 0, lanes[1][0]
    for step in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        current, lanes[x][y] = lanes[x][y], _turned(current, (step + 1) * (step + 2) // 2)
    for y in range(5):
        row = [lanes[x][y] for x in range(5)]
        for x in range(5):
            lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5])
    for bit in range(7):
        register = (register << 1 ^ (register >> 7) * 0x71) % 256
        if register & 2:
            lanes[0][0] ^= 1 << ((1 << bit) - 1)
    return register


def _turned(lane: int, count: int) -> int:
    count %= 64
    return (lane << count | lane >> (64 - count)) & _LANE
