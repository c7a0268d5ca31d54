"""The life cycles in ARCHITECTURE.md are drawn from the tables that the code asks."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import pytest

from handsel.money.rails.states import NEXT_STATES
from handsel.trust.approvals.lifecycle import APPROVAL_STAGES
from handsel.trust.conduct.lifecycle import DECISION_STAGES
from handsel.trust.disputes.lifecycle import DISPUTE_STAGES
from handsel.work.hours.lifecycle import BLOCK_STAGES, SHEET_STAGES, WEEK_STAGES
from handsel.work.jobs.lifecycle import NEXT_STAGES as JOB
from handsel.work.milestones.lifecycle import NEXT_STAGES as MILESTONE


def drawn(table: Mapping[StrEnum, frozenset[StrEnum]]) -> str:
    """A table as the document shows it: a line a stage, in the table's order."""
    lines = [f"{stage} -> {', '.join(sorted(following))}" for stage, following in table.items() if following]
    return "\n".join(lines)


TABLES = {
    "job": JOB,
    "milestone": MILESTONE,
    "passage": NEXT_STATES,
    "week": WEEK_STAGES,
    "timesheet": SHEET_STAGES,
    "block": BLOCK_STAGES,
    "dispute": DISPUTE_STAGES,
    "decision of conduct": DECISION_STAGES,
    "act of two operators": APPROVAL_STAGES,
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_the_document_shows_the_life_cycle(table: Mapping[StrEnum, frozenset[StrEnum]]) -> None:
    assert drawn(table) in Path("ARCHITECTURE.md").read_text()
