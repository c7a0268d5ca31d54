"""The tree of the log in files (C2SP tlog-tiles): tiles of 256 hashes, of every eighth level alone."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from uuid import uuid4

from handsel_verify.tree import HASH_BYTES, leaf_hash, parents, root

WIDTH, HEIGHT = 256, 8
TILES_KEPT_MAX = 1000
ENTRIES = "entries"
"""Where the leaves themselves lie, beside the tiles of each level."""


class TilesBroken(Exception):
    """A tile is missing, or is not as long as it should be."""


class Tiles:
    """The tree of the first `size` leaves, as it lies in a folder."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        self.size = size
        self._read: dict[tuple[int, int], list[list[bytes]]] = {}

    @property
    def root(self) -> bytes:
        """The root over all its leaves; raises `TilesBroken`."""
        return root(self.subtree, self.size)

    def subtree(self, height: int, place: int) -> bytes:
        """The hash of a complete subtree, as the proofs of `handsel_verify.tree` ask for it."""
        level, above = divmod(height, HEIGHT)
        tile, offset = divmod(place << above, WIDTH)
        return self._levels(level, tile)[above][offset >> above]

    def hashes(self, level: int, tile: int) -> list[bytes]:
        """The hashes of a tile, as far as it is filled."""
        return self._levels(level, tile)[0]

    def extended(self, leaves: Sequence[bytes]) -> "Tiles":
        """The tree with more leaves, its new tiles written; the same leaves always make the same files."""
        if not leaves:
            return self
        self._write_entries(leaves)
        level, hashes = 0, [leaf_hash(leaf) for leaf in leaves]
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
            rows = [_split(_content(self.folder, level, tile, width, HASH_BYTES))]
            while len(rows[-1]) > 1:
                rows.append(parents(rows[-1][: len(rows[-1]) // 2 * 2]))
            if len(self._read) == TILES_KEPT_MAX:
                del self._read[next(iter(self._read))]
            self._read[level, tile] = rows
        return self._read[level, tile]

    def _write_level(self, level: int, hashes: list[bytes]) -> list[bytes]:
        """Write the tiles that get more hashes, and answer the roots of those that became full."""
        tile, begun = divmod(self._filled(level), WIDTH)
        hashes = (self.hashes(level, tile) if begun else []) + hashes
        roots = []
        for place, part in enumerate(_parts(hashes), start=tile):
            _keep(self.folder, level, place, len(part), b"".join(part))
            if len(part) == WIDTH:
                roots.append(_root_of(part))
        return roots

    def _write_entries(self, leaves: Sequence[bytes]) -> None:
        """Each leaf with its length before it, in two bytes."""
        tile, begun = divmod(self.size, WIDTH)
        known = _content(self.folder, ENTRIES, tile, begun, HASH_BYTES + 2) if begun else b""
        written = [known[at : at + HASH_BYTES + 2] for at in range(0, len(known), HASH_BYTES + 2)]
        written += [struct.pack(">H", len(leaf)) + leaf for leaf in leaves]
        for place, part in enumerate(_parts(written), start=tile):
            _keep(self.folder, ENTRIES, place, len(part), b"".join(part))


def place_of(level: int | str, tile: int, width: int = WIDTH) -> str:
    """The path of a tile below `tile/`: the number in groups of three digits, and how far it is filled."""
    number, groups = f"{tile % 1000:03}", tile // 1000
    while groups:
        number, groups = f"x{groups % 1000:03}/{number}", groups // 1000
    return f"{level}/{number}" + ("" if width == WIDTH else f".p/{width}")


def _content(folder: Path, level: int | str, tile: int, width: int, size: int) -> bytes:
    """The first `width` items of `size` bytes; a tile that is full by now begins with them."""
    if width <= 0:
        raise TilesBroken(f"tile {level}/{tile} is beyond the end of the log")
    for found in (folder / place_of(level, tile, width), folder / place_of(level, tile)):
        if found.exists():
            content = found.read_bytes()[: width * size]
            if len(content) == width * size:
                return content
    raise TilesBroken(f"tile {place_of(level, tile, width)} is missing or too short")


def _keep(folder: Path, level: int | str, tile: int, width: int, content: bytes) -> None:
    """Write a tile, whole or not at all; once full, what it was when partly filled goes."""
    place = folder / place_of(level, tile, width)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{uuid4().hex}")
    part.write_bytes(content)
    part.replace(place)
    if width == WIDTH:
        _drop(place.with_name(f"{place.name}.p"))


def _drop(folder: Path) -> None:
    if folder.is_dir():
        for partial in folder.iterdir():
            partial.unlink(missing_ok=True)
        folder.rmdir()


def _parts(items: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (items[first : first + WIDTH] for first in range(0, len(items), WIDTH))


def _split(content: bytes) -> list[bytes]:
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]


def _root_of(hashes: Iterable[bytes]) -> bytes:
    row = list(hashes)
    while len(row) > 1:
        row = parents(row)
    return row[0]
