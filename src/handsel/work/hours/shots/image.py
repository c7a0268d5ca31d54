"""What a file of a screenshot is, by its container alone: nothing is decoded here.

A WebP file is a RIFF of chunks (RFC 9649): one still picture, without metadata, a profile of colours, or free
bytes between or behind its parts. What is within the coded picture itself is the decoder's to judge.
"""

from collections.abc import Iterator

from handsel.work.hours.shots.refusals import ShotTooLarge, ShotUnfit

BYTES_MAX = 512 * 1024
PIXELS_MAX = 40_000_000
MEDIA_TYPE = "image/webp"
_HEAD, _CHUNK = 12, 8
_EXTENDED, _LOSSY, _LOSSLESS = b"VP8X", b"VP8 ", b"VP8L"
_PLAIN = {_EXTENDED, _LOSSY, _LOSSLESS, b"ALPH"}
_ORDERS = {
    (_LOSSY,),
    (_LOSSLESS,),
    (_EXTENDED, _LOSSY),
    (_EXTENDED, b"ALPH", _LOSSY),
    (_EXTENDED, _LOSSLESS),
}
"""The parts of a still picture."""
_HEAD_BYTES, _ALPHA = 10, 0x10
"""The size of an extended head, and the only flag that one may have."""


def check_image(content: bytes) -> None:
    """Raise `ShotTooLarge` or `ShotUnfit` unless it is one plain WebP picture."""
    if len(content) > BYTES_MAX:
        raise _too_large()
    chunks = list(_chunks(content))
    for name, _data in chunks:
        if name not in _PLAIN:
            raise ShotUnfit(fault=f"it has {name.decode('ascii', 'replace').strip()}")
    sizes = [size for name, data in chunks if (size := _size(name, data)) is not None]
    if tuple(name for name, _data in chunks) not in _ORDERS or not sizes:
        raise ShotUnfit(fault="it is not one picture")
    if any(name == _EXTENDED and not _is_plain_head(data) for name, data in chunks):
        raise ShotUnfit(fault="its head says more than its size")
    if any(width * height > PIXELS_MAX for width, height in sizes):
        raise _too_large()


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of the file, which fill it exactly."""
    declared = int.from_bytes(content[4:8], "little") + _CHUNK
    if content[:4] != b"RIFF" or content[8:_HEAD] != b"WEBP":
        raise ShotUnfit(fault="it is no WebP")
    if declared != len(content):
        raise ShotUnfit(fault="it is shorter or longer than it says")
    place = _HEAD
    while place < len(content):
        size = int.from_bytes(content[place + 4 : place + _CHUNK], "little")
        data = content[place + _CHUNK : place + _CHUNK + size]
        if len(data) != size:
            raise ShotUnfit(fault="a part of it is cut off")
        if any(content[place + _CHUNK + size :][: size % 2]):
            raise ShotUnfit(fault="it has bytes between its parts")
        yield content[place : place + 4], data
        place += _CHUNK + size + size % 2


def _is_plain_head(data: bytes) -> bool:
    """Whether an extended head has a size and no other features than transparency, and no bytes to spare."""
    return len(data) == _HEAD_BYTES and not data[0] & ~_ALPHA and not any(data[1:4])


def _size(name: bytes, data: bytes) -> tuple[int, int] | None:
    """Width and height that a chunk states; None for one that states none."""
    if name == _EXTENDED and len(data) >= 10:
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if name == _LOSSY and len(data) >= 10:
        width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
        return width & 0x3FFF, height & 0x3FFF
    if name == _LOSSLESS and len(data) >= 5:
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    return None


def _too_large() -> ShotTooLarge:
    return ShotTooLarge(bytes=BYTES_MAX // 1024, pixels=PIXELS_MAX // 1_000_000)
