"""Audit: report tasks that were given up."""

from collections.abc import Iterable

from handsel.kernel.audit import Check
from handsel.tasks.models import Task


def checks() -> Iterable[Check]:
    """Count tasks; report those given up, with their last error."""
    given_up = Task.objects.given_up()
    faults = [f"{task} was given up after {task.attempts} tries: {task.last_error}" for task in given_up]
    yield Check("no due work was given up", Task.objects.count(), faults)
