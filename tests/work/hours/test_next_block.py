"""What the next block needs, by the first that fails."""

import pytest

from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.next_block import NextBlock, next_block

READY = {"is_paused": False, "is_funded": True, "left_seconds": 60, "work_view": WorkView.OFFERED}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, NextBlock.READY),
        ({"work_view": WorkView.REQUIRED}, NextBlock.READY),
        ({"is_funded": False}, NextBlock.NOT_FUNDED),
        ({"left_seconds": 0, "is_funded": False}, NextBlock.LIMIT_USED),
        ({"work_view": WorkView.OFF, "left_seconds": 0}, NextBlock.NOT_OFFERED),
        ({"is_paused": True, "work_view": WorkView.OFF}, NextBlock.PAUSED),
    ],
)
def test_the_first_that_fails_is_told(changes: dict[str, object], expected: NextBlock) -> None:
    assert next_block(**(READY | changes)) is expected  # type: ignore[arg-type]
