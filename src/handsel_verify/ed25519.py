"""Verify Ed25519 signatures (RFC 8032, 5.1.7) without dependencies.

Nothing here is secret, so constant time is not needed. Signing uses a library.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha512

KEY_BYTES, SIGNATURE_BYTES = 32, 64
DIGITS = 64
"""How many digits of 4 bits a factor has."""

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)

_Point = tuple[int, int, int, int]
"""Extended coordinates (X, Y, Z, T) of x = X/Z, y = Y/Z, with T = XY/Z."""
_Multiples = Sequence[Sequence[_Point]]

_NEUTRAL: _Point = (0, 1, 1, 0)


def is_signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """Whether a signature (64 bytes) by a key (32 bytes) is valid; weak keys are refused."""
    if len(signature) != SIGNATURE_BYTES or len(key) != KEY_BYTES:
        return False
    public, factor = _negated_multiples(key), int.from_bytes(signature[32:], "little")
    if public is None or factor >= _ORDER:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % _ORDER
    nonce = _plus(_times(factor, _BASE), _times(challenge, public))
    return not _is_weak(nonce) and _written(nonce) == signature[:32]


@lru_cache(maxsize=64)
def _negated_multiples(key: bytes) -> _Multiples | None:
    """The multiples of a key with its sign turned; None if the key is invalid or weak.

    They are kept, as most signatures of a record are by few keys.
    """
    point = _point(key)
    if point is None or _is_weak(point):
        return None
    x, y, z, t = point
    return _multiples((_P - x, y, z, _P - t))


def _multiples(point: _Point) -> _Multiples:
    """The multiples 0 to 15 of a point, of 16 times it, of 256 times it, and so on."""
    rows = []
    for _ in range(DIGITS):
        row = [_NEUTRAL]
        for _ in range(15):
            row.append(_plus(row[-1], point))
        rows.append(row)
        point = _plus(row[-1], point)
    return rows


def _plus(left: _Point, right: _Point) -> _Point:
    (x1, y1, z1, t1), (x2, y2, z2, t2) = left, right
    a, b = (y1 - x1) * (y2 - x2) % _P, (y1 + x1) * (y2 + x2) % _P
    c, d = 2 * t1 * t2 * _D % _P, 2 * z1 * z2 % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, multiples: _Multiples) -> _Point:
    product = _NEUTRAL
    for row in multiples:
        product = _plus(product, row[factor & 15])
        factor >>= 4
    return product


def _is_weak(point: _Point) -> bool:
    """Whether the point has small order: anybody could sign for it."""
    for _ in range(3):
        point = _plus(point, point)
    x, y, z, _t = point
    return x == 0 and y == z


def _written(point: _Point) -> bytes:
    """Encode a point in 32 bytes (RFC 8032, 5.1.2)."""
    x, y, z, _ = point
    inverse = pow(z, -1, _P)
    return (y * inverse % _P | (x * inverse % _P & 1) << 255).to_bytes(KEY_BYTES, "little")


def _point(written: bytes) -> _Point | None:
    """Decode a point from 32 bytes; None if invalid (RFC 8032, 5.1.3)."""
    number = int.from_bytes(written, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    x = _x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % _P)


def _x_of(y: int, sign: int) -> int | None:
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    return _P - x if x & 1 != sign else x


def _base() -> _Point:
    y = 4 * pow(5, -1, _P) % _P
    x = _x_of(y, 0)
    assert x is not None
    return x, y, 1, x * y % _P


_BASE = _multiples(_base())
