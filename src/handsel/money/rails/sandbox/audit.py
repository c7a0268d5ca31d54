"""Audit: the transfers of the test bank against the entries by which they were asked for."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from handsel.kernel.audit import Check
from handsel.kernel.json import Facts
from handsel.money.rails.models import Deposit, Payout
from handsel.money.rails.sandbox.models import SandboxTransfer
from handsel.money.rails.sandbox.rail import Sandbox
from handsel.money.rails.sandbox.scenarios import SandboxScenario
from handsel.record.models import Entry

AT_ONCE = 500


def checks() -> Iterable[Check]:
    """Each transfer of the test bank against its entry, and each deposit and payout against the test bank."""
    faults: list[str] = []
    counted = 0
    for portion in _in_portions():
        counted += len(portion)
        faults += _faults(portion)
    for model in (Deposit, Payout):
        bare = model.objects.filter(rail=Sandbox.name).exclude(
            Exists(SandboxTransfer.objects.filter(pk=OuterRef("pk")))
        )
        faults += [f"the test bank does not know {row}" for row in bare.iterator()]
    yield Check("the test bank has what it was asked for", counted, faults)


def _in_portions() -> Iterator[list[SandboxTransfer]]:
    rows = SandboxTransfer.objects.order_by("pk")
    portion = list(rows[:AT_ONCE])
    while portion:
        yield portion
        portion = list(rows.filter(pk__gt=portion[-1].pk)[:AT_ONCE])


def _faults(portion: list[SandboxTransfer]) -> Iterator[str]:
    """A deposit or payout has the identifier of the entry by which it was asked for."""
    requests = Entry.objects.filter(kind__in=("deposit.asked", "payout.asked")).select_related("content")
    entries: dict[UUID, Entry] = requests.in_bulk([row.pk for row in portion])
    for row in portion:
        entry = entries.get(row.pk)
        if entry is None or entry.is_erased:
            yield f"{row} of the test bank was never asked for"
        elif _columns(row) != _asked(entry):
            yield f"{row} of the test bank is not what was asked for"


def _columns(row: SandboxTransfer) -> tuple[Any, ...]:
    return row.is_payout, row.amount, row.currency, row.speed, row.outcome, row.asked_at


def _asked(entry: Entry) -> tuple[Any, ...] | None:
    """What an entry asks of the test bank; None if the entry was altered."""
    try:
        facts: Facts = entry.facts
        scenario = SandboxScenario.parse(facts["options"])
        return "payout" in facts, facts["amount"], facts["currency"], *_ends(scenario), entry.at
    except (KeyError, TypeError, ValueError):
        return None


def _ends(scenario: SandboxScenario) -> tuple[str, str]:
    return str(scenario.speed), str(scenario.outcome)
