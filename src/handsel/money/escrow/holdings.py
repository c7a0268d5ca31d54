"""Fund, release and refund holdings: the only module that moves a job's money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handsel.kernel.money import Money
from handsel.money.escrow import fees
from handsel.money.escrow.models import Holding
from handsel.money.escrow.refusals import FundingWaits, HoldingShort
from handsel.money.ledger.accounts import account_of, balance_of, debit_time, house_account, open_holding
from handsel.money.ledger.models import AccountKind, Transfer
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


def refuse_debtor(client: Party, currency: str) -> None:
    """Raise `FundingWaits` while this client owes the house."""
    if balance_of(account_of(client, AccountKind.OWED, currency)).minor < 0:
        raise FundingWaits


def settle(
    context: ActionContext, holding: Holding, *, to_freelancer: Money, to_client: Money
) -> tuple[PaidAmounts, PaidAmounts]:
    """Release one amount and refund another at once; raises `HoldingShort` if less is held."""
    if (to_freelancer + to_client).minor > holding.held.left:
        raise HoldingShort
    transfers = []
    released = fees.release(holding.terms, holding.held, to_freelancer.minor)
    holding.released += to_freelancer.minor
    transfers += _release_transfers(context, holding, released)
    refunded = fees.refund(holding.terms, holding.held, to_client.minor)
    holding.refunded += to_client.minor
    if to_client:
        wallet = account_of(holding.client, AccountKind.WALLET, holding.currency)
        posting = PostingInput(holding.account, wallet, Money(refunded.part + refunded.fee, holding.currency))
        transfers.append(_transfer_input(context, "refund", holding, posting))
    holding.save(update_fields=["released", "refunded"])
    post(transfers)
    return _paid_amounts(holding, released), _paid_amounts(holding, refunded)


def releases_of(holding: Holding) -> int:
    """How many releases a holding had."""
    releases = Transfer.objects.filter(kind="release", postings__source=holding.account_id)
    return releases.distinct().count()


def _release_transfers(context: ActionContext, holding: Holding, share: fees.FeeSplit) -> list[TransferInput]:
    postings = []
    if share.part:
        earnings = account_of(holding.freelancer, AccountKind.EARNINGS, holding.currency)
        postings.append(PostingInput(holding.account, earnings, Money(share.part, holding.currency)))
    if share.fee:
        fees = house_account(AccountKind.FEES, holding.currency)
        postings.append(PostingInput(holding.account, fees, Money(share.fee, holding.currency)))
    return [_transfer_input(context, "release", holding, *postings)] if postings else []


def _transfer_input(
    context: ActionContext, kind: str, holding: Holding, *postings: PostingInput, at: datetime | None = None
) -> TransferInput:
    key = context.transfer_key(f"{kind} {holding.pk}")
    return TransferInput(key, kind, postings, entry=context.id, at=at or context.at)


def _paid_amounts(holding: Holding, share: fees.FeeSplit) -> PaidAmounts:
    return PaidAmounts(Money(share.part, holding.currency), Money(share.fee, holding.currency))
