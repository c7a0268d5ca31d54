"""The tasks of the worker by what is to be said of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from handsel.console.counting import Count, count_each
from handsel.notices import mailing, notify
from handsel.people import account_mail
from handsel.tasks.models import Task, TaskQuerySet
from handsel.trust.disputes import arbiters
from handsel.ui.badges import Badge


class TaskState(StrEnum):
    """Under which heading a task is listed."""

    GIVEN_UP = "given-up"
    LATE = "late"
    FAILING = "failing"
    MAIL = "mail"
    PLANNED = "planned"


_INVITATIONS = (notify.INVITATION, notify.INVITATION_REMINDER, arbiters.INVITE, arbiters.REMIND)
_MAILS = (account_mail.MAIL, mailing.MAIL, mailing.DIGEST, *_INVITATIONS)
_ROWS: dict[TaskState, Callable[[datetime], TaskQuerySet]] = {
    TaskState.GIVEN_UP: lambda now: Task.objects.given_up(),
    TaskState.LATE: lambda now: Task.objects.late(now),
    TaskState.FAILING: lambda now: Task.objects.failing(),
    TaskState.MAIL: lambda now: Task.objects.given_up().filter(kind__in=_MAILS),
    TaskState.PLANNED: lambda now: Task.objects.filter(given_up_at=None),
}


@dataclass(frozen=True)
class TaskFilter:
    """A heading with how many tasks stand under it; of those that are planned nobody counts."""

    state: TaskState
    word: str
    count: Count | None


def tasks_in(state: TaskState, now: datetime) -> TaskQuerySet:
    """The tasks under a heading."""
    return _ROWS[state](now)


def task_filters(now: datetime) -> list[TaskFilter]:
    """Every heading, the worst first."""
    words = {
        TaskState.GIVEN_UP: _("Given up"),
        TaskState.LATE: _("Late"),
        TaskState.FAILING: _("Failing"),
        TaskState.MAIL: _("Mail that was not sent"),
        TaskState.PLANNED: _("Upcoming"),
    }
    counts = count_tasks(now, TaskState.GIVEN_UP, TaskState.LATE, TaskState.FAILING, TaskState.MAIL)
    return [TaskFilter(state, word, counts.get(state)) for state, word in words.items()]


def count_tasks(now: datetime, *states: TaskState) -> dict[str, Count]:
    """How many tasks stand under some headings; one query."""
    return count_each({state: tasks_in(state, now) for state in states})


def first_filled(filters: list[TaskFilter]) -> TaskState:
    """The worst heading under which there is something."""
    return next((row.state for row in filters if row.count), TaskState.PLANNED)


def task_badge(task: Task, now: datetime) -> Badge:
    """What is to be said of one task."""
    if task.given_up_at is not None:
        return Badge("bad", "cross", _("Given up"))
    if task.attempts:
        return Badge("warn", "alert", _("Failing"))
    if task.is_late(now):
        return Badge("bad", "clock", _("Late"))
    return Badge("mute", "wait", _("To come"))
