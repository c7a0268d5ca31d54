"""The Merkle tree: as the RFCs say, and as an independent implementation has it."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from handsel_verify.tree import (
    EMPTY_ROOT,
    consistency_proof,
    extends,
    includes,
    inclusion_proof,
    leaf_hash,
    node_hash,
    parents,
    root,
)

# The leaves and roots that the first implementations of RFC 6962 were tested with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = st.integers(1, 4096)


class LeafTree:
    """Every complete subtree over some leaves."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.levels = [[leaf_hash(leaf) for leaf in leaves]]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            self.levels.append(parents(below[: len(below) // 2 * 2]))

    def subtree(self, height: int, place: int) -> bytes:
        return self.levels[height][place]


WORDS = [sha256(str(number).encode()).digest() for number in range(4096)]
LOG = LeafTree(WORDS)
PEER = InmemoryTree()
for word in WORDS:
    PEER.append_entry(word)


def root_of(size: int) -> bytes:
    return root(LOG.subtree, size)


def test_the_roots_are_those_of_the_standard() -> None:
    log = LeafTree(LEAVES)
    assert [root(log.subtree, size).hex() for size in range(1, 9)] == ROOTS
    assert root(log.subtree, 0) == EMPTY_ROOT == sha256(b"").digest()


def test_the_proofs_are_those_of_the_example_in_the_standard() -> None:
    """RFC 6962, 2.1.3: a tree of seven leaves, d0 to d6."""
    log = LeafTree(LEAVES[:7])
    a, b, c, d, e, f, j = log.levels[0]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, left = node_hash(i, j), node_hash(g, h)
    proofs = {0: [b, h, k], 3: [c, g, k], 4: [f, j, left], 6: [i, left]}
    for index, proof in proofs.items():
        assert inclusion_proof(log.subtree, index, 7) == proof
    assert consistency_proof(log.subtree, 3, 7) == [c, d, g, k]
    assert consistency_proof(log.subtree, 4, 7) == [k]
    assert consistency_proof(log.subtree, 6, 7) == [i, j, left]


@given(SIZES)
def test_an_independent_tree_has_the_same_root(size: int) -> None:
    assert root_of(size) == PEER.get_root(size)


@given(st.data(), SIZES)
def test_every_leaf_is_proved_and_no_other_is(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(LOG.subtree, index, size)
    assert proof == PEER.prove_inclusion(index + 1, size).path[1:]
    leaf = leaf_hash(WORDS[index])
    assert includes(leaf, index, size, proof, root_of(size))
    assert not includes(leaf_hash(b"another"), index, size, proof, root_of(size))
    assert not includes(leaf, (index + 1) % size, size, proof, root_of(size)) or size == 1
    assert not includes(leaf, index, size, [*proof, leaf], root_of(size))
    assert not includes(leaf, index, size, proof, root_of(size + 1 if size < 4096 else size - 1))


@given(st.data(), SIZES)
def test_every_earlier_tree_is_proved_and_no_other_is(data: st.DataObject, size: int) -> None:
    old = data.draw(st.integers(0, size))
    proof = consistency_proof(LOG.subtree, old, size)
    old_root, new_root = root_of(old), root_of(size)
    assert extends(old, old_root, size, new_root, proof)
    if 0 < old < size:
        assert not extends(old, sha256(old_root).digest(), size, new_root, proof)
        assert not extends(old, old_root, size, sha256(new_root).digest(), proof)
        assert not extends(old, old_root, size, new_root, proof[:-1])
        assert not extends(old, old_root, size, new_root, [*proof, old_root])


@settings(max_examples=20)
@given(st.integers(0, 64), st.integers(0, 64))
def test_what_never_was_has_no_proof(old: int, size: int) -> None:
    if old > size:
        with pytest.raises(ValueError, match="never"):
            consistency_proof(LOG.subtree, old, size)
        assert not extends(old, root_of(old), size, root_of(size), [])
    if old >= size:
        with pytest.raises(ValueError, match="no leaf"):
            inclusion_proof(LOG.subtree, old, size)
        assert not includes(leaf_hash(b""), old, size, [], EMPTY_ROOT)


def test_an_empty_proof_shows_nothing_between_different_trees() -> None:
    assert not extends(3, root_of(3), 7, root_of(7), [])
    assert not extends(0, root_of(1), 7, root_of(7), [])
    assert not extends(7, root_of(3), 7, root_of(7), [])
