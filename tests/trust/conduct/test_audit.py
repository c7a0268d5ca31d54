"""The audit names decisions, reports and suspensions that are not as the record says, and lost clocks."""

import pytest

from handsel.people.models import Person
from handsel.tasks.models import Task
from handsel.trust.conduct.models import ConductDecision, ConductReport
from tests.auditing import faults
from tests.trust.conduct.reported import appealed, decided

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def decision(olga, ben, report):
    """A suspension that is appealed."""
    return appealed(ben, decided(olga, report, "suspend"))


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (ConductDecision, "outcome", "warn"),
        (ConductDecision, "reason", "Other words."),
        (ConductDecision, "stage", "upheld"),
        (ConductReport, "words", "Other words."),
        (ConductReport, "evidence", []),
        (Person, "suspended_until", None),
    ],
)
def test_what_was_altered_is_named(decision, model, column, value):
    rows = model.objects.filter(pk=decision.person_id) if model is Person else model.objects.all()
    altered = {column: value} | ({"until": None} if column == "outcome" else {})
    rows.update(**altered)
    assert any(f"{column} is" in fault for fault in faults())


def test_a_decision_that_is_gone_is_named(decision):
    decision.delete()
    assert any("is on the record, but gone" in fault for fault in faults())


@pytest.mark.parametrize("kind", ["conduct.stand", "conduct.suspension"])
def test_a_clock_that_is_not_scheduled_is_named(decision, kind):
    Task.objects.filter(kind=kind).delete()
    assert any("is to end by itself, but nothing is scheduled" in fault for fault in faults())
