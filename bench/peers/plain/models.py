"""The plain ledger's models, and timesheets for all contenders to settle."""

from typing import Any

from django.db import models


class PlainAccount(models.Model):
    """An account with its balance."""

    id: Any = models.BigAutoField(primary_key=True)
    balance = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"account {self.id}"


class PlainTransfer(models.Model):
    """A transfer, unique by key."""

    id: Any = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)


class PlainEntry(models.Model):
    """The change of one account by a transfer."""

    id: Any = models.BigAutoField(primary_key=True)
    transfer = models.ForeignKey(PlainTransfer, on_delete=models.PROTECT)
    account = models.ForeignKey(PlainAccount, on_delete=models.PROTECT)
    amount = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.amount} on {self.account_id}"


class PlainSheet(models.Model):
    """A week to settle: payer, payee, gross amount and the fee in it."""

    id: Any = models.BigAutoField(primary_key=True)
    key = models.UUIDField()
    source_id = models.BigIntegerField(db_index=True)
    target_id = models.BigIntegerField()
    fee_id = models.BigIntegerField()
    gross = models.BigIntegerField()
    fee = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.key)
