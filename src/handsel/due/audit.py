"""Saying loudly which due work was given up."""

from collections.abc import Iterable

from handsel.due.models import Duty
from handsel.kernel.audit import Check


def checks() -> Iterable[Check]:
    """Every duty, and those that failed too often, with their last error."""
    given_up = Duty.objects.given_up()
    faults = [f"{duty} was given up after {duty.attempts} tries: {duty.last_error}" for duty in given_up]
    yield Check("no due work was given up", Duty.objects.count(), faults)
