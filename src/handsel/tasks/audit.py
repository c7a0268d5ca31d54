"""Audit: report tasks that were given up."""

from collections.abc import Collection, Iterable

from django.db.models import F, Value
from django.db.models.functions import Greatest

from handsel.kernel import clock
from handsel.kernel.audit import Check
from handsel.tasks.models import Task
from handsel.tasks.worker import NEXT_TRY_MAX


def checks(kinds: Collection[str]) -> Iterable[Check]:
    """Count tasks; report those given up, with their last error, and those of a kind that nobody does."""
    given_up = Task.objects.given_up()
    faults = [f"{task} was given up after {task.attempts} tries: {task.last_error}" for task in given_up]
    latest = clock.now() + NEXT_TRY_MAX
    put_off = Task.objects.filter(next_at__gt=Greatest("due_at", Value(latest)), given_up_at=None)
    faults += [f"{task} is put off to {task.next_at.isoformat()}, beyond any failure" for task in put_off]
    moved = Task.objects.filter(due_at__gt=clock.now(), attempts=0, given_up_at=None)
    faults += [
        f"{task} is to be done at {task.next_at.isoformat()}, which is not when it is due"
        for task in moved.exclude(next_at=F("due_at"))
    ]
    yield Check("no due work was given up, or put off", Task.objects.count(), faults)
    unknown = Task.objects.exclude(kind__in=kinds).order_by("pk")
    nobody = [f"{task} is of a kind that this version does not know, so nobody does it" for task in unknown]
    yield Check("every task is of a known kind", Task.objects.count(), nobody)
