"""The log's tree against pymerkle, and against the minimum of two hashes per leaf."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import sha256

from pymerkle import InmemoryTree

from bench.trial import Contender, Row, Scale, Trial
from handsel.record.log.tiles import tile_roots
from handsel_verify.tree import leaf_hashes

LEAVES, LEAVES_QUICK = 200_000, 20_000


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    count = LEAVES_QUICK if scale.quick else LEAVES
    leaves = [sha256(str(number).encode()).digest() for number in range(count)]
    ways = {"ours": _ours, "pymerkle": _pymerkle, "hashes": _hashes}
    yield {name: partial(_rate, way, leaves) for name, way in ways.items()}


def _rate(way: Callable[[list[bytes]], None], leaves: list[bytes]) -> float:
    began = time.perf_counter()
    way(leaves)
    return len(leaves) / (time.perf_counter() - began)


def _ours(leaves: list[bytes]) -> None:
    """Compute all stored levels in memory, like the peer; the cost of files is measured in `bench.log`."""
    row = leaf_hashes(leaves)
    while row:
        row = tile_roots(row)


def _pymerkle(leaves: list[bytes]) -> None:
    tree = InmemoryTree(algorithm="sha256")
    for leaf in leaves:
        tree.append_entry(leaf)


def _hashes(leaves: list[bytes]) -> None:
    """One hash per leaf and one per node."""
    hashes = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    for left in hashes:
        sha256(b"\x01" + left + left).digest()


TRIALS = (
    Trial(
        name="merkle",
        database="sqlite",
        stage=_stage,
        rows=(
            Row("Merkle append against pymerkle", "ours", "pymerkle", 10),
            Row("Merkle append against two hashes a leaf", "ours", "hashes", 0.8),
        ),
    ),
)
