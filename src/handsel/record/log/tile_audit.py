"""Audit: the tiles of the log, hashed again from its leaves, in memory of a tile for each level."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from handsel.record.log.tiles import ENTRIES, LEAF_BYTES, WIDTH, TilesBroken, content_of, place_of, tile_roots
from handsel_verify.tree import HASH_BYTES, leaf_hash


def tile_faults(folder: Path, leaves: Iterable[bytes]) -> Iterator[str]:
    """What is wrong with the tiles over these leaves (their data, from the first on)."""
    entries: list[bytes] = []
    levels: list[list[bytes]] = [[]]
    filled = [0]
    """Of each level: the hashes of the tile that is being filled, and how many tiles are full before it."""
    for data in leaves:
        entries.append(data)
        levels[0].append(leaf_hash(data))
        if len(entries) == WIDTH:
            yield from _entry_faults(folder, filled[0], entries)
            entries = []
            yield from _full(folder, levels, filled)
    if entries:
        yield from _entry_faults(folder, filled[0], entries)
    for level, hashes in enumerate(levels):
        if hashes:
            yield from _faults(folder, level, filled[level], hashes, HASH_BYTES)


def _full(folder: Path, levels: list[list[bytes]], filled: list[int]) -> Iterator[str]:
    """Compare the tiles that became full with the last hash, each the root of one below, and begin anew."""
    level = 0
    while len(levels[level]) == WIDTH:
        yield from _faults(folder, level, filled[level], levels[level], HASH_BYTES)
        if level + 1 == len(levels):
            levels.append([])
            filled.append(0)
        levels[level + 1] += tile_roots(levels[level])
        levels[level] = []
        filled[level] += 1
        level += 1


def _entry_faults(folder: Path, tile: int, leaves: list[bytes]) -> Iterator[str]:
    length = len(leaves[0]).to_bytes(LEAF_BYTES - HASH_BYTES, "big")
    return _faults(folder, ENTRIES, tile, [length + leaf for leaf in leaves], LEAF_BYTES)


def _faults(folder: Path, level: int | str, tile: int, items: list[bytes], size: int) -> Iterator[str]:
    """Compare a tile with the items that it should have, each of so many bytes."""
    try:
        content = content_of(folder, level, tile, len(items), size)
    except TilesBroken as error:
        yield str(error)
        return
    for place, item in enumerate(items):
        if content[place * size : place * size + size] != item:
            kind = "leaf" if level in {0, ENTRIES} else "hash"
            yield f"tile {place_of(level, tile)}: {kind} {tile * WIDTH + place} is not that of the log"
            return
