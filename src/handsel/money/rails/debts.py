"""Debts after returned deposits, and after claims, and repaying them from the wallet or the earnings."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Sum

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, total
from handsel.money.ledger.accounts import account_of, balance_of, debit_time, locked
from handsel.money.ledger.models import Account, AccountKind, Posting
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.money.rails.entries import CLAIM_RECEIVED, DEBT_REPAID
from handsel.money.rails.refusals import NothingToMove
from handsel.people.models import Party, Person
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.chains import lock_chains_in_order
from handsel.record.lost_races import rerun_lost_races
from handsel.record.models import Chain

_DEBTS = {AccountKind.WALLET: AccountKind.OWED, AccountKind.EARNINGS: AccountKind.CLAIMED}
"""What is repaid from each."""
CLAIM = "claim"
"""The kind of a transfer by which a client gets what a claim left due."""


def owed_by(party: Party, currency: str) -> Money:
    """How much a party owes the house."""
    return -balance_of(account_of(party, AccountKind.OWED, currency))


def claimed_from(party: Party, currency: str) -> Money:
    """How much a party owes from its earnings, after claims that were upheld."""
    return -balance_of(account_of(party, AccountKind.CLAIMED, currency))


def dues_of(claimed: Account) -> QuerySet[Account]:
    """What the debt of a freelancer still brings to clients, by claim: each was once moved from that debt."""
    targets = Posting.objects.filter(source=claimed).values("target")
    return Account.objects.filter(pk__in=targets, kind=AccountKind.DUE, balance__gt=0).order_by("pk")


def still_due(entries: Iterable[UUID] | QuerySet[Any, UUID], currency: str) -> Money:
    """What claims that some entries ended still bring the client; one query."""
    rows = Posting.objects.filter(target__kind=AccountKind.DUE, target__balance__gt=0)
    opened = rows.filter(transfer__entry__in=entries)
    return Money(opened.aggregate(sum=Sum("target__balance"))["sum"] or 0, currency)


def repay(actor: Actor, person: Person, currency: str, *, source: AccountKind = AccountKind.WALLET) -> Facts:
    """Repay what is owed, as far as possible: from the wallet, or what was claimed from the earnings.

    What was claimed goes on to the clients to whom it is due, the oldest claim first.
    Raises `NothingToMove` if that is nothing. The chains of all of them are locked in one order first, so
    that two people who repay each other do not wait for each other.
    """
    if source is AccountKind.WALLET:
        return _repay(actor, person, currency, source, frozenset())

    def run() -> Facts:
        with transaction.atomic():
            clients = frozenset(_clients_of(account_of(person.party, AccountKind.CLAIMED, currency)))
            lock_chains_in_order(Chain.Kind.PERSON, {person.pk, *clients})
            return _repay(actor, person, currency, source, clients)

    return rerun_lost_races(run)


def _clients_of(claimed: Account) -> QuerySet[Account, UUID]:
    """The clients to whom the debt of a freelancer brings something."""
    return dues_of(claimed).order_by().values_list("owner__person", flat=True)


def _repay(
    actor: Actor, person: Person, currency: str, source: AccountKind, clients: frozenset[UUID]
) -> Facts:
    """Repay; to clients, only what is due to those whose chain is locked: the next time brings the rest."""
    debt = _DEBTS[source]

    def body(context: ActionContext) -> Facts:
        account, owed = locked(
            account_of(person.party, source, currency), account_of(person.party, debt, currency)
        )
        dues: tuple[Account, ...] = ()
        most = -balance_of(owed)
        if debt is AccountKind.CLAIMED:
            dues = locked(*dues_of(owed).filter(owner__person__in=clients))
            most = total((balance_of(due) for due in dues), currency)
        amount = min(balance_of(account), most)
        if amount.minor <= 0:
            raise NothingToMove
        posting = PostingInput(account, owed, amount)
        key, at = context.transfer_key("repay"), debit_time(account, context.at)
        post([TransferInput(key, "repay", (posting,), entry=context.id, at=at)])
        if debt is AccountKind.CLAIMED:
            _pass_on(context, dues, amount)
        return amount.facts()

    request = {"currency": currency} | ({} if source is AccountKind.WALLET else {"source": source})
    return perform(ActionSpec(DEBT_REPAID, Chain.Kind.PERSON, person.pk, request), actor, body)


def _pass_on(context: ActionContext, dues: Sequence[Account], amount: Money) -> None:
    """Pay the clients to whom it is due, the oldest claim first."""
    for due in dues:
        part = min(balance_of(due), amount)
        if part.minor:
            amount -= part
            _pay_due(context, due, part)


def _pay_due(context: ActionContext, due: Account, amount: Money) -> None:
    """Move an amount to the wallet of the client, whose own record says so."""
    client = Party.objects.select_related("person").get(accounts=due)
    wallet = account_of(client, AccountKind.WALLET, amount.currency)

    def body(own: ActionContext) -> Facts:
        posting = PostingInput(due, wallet, amount)
        key, at = own.transfer_key(CLAIM), debit_time(due, own.at)
        post([TransferInput(key, CLAIM, (posting,), entry=own.id, at=at)])
        return amount.facts()

    spec = ActionSpec(CLAIM_RECEIVED, Chain.Kind.PERSON, client.person.pk, amount.facts())
    perform(spec, Actor(HOUSE, context.at), body)
