"""What a block says of itself while it is tracked: the memo, and whether screenshots are taken."""

from collections.abc import Collection, Mapping

from handsel_tracker.house.jobs import KnownJob
from handsel_tracker.timing.blocks import OpenBlock

OFF_BY_TERMS, OFF_BY_PERSON = "The terms are without Work View.", "Turned off by the person."


def describe(
    block: OpenBlock, jobs: Mapping[str, KnownJob], memos: Mapping[str, str], off: Collection[str]
) -> None:
    """Bring a block in line with the terms of its job and the choices of its person."""
    block.memo = memos.get(block.job, block.memo)
    known = jobs.get(block.job)
    if known is None or known.work_view == "off":
        block.work_view, block.reason = "off", OFF_BY_TERMS
    elif block.job in off:
        block.work_view, block.reason = "off", OFF_BY_PERSON
    elif block.work_view != "on":
        block.work_view, block.reason = "on", ""
