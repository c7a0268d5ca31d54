"""Tiles that are altered, cut short or missing are named; those of the leaves are not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handsel.record.log.tile_audit import tile_faults
from handsel.record.log.tiles import Tiles

LEAVES = [bytes([n % 256, n // 256]) * 16 for n in range(70_000)]


def tiles(tmp_path: Path, size: int) -> Path:
    Tiles(tmp_path, 0).extended(LEAVES[:size])
    return tmp_path


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 70_000])
def test_tiles_of_the_leaves_have_no_fault(tmp_path: Path, size: int) -> None:
    assert list(tile_faults(tiles(tmp_path, size), LEAVES[:size])) == []


def flip(place: Path) -> None:
    content = place.read_bytes()
    place.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("entries/000", "tile entries/000: leaf 1 is not that of the log"),
        ("0/001", "tile 0/001: leaf 257 is not that of the log"),
        ("1/000", "tile 1/000: hash 1 is not that of the log"),
        ("0/273.p/112", "tile 0/273: leaf 69889 is not that of the log"),
        ("1/001.p/17", "tile 1/001: hash 257 is not that of the log"),
    ],
)
def test_an_altered_tile_is_named(tmp_path: Path, place: str, fault: str) -> None:
    flip(tiles(tmp_path, 70_000) / place)
    assert list(tile_faults(tmp_path, LEAVES)) == [fault]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda place: place.write_bytes(b"short")])
def test_a_tile_that_is_gone_or_cut_short_is_named(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    spoil(tiles(tmp_path, 300) / "1/000.p/1")
    assert list(tile_faults(tmp_path, LEAVES[:300])) == ["tile 1/000.p/1 is missing or too short"]
