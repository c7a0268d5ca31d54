"""Audit: check the ledger from its postings alone; nothing is written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, F, Max, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from handsel.kernel.audit import Check
from handsel.kernel.progress import ProgressLine
from handsel.money.ledger.accounts import is_as_opened, posted
from handsel.money.ledger.inputs import digest_of
from handsel.money.ledger.models import Account, AccountKind, Posting, Rollup, Transfer

FAULTS_MAX = 20
TRANSFERS_AT_ONCE = 10_000

_HOUSES_OWN = {AccountKind.FEES, AccountKind.TAX}

PostingsOf = dict[int, list[Posting]]


@dataclass(frozen=True)
class AccountSum:
    """An account with its stored balance and the sum of its postings, from one snapshot."""

    account: Account
    sum: int


def checks() -> Iterable[Check]:
    """Check every account and transfer."""
    sums = account_sums()
    yield _transfers_have_postings()
    yield _postings_have_accounts()
    yield _accounts_are_as_opened(sums)
    yield _kept_balances_match(sums)
    yield _nothing_below_floor(sums)
    yield _nothing_made_or_lost(sums)
    yield _rollups_match()
    yield _digests_match()


def account_sums() -> list[AccountSum]:
    """Read balances and sums in one statement, so that concurrent postings show in both or neither."""
    accounts = Account.objects.annotate(arrived=_sum_by("target_id"), left=_sum_by("source_id"))
    return [AccountSum(account, account.arrived - account.left) for account in accounts]


def _sum_by(side: str) -> Coalesce:
    sums = Posting.objects.filter(**{side: OuterRef("pk")}).values(side).annotate(sum=Sum("amount"))
    return Coalesce(Subquery(sums.values("sum"), output_field=BigIntegerField()), 0)


def _transfers_have_postings() -> Check:
    bare = Transfer.objects.exclude(Exists(Posting.objects.filter(transfer=OuterRef("pk"))))
    stray = Posting.objects.exclude(Exists(Transfer.objects.filter(pk=OuterRef("transfer_id"))))
    faults = [f"transfer {transfer.pk} moves nothing" for transfer in bare[:FAULTS_MAX]]
    faults += [f"posting {posting.pk} has no transfer" for posting in stray[:FAULTS_MAX]]
    return Check(
        "Every transfer has postings, and every posting a transfer", Transfer.objects.count(), faults
    )


def _postings_have_accounts() -> Check:
    known = Account.objects.all()
    stray = Posting.objects.exclude(
        Exists(known.filter(pk=OuterRef("source_id"))) & Exists(known.filter(pk=OuterRef("target_id")))
    )
    mixed = Posting.objects.exclude(source__currency=F("target__currency"))
    faults = [f"posting {posting.pk} names an unknown account" for posting in stray[:FAULTS_MAX]]
    faults += [f"posting {posting.pk} joins two currencies" for posting in mixed[:FAULTS_MAX]]
    return Check("Every posting joins two known accounts of one currency", Posting.objects.count(), faults)


def _accounts_are_as_opened(sums: list[AccountSum]) -> Check:
    faults = [
        f"account {row.account.pk} ({row.account}) is not as such an account is opened"
        for row in sums
        if not is_as_opened(row.account)
    ]
    return Check("Every account is as it was opened", len(sums), faults)


def _kept_balances_match(sums: list[AccountSum]) -> Check:
    kept = [row for row in sums if row.account.keeps_balance]
    faults = [
        f"{row.account} keeps {row.account.balance}, but its postings make {row.sum}"
        for row in kept
        if row.account.balance != row.sum
    ]
    return Check("Every kept balance is the sum of its postings", len(kept), faults)


def _nothing_below_floor(sums: list[AccountSum]) -> Check:
    """The database enforces floors; fees and taxes have none and are checked here."""
    bound = [row for row in sums if row.account.floor is not None or row.account.kind in _HOUSES_OWN]
    faults = [
        f"{row.account} holds {row.sum}, less than it may"
        for row in bound
        if row.sum < (row.account.floor or 0)
    ]
    return Check("No account holds less than it may", len(bound), faults)


def _nothing_made_or_lost(sums: list[AccountSum]) -> Check:
    totals: dict[str, int] = defaultdict(int)
    for row in sums:
        totals[row.account.currency] += row.account.balance if row.account.keeps_balance else row.sum
    faults = [f"all {currency} accounts make {total}, not 0" for currency, total in totals.items() if total]
    return Check("All accounts of a currency sum to zero", len(totals), faults)


def _rollups_match() -> Check:
    rollups = Rollup.objects.select_related("account")
    faults = [
        f"the roll-up of {rollup} says {rollup.balance}"
        for rollup in rollups
        if rollup.balance != posted(rollup.account, through=rollup.through)
    ]
    return Check("Every roll-up is the sum of the postings before it", len(rollups), faults)


def _digests_match() -> Check:
    counted, faults, progress = 0, [], ProgressLine("transfers hashed")
    for transfers, postings in _in_portions():
        counted += len(transfers)
        progress.reach(counted)
        faults += [
            f"transfer {row.pk} is not what was asked for" for row in transfers if _differs(row, postings)
        ]
    progress.end()
    return Check("Every transfer's digest is that of its content", counted, faults)


def _in_portions() -> Iterator[tuple[list[Transfer], PostingsOf]]:
    """Read transfers before their postings: later postings then belong to none of them."""
    last = Transfer.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(0, last + 1, TRANSFERS_AT_ONCE):
        end = first + TRANSFERS_AT_ONCE
        transfers = list(Transfer.objects.filter(pk__gte=first, pk__lt=end))
        postings = Posting.objects.filter(transfer_id__gte=first, transfer_id__lt=end)
        by_transfer: PostingsOf = defaultdict(list)
        for posting in postings.select_related("source").order_by("leg"):
            by_transfer[posting.transfer_id].append(posting)
        yield transfers, by_transfer


def _differs(transfer: Transfer, postings: PostingsOf) -> bool:
    mine = postings[transfer.pk]
    if [posting.leg for posting in mine] != list(range(len(mine))):
        return True
    pairs = [(posting.source_id, posting.target_id, posting.amount) for posting in mine]
    currency = mine[0].source.currency if mine else ""
    return digest_of(transfer.entry, currency, pairs, transfer.kind) != bytes(transfer.digest)
