"""The life cycle of an exit is one table, which an answer ends."""

from handsel.work.exits.lifecycle import EXIT_LABELS, EXIT_STAGES, ExitStage


def test_every_stage_has_a_label_and_a_row() -> None:
    assert set(EXIT_STAGES) == set(EXIT_LABELS) == set(ExitStage)


def test_an_answer_ends_a_proposal() -> None:
    answers = set(ExitStage) - {ExitStage.PROPOSED}
    assert EXIT_STAGES[ExitStage.PROPOSED] == answers
    assert all(not EXIT_STAGES[stage] for stage in answers)
