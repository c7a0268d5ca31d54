"""`handsel audit`: run the checks of every app and print the results."""

from collections.abc import Iterator
from functools import partial

from handsel.config import rebuild, references
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.devices import audit as devices
from handsel.kernel.audit import Auditor, Check
from handsel.money.escrow import audit as escrow
from handsel.money.invoices import audit as invoices
from handsel.money.ledger import audit as ledger
from handsel.money.rails import audit as rails
from handsel.money.rails.sandbox import audit as sandbox
from handsel.record import audit as record
from handsel.record.log import audit as log
from handsel.search import audit as search
from handsel.tasks import audit as due
from handsel.trust.approvals import audit as approvals
from handsel.trust.conduct import audit as conduct
from handsel.trust.disputes import audit as disputes
from handsel.work.bonuses import audit as bonuses
from handsel.work.exits import audit as exits
from handsel.work.hours import audit as hours
from handsel.work.milestones import audit as milestones
from handsel.work.refunds import audit as refunds
from handsel.work.terms import audit as terms

AUDITORS: tuple[Auditor, ...] = (
    ledger.checks,
    escrow.checks,
    milestones.checks,
    disputes.checks,
    devices.checks,
    hours.checks,
    bonuses.checks,
    refunds.checks,
    exits.checks,
    terms.checks,
    invoices.checks,
    record.checks,
    log.checks,
    search.checks,
    conduct.checks,
    approvals.checks,
    partial(due.checks, TASK_HANDLERS),
    rails.checks,
    sandbox.checks,
    references.checks,
    rebuild.checks,
)


def checks() -> Iterator[Check]:
    """Run every check, one at a time."""
    for auditor in AUDITORS:
        yield from auditor()


def main() -> int:
    """Print each check and its faults; return 1 if there are any, else 0."""
    faults = 0
    for check in checks():
        faults += len(check.faults)
        mark = "ok " if not check.faults else "OFF"
        print(f"{mark} {check.name}: {check.counted:,} looked at")
        for fault in check.faults:
            print(f"    {fault}")
    print("The house is in order." if not faults else f"{faults} faults. The rows above say where.")
    return 1 if faults else 0
