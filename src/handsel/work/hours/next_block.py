"""What the next block of a week needs to be protected (rules: hourly time 5)."""

from enum import StrEnum

from handsel.work.hours.hourly_terms import WorkView


class NextBlock(StrEnum):
    """What keeps the next block from being protected; `READY`, if tracking it with Work View on is enough."""

    READY = "ready"
    PAUSED = "paused"
    NOT_FUNDED = "not funded"
    LIMIT_USED = "limit used"
    NOT_OFFERED = "not offered"


def next_block(*, is_paused: bool, is_funded: bool, left_seconds: int, work_view: WorkView) -> NextBlock:
    """How the next block stands, by the first that fails; `left_seconds` are those of the week's limit."""
    holds = {
        NextBlock.PAUSED: is_paused,
        NextBlock.NOT_OFFERED: work_view is WorkView.OFF,
        NextBlock.LIMIT_USED: left_seconds <= 0,
        NextBlock.NOT_FUNDED: not is_funded,
    }
    return next((block for block, is_so in holds.items() if is_so), NextBlock.READY)
