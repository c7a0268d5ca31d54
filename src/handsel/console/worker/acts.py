"""What an operator does with a task that fails: have it tried again now, or give it up."""

from collections.abc import Callable
from datetime import datetime

from handsel.console.acting import on_house_chain
from handsel.console.entries import TASK_GIVEN_UP, TASK_RETRIED
from handsel.kernel import clock
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound, Refusal
from handsel.record.actions import ActionContext, Actor, perform
from handsel.record.kinds import EntryKind
from handsel.tasks.leases import LEASE
from handsel.tasks.models import Task


class TaskBusy(Refusal):
    """The task is not in a state for this: it did not fail, is done right now, or is tried in a moment."""

    what = gettext_noop("This task has not failed, is being done, or is tried again within two minutes.")
    kept = gettext_noop("It was left as it is.")
    way_out = gettext_noop("Look at it again in two minutes.")


def retry(actor: Actor, pk: int, *, reason: str) -> Facts:
    """Have a task that failed tried again at once, with all its tries before it.

    Whether a worker may be at it is judged under the lock, for which a request may have waited.
    """

    def change(context: ActionContext, task: Task) -> None:
        if not is_retryable(task, clock.now()):
            raise TaskBusy
        task.attempts, task.last_error = 0, ""
        task.next_at, task.given_up_at = context.at, None

    return _act(TASK_RETRIED, actor, pk, reason, change)


def give_up(actor: Actor, pk: int, *, reason: str) -> Facts:
    """Let a task that fails not be tried any more; it stays, and can be tried again."""

    def change(context: ActionContext, task: Task) -> None:
        if not can_give_up(task, clock.now()):
            raise TaskBusy
        task.given_up_at = context.at

    return _act(TASK_GIVEN_UP, actor, pk, reason, change)


def is_retryable(task: Task, at: datetime) -> bool:
    """Whether a task failed, and no worker can be at it: its next try is further off than a lease."""
    return task.given_up_at is not None or can_give_up(task, at)


def can_give_up(task: Task, at: datetime) -> bool:
    """Whether a task failed and is to be tried again, and no worker can be at it now."""
    return task.given_up_at is None and task.attempts > 0 and task.next_at > at + LEASE


def _act(
    kind: EntryKind, actor: Actor, pk: int, reason: str, change: Callable[[ActionContext, Task], None]
) -> Facts:
    def body(context: ActionContext) -> Facts:
        task = Task.objects.select_for_update().filter(pk=pk).first()
        if task is None:
            raise NotFound
        attempts = task.attempts
        change(context, task)
        task.save(update_fields=["attempts", "last_error", "next_at", "given_up_at"])
        return {"task": task.kind, "subject": task.subject, "attempts": attempts, "reason": reason}

    return perform(on_house_chain(kind, {"task": pk, "reason": reason}), actor, body)
