"""Letting time pass with the clocks of the house running, and doing things at the same time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.tasks.models import Task
from handsel.tasks.worker import work


def let_pass(frozen_clock: Callable[[datetime], Any], **lapse: float) -> None:
    """Let time pass, running each due task at its own time."""
    until = clock.now() + timedelta(**lapse)
    while (due := Task.objects.ripe(until).values_list("next_at", flat=True).first()) is not None:
        frozen_clock(max(due, clock.now()))
        work(TASK_HANDLERS)
        assert [task.last_error for task in Task.objects.exclude(last_error="")] == []
    frozen_clock(until)


def due_at(kind: str, subject: object) -> datetime | None:
    """When a task is due; None if there is none."""
    return Task.objects.filter(kind=kind, subject=str(subject)).values_list("due_at", flat=True).first()


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """Do things in a thread each, all starting together; answers with what each gave or raised."""
    start = threading.Barrier(len(doings))

    def alone(do: Callable[[], Any]) -> Any:
        start.wait(10)
        try:
            return do()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as threads:
        futures = [threads.submit(copy_context().run, alone, do) for do in doings]
        return [future.result(60) for future in futures]
