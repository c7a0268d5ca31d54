"""Tiles: the tree of the standard in files, the same however the leaves came."""

import struct
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from handsel.record.log.tiles import TILES_KEPT_MAX, Tiles, TilesBroken, place_of
from handsel_verify.tree import EMPTY_ROOT, consistency_proof, extends, includes, inclusion_proof, leaf_hash

LEAVES = [sha256(str(number).encode()).digest() for number in range(70_000)]


def grown(folder: Path, *sizes: int) -> Tiles:
    """A log that grew to each of these sizes in turn."""
    tiles = Tiles(folder, 0)
    for size in sizes:
        tiles = tiles.extended(LEAVES[tiles.size : size])
    return tiles


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def peer(size: int) -> InmemoryTree:
    tree = InmemoryTree()
    for leaf in LEAVES[:size]:
        tree.append_entry(leaf)
    return tree


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 300, 512, 65_535, 65_536, 65_537, 70_000])
def test_the_root_is_that_of_an_independent_tree(tmp_path: Path, size: int) -> None:
    assert grown(tmp_path, size).root == peer(size).get_root(size)


def test_nothing_has_the_empty_root(tmp_path: Path) -> None:
    assert Tiles(tmp_path, 0).root == EMPTY_ROOT
    assert Tiles(tmp_path, 0).extended([]).size == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.integers(1, 4096), min_size=1, max_size=6))
def test_however_it_grew_the_tree_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, to: list[int]
) -> None:
    steps = sorted(to)
    slowly = grown(tmp_path_factory.mktemp("slowly"), *steps)
    at_once = grown(tmp_path_factory.mktemp("once"), steps[-1])
    assert slowly.root == at_once.root
    for path, content in files(at_once.folder).items():
        assert files(slowly.folder)[path] == content


def test_proofs_from_tiles_hold(tmp_path: Path) -> None:
    tiles = grown(tmp_path, 100, 70_000)
    before = Tiles(tmp_path, 100)
    assert extends(100, before.root, 70_000, tiles.root, consistency_proof(tiles.subtree, 100, 70_000))
    for index in (0, 99, 255, 256, 65_535, 65_536, 69_999):
        proof = inclusion_proof(tiles.subtree, index, 70_000)
        assert includes(leaf_hash(LEAVES[index]), index, 70_000, proof, tiles.root)


def test_only_every_eighth_level_is_kept_and_full_tiles_stand_alone(tmp_path: Path) -> None:
    grown(tmp_path, 300, 512, 600)
    assert sorted(files(tmp_path)) == [
        "0/000",
        "0/001",
        "0/002.p/88",
        "1/000.p/1",
        "1/000.p/2",
        "entries/000",
        "entries/001",
        "entries/002.p/88",
    ]


def test_leaves_lie_with_their_lengths_before_them(tmp_path: Path) -> None:
    grown(tmp_path, 2, 3)
    assert files(tmp_path)["entries/000.p/3"] == b"".join(struct.pack(">H", 32) + leaf for leaf in LEAVES[:3])


@pytest.mark.parametrize(
    ("tile", "width", "path"),
    [
        (0, 256, "0/000"),
        (67, 12, "0/067.p/12"),
        (1000, 256, "0/x001/000"),
        (1_234_067, 256, "0/x001/x234/067"),
    ],
)
def test_the_path_of_a_tile_is_that_of_the_specification(tile: int, width: int, path: str) -> None:
    assert place_of(0, tile, width) == path


def test_a_missing_or_short_tile_is_named(tmp_path: Path) -> None:
    grown(tmp_path, 300)
    place = tmp_path / "0" / "001.p" / "44"
    place.write_bytes(place.read_bytes()[:-1])
    with pytest.raises(TilesBroken, match=r"0/001\.p/44 is missing or too short"):
        Tiles(tmp_path, 300).subtree(0, 299)
    place.unlink()
    with pytest.raises(TilesBroken, match="missing"):
        Tiles(tmp_path, 300).extended(LEAVES[300:301])
    with pytest.raises(TilesBroken, match="beyond the end"):
        Tiles(tmp_path, 300).hashes(0, 2)


def test_few_tiles_stay_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handsel.record.log.tiles.TILES_KEPT_MAX", 3)
    tiles = grown(tmp_path, 4096)
    for place in range(4096):
        assert tiles.subtree(0, place) == leaf_hash(LEAVES[place])
    assert len(tiles._read) == 3 < TILES_KEPT_MAX
