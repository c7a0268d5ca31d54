"""Fund, release and refund holdings: the only module that moves a job's money."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handsel.bulk import update_each
from handsel.kernel.money import Money
from handsel.money.escrow import fees
from handsel.money.escrow.models import Holding
from handsel.money.escrow.refusals import FundingWaits, HoldingShort
from handsel.money.ledger.accounts import (
    AccountName,
    account_of,
    accounts_of,
    balance_of,
    debit_time,
    open_holding,
)
from handsel.money.ledger.models import Account, AccountKind, Transfer
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.people.models import Party
from handsel.policy.rules import Rules
from handsel.record.actions import ActionContext


@dataclass(frozen=True)
class PaidAmounts:
    """What a party paid or got, and the fee."""

    part: Money
    fee: Money


def open_for(client: Party, freelancer: Party, *, currency: str, rules: Rules, ref: UUID) -> Holding:
    """Open an empty holding between two parties, with the fee of these rules; `ref` names its account."""
    return Holding.objects.create(
        account=open_holding(client, currency, ref),
        client=client,
        freelancer=freelancer,
        currency=currency,
        fee_basis_points=rules.fee_basis_points,
        fee_payer=rules.fee_payer,
    )


def fund(context: ActionContext, fundings: Sequence[tuple[Holding, Money]]) -> list[PaidAmounts]:
    """Move amounts from the client's wallet into holdings, all or none.

    Raises `FundingWaits` while the client owes the house, and `Overdrawn` if the wallet has too little.
    """
    steps = [fees.funding(holding.terms, holding.held, amount.minor) for holding, amount in fundings]
    transfers: list[TransferInput] = []
    at = context.at
    for (holding, _), share in zip(fundings, steps, strict=True):
        refuse_debtor(holding.client, holding.currency)
        wallet = account_of(holding.client, AccountKind.WALLET, holding.currency)
        at = debit_time(wallet, at) if not transfers else at
        posting = PostingInput(wallet, holding.account, Money(share.part + share.fee, holding.currency))
        transfers.append(_transfer_input(context, "fund", holding, posting, at=at))
        holding.funded += share.part
        holding.save(update_fields=["funded"])
    post(transfers)
    return [_paid_amounts(holding, share) for (holding, _), share in zip(fundings, steps, strict=True)]


def move(context: ActionContext, source: Holding, target: Holding, amount: Money) -> None:
    """Move what was funded last from one holding to another of the same job, with the client's fee on it.

    The other has nothing, or only what it was moved from there before. Raises `HoldingShort` if less is held.
    """
    if amount > source.free:
        raise HoldingShort
    step = fees.moved(source.terms, source.held, amount.minor)
    posting = PostingInput(source.account, target.account, Money(step.part + step.fee, source.currency))
    source.funded -= step.part
    target.funded += step.part
    target.fee_start = source.fee_start + source.funded
    update_each([source, target], "funded", "fee_start")
    post([_transfer_input(context, "move", source, posting)])


def refuse_debtor(client: Party, currency: str) -> None:
    """Raise `FundingWaits` while this client owes the house."""
    if balance_of(account_of(client, AccountKind.OWED, currency)).minor < 0:
        raise FundingWaits


@dataclass(frozen=True)
class Settlement:
    """What leaves a holding by one action: what is released of it, and what is refunded."""

    context: ActionContext
    holding: Holding
    to_freelancer: Money
    to_client: Money


def settle(
    context: ActionContext, holding: Holding, *, to_freelancer: Money, to_client: Money
) -> tuple[PaidAmounts, PaidAmounts]:
    """Release one amount and refund another at once; raises `HoldingShort` if less is held."""
    (outcome,) = settle_each([Settlement(context, holding, to_freelancer, to_client)])
    return outcome


def settle_each(settlements: Sequence[Settlement]) -> list[tuple[PaidAmounts, PaidAmounts]]:
    """Settle holdings, each of its own action, all or none; gives what was released and refunded of each."""
    steps = [(settlement, *_take_out(settlement)) for settlement in settlements]
    accounts = accounts_of(name for step in steps for name in _targets(*step))
    post([transfer for step in steps for transfer in _transfers(*step, accounts)])
    update_each([settlement.holding for settlement in settlements], "released", "refunded")
    return [
        (_paid_amounts(of.holding, released), _paid_amounts(of.holding, refunded))
        for of, released, refunded in steps
    ]


def releases_of(holding: Holding) -> int:
    """How many releases a holding had."""
    releases = Transfer.objects.filter(kind="release", postings__source=holding.account_id)
    return releases.distinct().count()


def _take_out(settlement: Settlement) -> tuple[fees.FeeSplit, fees.FeeSplit]:
    """Count what is released and refunded in the totals of the holding, which the caller writes."""
    holding, amount, back = settlement.holding, settlement.to_freelancer, settlement.to_client
    if amount + back > holding.free:
        raise HoldingShort
    released = fees.release(holding.terms, holding.held, amount.minor)
    holding.released += amount.minor
    refunded = fees.refund(holding.terms, holding.held, back.minor)
    holding.refunded += back.minor
    return released, refunded


def _targets(
    settlement: Settlement, released: fees.FeeSplit, refunded: fees.FeeSplit
) -> Iterator[AccountName]:
    """The accounts to which money of a holding goes: the freelancer's, the house's, the client's."""
    holding = settlement.holding
    if released.part:
        yield holding.freelancer, AccountKind.EARNINGS, holding.currency
    if released.fee:
        yield None, AccountKind.FEES, holding.currency
    if settlement.to_client:
        yield holding.client, AccountKind.WALLET, holding.currency


def _transfers(
    settlement: Settlement,
    released: fees.FeeSplit,
    refunded: fees.FeeSplit,
    accounts: Mapping[AccountName, Account],
) -> Iterator[TransferInput]:
    context, holding = settlement.context, settlement.holding
    targets = [accounts[name] for name in _targets(settlement, released, refunded)]
    amounts = [minor for minor in (released.part, released.fee) if minor]
    release = [
        PostingInput(holding.account, target, Money(minor, holding.currency))
        for target, minor in zip(targets, amounts, strict=False)
    ]
    if release:
        yield _transfer_input(context, "release", holding, *release)
    if settlement.to_client:
        amount = Money(refunded.part + refunded.fee, holding.currency)
        yield _transfer_input(context, "refund", holding, PostingInput(holding.account, targets[-1], amount))


def _transfer_input(
    context: ActionContext, kind: str, holding: Holding, *postings: PostingInput, at: datetime | None = None
) -> TransferInput:
    key = context.transfer_key(f"{kind} {holding.pk}")
    return TransferInput(key, kind, postings, entry=context.id, at=at or context.at)


def _paid_amounts(holding: Holding, share: fees.FeeSplit) -> PaidAmounts:
    return PaidAmounts(Money(share.part, holding.currency), Money(share.fee, holding.currency))
