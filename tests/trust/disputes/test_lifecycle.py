"""The life cycle of a dispute."""

from handsel.trust.disputes.lifecycle import DISPUTE_LABELS, DISPUTE_STAGES, OPEN, SETTLEABLE, DisputeStage


def test_every_stage_has_a_row_and_a_label():
    assert set(DISPUTE_STAGES) == set(DISPUTE_LABELS) == set(DisputeStage)


def test_it_is_the_table_of_the_rules():
    table = {stage.value: {str(after) for after in following} for stage, following in DISPUTE_STAGES.items()}
    assert {stage: following for stage, following in table.items() if following} == {
        "opened": {"negotiating", "settled", "withdrawn", "with operator"},
        "negotiating": {"settled", "withdrawn", "with operator"},
        "with operator": {"decided", "settled", "withdrawn", "defaulted"},
        "decided": {"appealed", "final"},
        "appealed": {"final"},
    }


def test_both_can_settle_until_it_is_decided():
    assert {"opened", "negotiating", "with operator"} == SETTLEABLE
    assert {"decided", "appealed"} | SETTLEABLE == OPEN
