"""Which reasons go with which decisions, and that everything is named."""

import pytest

from handsel.trust.conduct.lifecycle import DECISION_LABELS, DECISION_STAGES, DecisionStage
from handsel.trust.conduct.outcomes import (
    CATEGORY_LABELS,
    GROUND_SENTENCES,
    OUTCOME_LABELS,
    Category,
    ConductOutcome,
    Ground,
    fits,
)

COVERS = ("handsel.trust.conduct.lifecycle",)


def test_everything_has_a_name() -> None:
    assert set(CATEGORY_LABELS) == set(Category)
    assert set(OUTCOME_LABELS) == set(ConductOutcome)
    assert set(GROUND_SENTENCES) == set(Ground)
    assert set(DECISION_LABELS) == set(DECISION_STAGES) == set(DecisionStage)


@pytest.mark.parametrize("ground", list(Ground))
def test_what_is_dismissed_broke_no_rule(ground: Ground) -> None:
    dismisses = ground in (Ground.NO_BREACH, Ground.NOT_SHOWN)
    assert fits(ConductOutcome.DISMISS, ground) is dismisses
    assert fits(ConductOutcome.WARN, ground) is not dismisses
    assert fits(ConductOutcome.SUSPEND, ground) is not dismisses
