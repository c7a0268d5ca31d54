"""The pages of the worker."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.console import keyset
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.tasks.models import Task
from handsel.tasks.pulses import beat
from handsel.tasks.worker import Lane
from tests.console.failing import FAULT, fail_tasks, failing_task, late_task
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.console.worker.task_list",)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def text_of(olga: Person, **query: str) -> str:
    return signed_in(olga).get(reverse("console-worker"), query).content.decode()


def test_the_page_opens_at_the_worst(olga: Person) -> None:
    failing_task("failing-7")
    late_task("late-8")
    assert "late-8" in text_of(olga)
    assert "failing-7" not in text_of(olga)
    assert FAULT in text_of(olga, show="failing")
    assert "failing-7" in text_of(olga, show="planned")
    assert "No task is listed here." in text_of(olga, show="given-up")


def test_mail_that_was_not_sent_has_a_heading_of_its_own(olga: Person) -> None:
    failing_task("letter-7", "account.mail", given_up=True)
    failing_task("deposit-8", "deposit.step", given_up=True)
    text = text_of(olga, show="mail")
    assert "Mail that was not sent 1" in text
    assert "letter-7" in text
    assert "deposit-8" not in text


def test_the_page_says_whether_workers_run(olga: Person) -> None:
    assert "No worker runs" in text_of(olga)
    beat(Lane.PROMPT, clock.now())
    assert "No worker runs" not in text_of(olga)


def test_a_long_list_goes_on_on_the_next_page(olga: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset, "ROWS_SHOWN", 2)
    fail_tasks(3)
    answer: Any = signed_in(olga).get(reverse("console-worker"), {"show": "late"})
    following = signed_in(olga).get(
        reverse("console-worker"), {"show": "late", "after": answer.context["after"]}
    )
    assert [row.task.subject for row in following.context["rows"]] == ["late 2"]
    assert signed_in(olga).get(reverse("console-worker"), {"after": "x"}).status_code == 400


def test_a_task_is_tried_again_or_given_up_from_its_page(olga: Person) -> None:
    task = failing_task(7)
    page = signed_in(olga).get(reverse("console-task", args=[task.pk])).content.decode()
    assert FAULT in page
    assert "given up" in post_form(olga, "console-task-giving-up", task.pk, reason="Gone.").content.decode()
    assert Task.objects.given_up().exists()
    assert "tried again now" in post_form(olga, "console-task", task.pk, reason="Back.").content.decode()
    assert not Task.objects.given_up().exists()


def test_a_form_without_a_reason_stands_on_its_page_again(olga: Person) -> None:
    task = failing_task(7)
    for name in ("console-task", "console-task-giving-up"):
        answer = post_form(olga, name, task.pk, reason="")
        assert answer.status_code == 422
        assert "This field is required." in answer.content.decode()
    assert Task.objects.get(kind="mail").attempts == 3
