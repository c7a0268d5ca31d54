"""Rows that are read quickly are what Django's own rows are."""

import pytest
from django.db import models

from handsel.quick_rows import QuickRows
from handsel.work.hours.models import JobWeek
from tests import factories


@pytest.fixture
def week(ada, ben):
    return factories.week_of(factories.hourly_bound(ada, ben))


@pytest.mark.django_db
def test_a_row_has_the_values_and_the_state_that_django_gives_it(week):
    quick = JobWeek.objects.get(pk=week.pk)
    values = [getattr(quick, field.attname) for field in JobWeek._meta.concrete_fields]
    slow = JobWeek(*values)
    assert isinstance(quick, QuickRows)
    names = quick.__dict__.keys() - {"_state"}
    assert names == slow.__dict__.keys() - {"_state"}
    assert {name: quick.__dict__[name] for name in names} == {name: slow.__dict__[name] for name in names}
    assert (quick._state.db, quick._state.adding) == ("default", False)


@pytest.mark.django_db
def test_a_column_that_was_left_out_is_read_when_it_is_asked_for(week):
    (row,) = JobWeek.objects.only("stage")
    assert row.get_deferred_fields() >= {"monday", "rate"}
    assert (row.stage, row.rate) == (week.stage, week.rate)


@pytest.mark.django_db
def test_a_row_can_be_changed_and_saved(week):
    row = JobWeek.objects.select_related("job").get(pk=week.pk)
    row.hold_reason = "A receipt is missing."
    row.save()
    assert JobWeek.objects.get().hold_reason == "A receipt is missing."


@pytest.mark.parametrize("model", QuickRows.__subclasses__(), ids=lambda model: model.__name__)
def test_nobody_is_told_of_new_objects(model):
    assert not models.signals.pre_init.has_listeners(model)
    assert not models.signals.post_init.has_listeners(model)
