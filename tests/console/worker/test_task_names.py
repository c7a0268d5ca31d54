"""Every kind of task has a name in plain words."""

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.console.worker.task_names import TASK_NAMES, task_name


def test_each_kind_that_is_done_has_one_and_no_other_has() -> None:
    assert set(TASK_NAMES) == set(TASK_HANDLERS)
    assert len(set(TASK_NAMES.values())) == len(TASK_NAMES)


def test_a_kind_of_another_version_goes_by_its_own() -> None:
    assert task_name("milestone.release") == "Release a milestone that nobody answered"
    assert task_name("parrot.feed") == "parrot.feed"
