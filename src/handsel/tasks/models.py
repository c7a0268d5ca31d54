"""The task: something to do at a time, with its attempts so far; and the pulse of those who do it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models.functions import Cast

from handsel.bulk import delete_values, insert_values
from handsel.tasks import wakeup

Subject = UUID | int | str
"""What a task is about: a UUID, or the primary key of a row."""

LATE = timedelta(minutes=5)
"""How long after it is due a task is late."""

_NOT_GIVEN_UP = models.Q(given_up_at=None)
_FAILING = models.Q(given_up_at=None, attempts__gt=0)


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks by whether they are due."""

    def ripe(self, now: datetime) -> "TaskQuerySet":
        """Due and not given up, oldest first; one that was moved ahead of its time waits for that."""
        return self.filter(next_at__lte=now, due_at__lte=now, given_up_at=None).order_by("next_at", "id")

    def given_up(self) -> "TaskQuerySet":
        """Failed too often, and waiting for an operator."""
        return self.exclude(given_up_at=None).order_by("-given_up_at")

    def failing(self) -> "TaskQuerySet":
        """Failed, and to be tried again."""
        return self.filter(given_up_at=None, attempts__gt=0)

    def late(self, now: datetime) -> "TaskQuerySet":
        """Due for longer than a worker that keeps up would leave them, and not tried yet."""
        return self.filter(given_up_at=None, attempts=0, next_at__lte=now - LATE, due_at__lte=now)


class Task(models.Model):
    """Something to do at `due_at`: its kind says what, its subject on which row."""

    id: Any = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    next_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(default="")
    given_up_at = models.DateTimeField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="task_once")]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=_NOT_GIVEN_UP, name="task_due"),
            models.Index(fields=["kind", "next_at", "id"], condition=_NOT_GIVEN_UP, name="task_of_kind"),
            models.Index(fields=["next_at", "id"], condition=_FAILING, name="task_failing"),
            models.Index(fields=["next_at", "id"], condition=~_NOT_GIVEN_UP, name="task_given_up"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    def is_late(self, now: datetime) -> bool:
        """Whether it is one of `TaskQuerySet.late`."""
        is_untried = self.given_up_at is None and not self.attempts
        return is_untried and self.next_at <= now - LATE and self.due_at <= now


class LanePulse(models.Model):
    """When a worker of a lane last wrote that it runs."""

    lane = models.CharField(max_length=10, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.lane


def new_task(kind: str, subject: Subject, at: datetime) -> Task:
    """A task that is not scheduled yet."""
    return Task(kind=kind, subject=str(subject), due_at=at, next_at=at)


def insert_tasks(tasks: Iterable[tuple[str, Subject, datetime]]) -> None:
    """Insert tasks (kind, subject, time) of which none is scheduled yet."""
    rows = list(tasks)
    times = [at for _, _, at in rows]
    insert_values(
        Task,
        kind=[kind for kind, _, _ in rows],
        subject=[str(subject) for _, subject, _ in rows],
        due_at=times,
        next_at=times,
        attempts=[0] * len(rows),
        last_error=[""] * len(rows),
        given_up_at=[None] * len(rows),
    )


def schedule(kind: str, subject: Subject, *, at: datetime) -> None:
    """Schedule a task; scheduling it again moves it and resets its attempts."""
    schedule_each([(kind, subject, at)])


def schedule_each(tasks: Iterable[tuple[str, Subject, datetime]]) -> None:
    """Schedule tasks (kind, subject, time) in one statement."""
    Task.objects.bulk_create(
        [new_task(*task) for task in tasks],
        update_conflicts=True,
        unique_fields=["kind", "subject"],
        update_fields=["due_at", "next_at", "attempts", "last_error", "given_up_at"],
    )
    transaction.on_commit(wakeup.wake)


def cancel(kind: str, subject: Subject) -> None:
    """Cancel a task; does nothing if there is none."""
    cancel_each([(kind, subject)])


def cancel_each(tasks: Iterable[tuple[str, Subject]]) -> None:
    """Cancel tasks (kind, subject) at once."""
    rows = list(tasks)
    delete_values(Task, kind=[kind for kind, _ in rows], subject=[str(subject) for _, subject in rows])


def is_given_up(kind: str, subject: Subject) -> bool:
    """Whether a task failed too often and waits for an operator."""
    return Task.objects.given_up().filter(kind=kind, subject=str(subject)).exists()


def due_at(kind: str, subject: Subject) -> datetime | None:
    """The time a task is scheduled for, regardless of retries; None if there is none."""
    return Task.objects.filter(kind=kind, subject=str(subject)).values_list("due_at", flat=True).first()


def unscheduled(kind: str, rows: models.QuerySet[Any], *, at: str, subject: str = "pk") -> list[Any]:
    """The subjects of rows without a task of this kind due at the time in their field `at`."""
    named = Cast(models.OuterRef(subject), models.CharField(max_length=40))
    tasks = Task.objects.filter(kind=kind, subject=named, due_at=models.OuterRef(at))
    return list(rows.exclude(models.Exists(tasks)).order_by(subject).values_list(subject, flat=True))
