"""A page in a state, as the scenes show it, and the time that passed before it."""

from dataclasses import dataclass

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.tasks.models import Task
from handsel.tasks.worker import work


@dataclass(frozen=True)
class Shown:
    """A page in a state, as somebody sees it; `person` is None for whoever is not signed in.

    `checks` selects a radio button that is chosen first. `html` stands for what the house would answer.
    """

    name: str
    path: str
    person: Person | None
    is_sent_empty: bool = False
    checks: str = ""
    status: int = 200
    html: bytes = b""


def work_until_now() -> None:
    """Run all tasks that are due, each at its own time."""
    while (due := Task.objects.ripe(clock.now()).values_list("next_at", flat=True).first()) is not None:
        with clock.frozen_at(due):
            work(TASK_HANDLERS)
