"""Audit: deposits and payouts against the record."""

from collections.abc import Iterable

from django.conf import settings

from handsel.kernel import clock
from handsel.kernel.audit import Check
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.rails import deposits, payouts
from handsel.money.rails.debts import dues_of
from handsel.money.rails.models import Deposit, Payout
from handsel.money.rails.port import rail_named
from handsel.money.rails.states import TransferState
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.tasks.models import due_at

_COLUMNS = ("rail", "amount", "currency", "state", "reason", "asked_at", "settles_at", "ended_at", "asked_by")

TABLES = (
    RebuiltTable(
        Deposit,
        Chain.Kind.PERSON,
        subject="asked_by",
        key=("id",),
        columns=columns(*_COLUMNS, "method", party="party__person"),
        state="deposit",
    ),
    RebuiltTable(
        Payout,
        Chain.Kind.PERSON,
        subject="asked_by",
        key=("id",),
        columns=columns(*_COLUMNS, "source", party="party__person"),
        state="payout",
    ),
)


def checks() -> Iterable[Check]:
    """The account of each rail, and what claims left."""
    yield _accounts_of_rails()
    yield _claims()
    yield _steps()


def _steps() -> Check:
    """What is on its way, and of which its rail will say more, has a task that asks for it."""
    counted, faults, now = 0, [], clock.now()
    for step, model in ((deposits.STEP, Deposit), (payouts.STEP, Payout)):
        for row in model.objects.filter(state=TransferState.PENDING).order_by("pk"):
            counted += 1
            is_more = rail_named(row.rail).next_report_at(row.pk, now) is not None
            if is_more and due_at(step, row.pk) is None:
                faults.append(f"{step} {row.pk} is to be done, but nothing is scheduled")
    return Check("every deposit and payout on its way is looked at", counted, faults)


def _claims() -> Check:
    """What a freelancer owes after claims is what is still due to their clients."""
    debts = Account.objects.filter(kind=AccountKind.CLAIMED).order_by("pk")
    faults = [
        f"{debt} owes {-debt.balance}, and {due} is due of it"
        for debt in debts
        if (due := sum(row.balance for row in dues_of(debt))) != -debt.balance
    ]
    return Check("what is owed after claims is due to clients", len(debts), faults)


def _accounts_of_rails() -> Check:
    """Each is one of a rail that the settings name."""
    accounts = Account.objects.filter(kind=AccountKind.RAIL).order_by("pk")
    codes = {f"{AccountKind.RAIL}:{name}:{row.currency}" for name in settings.RAILS for row in accounts}
    faults = [
        f"account {row.pk} ({row}) belongs to no payment method of this site"
        for row in accounts
        if row.code not in codes
    ]
    return Check("every account of a payment method belongs to one of this site", len(accounts), faults)
