"""The log's tree in files (C2SP tlog-tiles): tiles of 256 hashes, for every eighth level."""

import os
import shutil
import struct
from collections.abc import Sequence
from pathlib import Path

from handsel_verify.tree import HASH_BYTES, leaf_hashes, parents, root

WIDTH, HEIGHT = 256, 8
TILES_KEPT_MAX = 1000
ENTRIES = "entries"
"""The folder of the leaves, beside the tiles of each level."""

_LENGTH = struct.pack(">H", HASH_BYTES)
LEAF_BYTES = len(_LENGTH) + HASH_BYTES
"""The bytes of a leaf in a file of leaves, after its length."""


class TilesBroken(Exception):
    """A tile is missing or too short."""


class Tiles:
    """The tree of the first `size` leaves, stored in a folder."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        self.size = size
        self._read: dict[tuple[int, int], list[list[bytes]]] = {}

    @property
    def root(self) -> bytes:
        """The root over all its leaves; raises `TilesBroken`."""
        return root(self.subtree, self.size)

    def subtree(self, height: int, place: int) -> bytes:
        """The hash of a complete subtree, for the proofs of `handsel_verify.tree`."""
        level, above = divmod(height, HEIGHT)
        tile, offset = divmod(place << above, WIDTH)
        return self._levels(level, tile)[above][offset >> above]

    def hashes(self, level: int, tile: int) -> list[bytes]:
        """The hashes of a tile, as far as it is filled."""
        return self._levels(level, tile)[0]

    def extended(self, leaves: Sequence[bytes]) -> "Tiles":
        """Append leaves and write the new tiles; the same leaves always make the same files."""
        if not leaves:
            return self
        self._write_entries(leaves)
        level, hashes = 0, leaf_hashes(leaves)
        while hashes:
            hashes = self._write_level(level, hashes)
            level += 1
        return Tiles(self.folder, self.size + len(leaves))

    def _filled(self, level: int) -> int:
        return self.size >> HEIGHT * level

    def _levels(self, level: int, tile: int) -> list[list[bytes]]:
        """The hashes of a tile, and of each complete level above them within it."""
        if (level, tile) not in self._read:
            width = min(WIDTH, self._filled(level) - tile * WIDTH)
            rows = [_split(content_of(self.folder, level, tile, width, HASH_BYTES))]
            while len(rows[-1]) > 1:
                rows.append(parents(rows[-1][: len(rows[-1]) // 2 * 2]))
            if len(self._read) == TILES_KEPT_MAX:
                del self._read[next(iter(self._read))]
            self._read[level, tile] = rows
        return self._read[level, tile]

    def _write_level(self, level: int, hashes: list[bytes]) -> list[bytes]:
        """Write the tiles that grow; returns the roots of full tiles."""
        tile, begun = divmod(self._filled(level), WIDTH)
        row = (self.hashes(level, tile) if begun else []) + hashes
        _keep(self.folder / str(level), tile, row)
        return tile_roots(row)

    def _write_entries(self, leaves: Sequence[bytes]) -> None:
        """Write leaves, each after its length in two bytes."""
        tile, begun = divmod(self.size, WIDTH)
        known = content_of(self.folder, ENTRIES, tile, begun, LEAF_BYTES) if begun else b""
        written = [known[at : at + LEAF_BYTES] for at in range(0, len(known), LEAF_BYTES)]
        _keep(self.folder / ENTRIES, tile, [*written, *(_LENGTH + leaf for leaf in leaves)])


def tile_roots(hashes: list[bytes]) -> list[bytes]:
    """The roots of the full tiles in a row of hashes: the next stored level."""
    row = hashes[: len(hashes) // WIDTH * WIDTH]
    for _ in range(HEIGHT):
        row = parents(row)
    return row


def place_of(level: int | str, tile: int, width: int = WIDTH) -> str:
    """The path of a tile below `tile/`."""
    return f"{level}/{_number(tile, width)}"


def _number(tile: int, width: int) -> str:
    """A tile's path: its number in groups of three digits, and its width if partial."""
    number, groups = f"{tile % 1000:03}", tile // 1000
    while groups:
        number, groups = f"x{groups % 1000:03}/{number}", groups // 1000
    return number if width == WIDTH else f"{number}.p/{width}"


def content_of(folder: Path, level: int | str, tile: int, width: int, size: int) -> bytes:
    """Read the first `width` items of `size` bytes, from the partial tile or the full one."""
    if width <= 0:
        raise TilesBroken(f"tile {level}/{tile} is beyond the end of the log")
    for path in (folder / place_of(level, tile, width), folder / place_of(level, tile)):
        if path.exists():
            content = path.read_bytes()[: width * size]
            if len(content) == width * size:
                return content
    raise TilesBroken(f"tile {place_of(level, tile, width)} is missing or too short")


def _keep(folder: Path, first: int, items: Sequence[bytes]) -> None:
    """Write tiles atomically, starting at `first`; removes partial tiles once full."""
    for tile, begin in enumerate(range(0, len(items), WIDTH), start=first):
        part = items[begin : begin + WIDTH]
        place = str(folder / _number(tile, len(part)))
        _write(place, b"".join(part))
        if len(part) == WIDTH and os.path.isdir(f"{place}.p"):
            shutil.rmtree(f"{place}.p")


def _write(place: str, content: bytes) -> None:
    """Write atomically. There is one writer at a time, so the temporary name can be fixed."""
    unfinished = f"{place}.unfinished"
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(unfinished, "wb") as file:
        file.write(content)
    os.replace(unfinished, place)


def _split(content: bytes) -> list[bytes]:
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]
