"""Accounts, the transfers between them, the postings of each, and roll-ups of busy accounts."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from handsel.people.models import Party
from handsel.quick_rows import QuickRows


class AccountKind(models.TextChoices):
    """What an account is for (rules: money 4)."""

    WALLET = "wallet"
    HOLDING = "holding"
    EARNINGS = "earnings"
    FEES = "fees"
    TAX = "tax"
    PAYOUTS = "payouts"
    OWED = "owed"
    CLAIMED = "claimed"
    DUE = "due"
    RAIL = "rail"


class Account(QuickRows):
    """An account in one currency. It is never deleted.

    `keeps_balance` says whether every transfer updates `balance`. Accounts of a party do; the house's are
    summed on demand, since all transfers would queue on one row.
    A floor is something else: a debt account has none, but keeps its balance.
    Constraints are few, since PostgreSQL checks each on every update: two more, for kind and currency, made
    posting 50% slower. Posting compares currencies anyway.
    """

    id: Any = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=60, unique=True)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="accounts")
    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    currency = models.CharField(max_length=3)
    floor = models.BigIntegerField(null=True)
    keeps_balance = models.BooleanField()
    balance = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(floor=None) | Q(balance__gte=F("floor")), name="account_above_floor"
            ),
            models.CheckConstraint(
                condition=Q(keeps_balance=True) | Q(balance=0), name="account_no_stale_balance"
            ),
            models.CheckConstraint(
                condition=Q(keeps_balance=True) | Q(floor=None), name="account_floor_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Transfer(models.Model):
    """A transfer of money. It refuses UPDATE and DELETE; a mistake is corrected by another."""

    id: Any = models.BigAutoField(primary_key=True)
    idem_key = models.UUIDField(unique=True)
    digest = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=40)
    entry = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.idem_key}"


class Posting(models.Model):
    """One posting of a transfer: an amount moves from the source to the target.

    It has no foreign keys in the database, which would double the cost of the weekly run: posting checks
    that accounts exist, nothing is ever deleted, and the audit looks for orphans.
    """

    pk = models.CompositePrimaryKey("transfer_id", "leg")
    transfer = models.ForeignKey(
        Transfer, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="postings"
    )
    leg = models.PositiveSmallIntegerField()
    source = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    target = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="posting_amount"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="posting_two_accounts"),
        ]
        indexes = [
            models.Index(fields=["source", "transfer"], name="posting_source"),
            models.Index(fields=["target", "transfer"], name="posting_target"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} from {self.source_id} to {self.target_id}"


class Rollup(models.Model):
    """The balance of an account without a stored one, after all transfers up to the id `through`."""

    id: Any = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="rollups")
    through = models.BigIntegerField()
    balance = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "through"], name="rollup_once")]

    def __str__(self) -> str:
        return f"{self.account_id} through {self.through}"
