"""Find and open accounts, and get their balances."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, Sum

from handsel.kernel.money import Money
from handsel.money.ledger.models import Account, AccountKind, Posting, Rollup
from handsel.people.models import Party

HOUSE_KINDS = frozenset({AccountKind.FEES, AccountKind.TAX, AccountKind.RAIL})
"""Accounts that every transfer may touch: without a stored balance, so that transfers don't queue on it."""

DEBTS = (AccountKind.OWED, AccountKind.CLAIMED)
"""What a party owes after a returned deposit, and from earnings after claims; without a floor."""
AccountName = tuple[Party | None, AccountKind, str]
"""Whose account (None is the house), of which kind, in which currency."""


def account_of(party: Party, kind: AccountKind, currency: str) -> Account:
    """A party's account of this kind and currency, opened on first use."""
    if kind in HOUSE_KINDS or kind == AccountKind.HOLDING:
        raise ValueError(f"a party has no {kind} account of its own")
    floor = None if kind in DEBTS else 0
    return _get_or_open(_code(party, kind, currency), kind, currency, owner=party, floor=floor)


def accounts_of(wanted: Iterable[AccountName]) -> dict[AccountName, Account]:
    """Many accounts in one query, opened on first use."""
    names = list(dict.fromkeys(wanted))
    codes = [_code(*name) for name in names]
    there = {account.code: account for account in Account.objects.filter(code__in=codes)}
    return {name: there.get(code) or _opened(*name) for name, code in zip(names, codes, strict=True)}


def open_holding(owner: Party, currency: str, ref: UUID) -> Account:
    """Open the escrow account of a milestone or week, named by its identifier and owned by its client."""
    return _get_or_open(f"{AccountKind.HOLDING}:{ref}", AccountKind.HOLDING, currency, owner=owner, floor=0)


def house_account(kind: AccountKind, currency: str, name: str = "") -> Account:
    """The house's own account: fees, tax, or the rail of that name (the outside world)."""
    if kind not in HOUSE_KINDS or (kind == AccountKind.RAIL) != bool(name):
        raise ValueError(f"the house has no {kind} account named {name!r}")
    code = ":".join(filter(None, (kind, name, currency)))
    return _get_or_open(code, kind, currency, owner=None, floor=None)


def balance_of(account: Account) -> Money:
    """The balance now: as stored, or else the last roll-up plus the postings since."""
    if account.keeps_balance:
        kept = Account.objects.values_list("balance", flat=True).get(pk=account.pk)
        return Money(kept, account.currency)
    last = Rollup.objects.filter(account=account).order_by("-through").first()
    balance, through = (last.balance, last.through) if last else (0, 0)
    return Money(balance + posted(account, after=through), account.currency)


def is_as_opened(account: Account) -> bool:
    """Whether the columns of an account fit together, as the functions above open one."""
    kind, code, currency = account.kind, account.code, account.currency
    floor, keeps = (None if kind in DEBTS else 0), True
    if kind in HOUSE_KINDS:
        floor, keeps = None, False
        named = code.startswith(f"{kind}:") and code.endswith(f":{currency}")
        parts = 3 if kind == AccountKind.RAIL else 2
        fits = named and len(code.split(":")) == parts and account.owner_id is None
    elif kind == AccountKind.HOLDING:
        fits = code.startswith(f"{kind}:") and account.owner_id is not None
    else:
        fits = account.owner_id is not None and code == f"{kind}:{account.owner_id}:{currency}"
    return fits and (account.floor, account.keeps_balance) == (floor, keeps)


def locked(*accounts: Account) -> tuple[Account, ...]:
    """Lock accounts until the transaction ends; returns them fresh, in the order of the arguments."""
    rows = Account.objects.filter(pk__in=[account.pk for account in accounts]).order_by("pk")
    by_pk = {row.pk: row for row in rows.select_for_update(no_key=True)}
    return tuple(by_pk[account.pk] for account in accounts)


def debit_time(account: Account, at: datetime) -> datetime:
    """When a debit at `at` counts: after the credits that cover it, which may have come while it waited.

    Lines are shown by time, so that without this a balance could be shown below zero. Locks an account that
    keeps its balance.
    """
    if not account.keeps_balance:
        return at
    locked(account)
    debits = Posting.objects.filter(source=account).order_by("-transfer_id")
    last = debits.values_list("transfer_id", "transfer__at").first() or (0, at)
    credits_since = Posting.objects.filter(target=account, transfer_id__gt=last[0])
    newest = credits_since.aggregate(at=Max("transfer__at"))["at"]
    return max(at, last[1], newest or at)


def posted(account: Account, *, after: int = 0, through: int | None = None) -> int:
    """The sum of an account's postings, in minor units, in transfers with ids in a range."""
    postings = Posting.objects.filter(Q(source=account) | Q(target=account), transfer_id__gt=after)
    if through is not None:
        postings = postings.filter(transfer_id__lte=through)
    sums = postings.aggregate(
        arrived=Sum("amount", filter=Q(target=account), default=0),
        left=Sum("amount", filter=Q(source=account), default=0),
    )
    return int(sums["arrived"]) - int(sums["left"])


def _code(party: Party | None, kind: AccountKind, currency: str) -> str:
    return ":".join([kind, *([str(party.pk)] if party else []), currency])


def _opened(party: Party | None, kind: AccountKind, currency: str) -> Account:
    return account_of(party, kind, currency) if party else house_account(kind, currency)


def _get_or_open(
    code: str, kind: AccountKind, currency: str, *, owner: Party | None, floor: int | None
) -> Account:
    defaults = {
        "kind": kind,
        "currency": currency,
        "owner": owner,
        "floor": floor,
        "keeps_balance": kind not in HOUSE_KINDS,
    }
    account, _ = Account.objects.get_or_create(code=code, defaults=defaults)
    if (account.currency, account.owner_id) != (currency, owner and owner.pk):
        raise ValueError(f"{code} is another owner's account, or in another currency")
    return account
