"""The trial balance: what the accounts of each kind hold together; those of a currency sum to zero."""

from collections import Counter
from dataclasses import dataclass

from handsel.money.ledger.audit import account_sums
from handsel.money.ledger.models import AccountKind


@dataclass(frozen=True)
class TrialLine:
    """What the accounts of a kind hold together in a currency, in minor units; a rail's are what it owes."""

    kind: AccountKind
    currency: str
    amount: int


def trial_balance() -> list[TrialLine]:
    """Every kind of account in every currency, summed from all postings by one statement."""
    totals: Counter[tuple[str, AccountKind]] = Counter()
    for row in account_sums():
        totals[row.account.currency, AccountKind(row.account.kind)] += row.sum
    return [TrialLine(kind, currency, amount) for (currency, kind), amount in sorted(totals.items())]
