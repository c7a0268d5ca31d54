"""How much each feature says for or against payment outside, as learned from labelled messages."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "weights.txt"
BIAS = "bias:"
"""What every passage has."""


def weight(features: Iterable[str]) -> int:
    """What features count together; a passage above 0 asks for payment outside, or offers it."""
    rows = weights()
    return rows[BIAS] + sum(rows.get(feature, 0) for feature in features)


@cache
def weights() -> dict[str, int]:
    """The weight of each feature that has one."""
    rows = (line.rsplit("\t", 1) for line in FILE.read_text(encoding="utf-8").splitlines())
    return {feature: int(weight) for feature, weight in rows}
