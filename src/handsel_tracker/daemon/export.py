"""Everything that is kept of time and signatures, for its person to take away."""

from dataclasses import asdict
from typing import Any

from handsel_tracker.daemon.engine import Engine

BELOW_ALL = -(2**60)
"""Segments that were set aside have numbers below zero."""


def exported(engine: Engine) -> dict[str, Any]:
    """Segments with their receipts, screenshots without their content, and what is not signed yet."""
    with engine.lock:
        shots = [{**asdict(shot), "content": None} for shot in engine.spool.shots(engine.device)]
        return {
            "device": engine.device,
            "public_key": engine.key.public,
            "segments": [asdict(row) for row in engine.spool.segments(engine.device, after=BELOW_ALL)],
            "shots": shots,
            "open": [block.as_document() for block in engine.keeper.counting.blocks.values()],
        }
