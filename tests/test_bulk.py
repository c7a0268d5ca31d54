"""Rows that are written in bulk are what they are when each is saved."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from handsel.bulk import delete_values, insert_each, update_each, update_values
from handsel.kernel import clock
from handsel.kernel.identifiers import new
from handsel.money.invoices.models import Invoice
from handsel.tasks.models import Task, new_task
from handsel.work.hours.lifecycle import WeekStage
from handsel.work.hours.models import JobWeek
from tests import factories


def tasks(count):
    return [new_task("try", f"Ärger\t\\N \"{n}'", clock.now() + timedelta(hours=n)) for n in range(count)]


@pytest.mark.django_db
def test_rows_without_a_key_are_numbered_by_the_database():
    rows = tasks(3)
    insert_each(rows)
    kept = list(Task.objects.order_by("due_at"))
    assert [(row.subject, row.due_at) for row in kept] == [(row.subject, row.due_at) for row in rows]
    assert len({row.pk for row in kept}) == 3


@pytest.mark.django_db
def test_rows_with_a_key_keep_it(ada, ben):
    fields = {
        "recipient": ada.party,
        "job_number": 1,
        "job_title": "Tours",
        "line": "Week",
        "currency": "USD",
    }
    rows = [
        Invoice(
            id=new(),
            kind="work",
            issuer=ben.party,
            number=n,
            amount=n,
            issued_at=clock.now(),
            entry=new(),
            **fields,
        )
        for n in (1, 2)
    ]
    insert_each(rows)
    kept = {row.pk: row.facts() for row in Invoice.objects.all()}
    assert kept == {row.pk: row.facts() for row in rows}


@pytest.mark.django_db
def test_every_column_or_only_those_named_are_written(frozen_clock, ada, ben):
    week = factories.week_of(factories.hourly_bound(ada, ben))
    week.held_at, week.hold_reason, week.stage = clock.now(), "“Später”", WeekStage.SHORT
    update_each([week], "hold_reason")
    kept = JobWeek.objects.get()
    assert (kept.held_at, kept.hold_reason, kept.stage) == (None, "“Später”", "planned")
    update_each([week])
    kept = JobWeek.objects.get()
    assert (kept.held_at, kept.stage, kept.ref) == (clock.now(), "short", week.ref)


@pytest.mark.django_db
def test_the_database_refuses_what_it_refuses_of_each():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_each([*tasks(2), *tasks(1)])
    assert not Task.objects.exists()


@pytest.mark.django_db
def test_nothing_is_written_of_nothing():
    insert_each([])
    update_each([])
    assert not Task.objects.exists()


@pytest.mark.django_db
def test_rows_are_written_and_deleted_by_their_values():
    insert_each(tasks(3))
    first, second, third = Task.objects.order_by("due_at")
    update_values(Task, pk=[second.pk, first.pk], subject=["b", "Ä \"a'"], attempts=[2, 1])
    delete_values(Task, kind=["try", "other"], subject=[third.subject, "b"])
    kept = Task.objects.order_by("due_at").values_list("pk", "subject", "attempts")
    assert list(kept) == [(first.pk, "Ä \"a'", 1), (second.pk, "b", 2)]
