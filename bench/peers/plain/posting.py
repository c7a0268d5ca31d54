"""Posting in the plain ledger: one transfer, or many in bulk."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction

from bench.peers.plain.models import PlainAccount, PlainEntry, PlainTransfer
from handsel.kernel import clock

Change = tuple[int, int]
"""An account's id and the change of its balance."""


def post(changes: Sequence[Change]) -> None:
    """Lock the accounts, check for an overdraft, and write the transfer, its entries and the balances."""
    with transaction.atomic():
        accounts = _locked({pk for pk, _ in changes})
        made = PlainTransfer.objects.create(key=uuid4(), kind="paid", at=clock.now())
        PlainEntry.objects.bulk_create(
            PlainEntry(transfer=made, account_id=pk, amount=gain) for pk, gain in changes
        )
        for pk, gain in changes:
            account = accounts[pk]
            account.balance += gain
            if account.balance < 0:
                raise ValueError("overdrawn")
            account.save(update_fields=["balance"])


def post_many(transfers: Sequence[Sequence[Change]]) -> None:
    """Post many transfers, in as few statements as the ORM allows."""
    with transaction.atomic():
        accounts = _locked({pk for changes in transfers for pk, _ in changes})
        made = [PlainTransfer(key=uuid4(), kind="paid", at=clock.now()) for _ in transfers]
        entries = []
        for transfer, changes in zip(made, transfers, strict=True):
            for pk, gain in changes:
                accounts[pk].balance += gain
                entries.append((transfer, pk, gain))
        PlainTransfer.objects.bulk_create(made)
        PlainEntry.objects.bulk_create(
            PlainEntry(transfer=transfer, account_id=pk, amount=gain) for transfer, pk, gain in entries
        )
        PlainAccount.objects.bulk_update(accounts.values(), ["balance"], batch_size=1000)


def _locked(pks: set[int]) -> dict[int, PlainAccount]:
    return {
        account.pk: account
        for account in PlainAccount.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    }
