"""Deposits: requested, settled into the wallet, failed, or returned by the rail."""

from datetime import datetime
from uuid import UUID

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, balance_of, debit_time, house_account, locked
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.money.rails import entries
from handsel.money.rails.models import Deposit
from handsel.money.rails.port import TransferReport, current_rail
from handsel.money.rails.refusals import NothingToMove
from handsel.money.rails.states import Method, TransferState
from handsel.money.rails.transfers import new_reports, report_act, schedule_next, transfer_columns
from handsel.people.models import Person
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain
from handsel.tasks.models import schedule

STEP = "deposit.step"


def request_deposit(
    actor: Actor, person: Person, amount: Money, *, method: Method = Method.CARD, options: Facts | None = None
) -> Deposit:
    """Request a deposit into the person's wallet; one that the rail confirms at once is settled on return.

    `options` are the rail's own. Raises `NothingToMove` for an amount of zero.
    """
    if amount.minor <= 0:
        raise NothingToMove
    options, rail = options or {}, current_rail()

    def body(context: ActionContext) -> Facts:
        deposit = Deposit(method=method, **transfer_columns(context, person, rail, amount))
        deposit.settles_at = rail.announce_deposit(deposit, options)
        deposit.save(force_insert=True)
        schedule(STEP, deposit.pk, at=deposit.settles_at)
        return {**_facts(deposit), "options": options}

    request = {**amount.facts(), "method": method, "options": options}
    facts = perform(ActionSpec(entries.DEPOSIT_ASKED, Chain.Kind.PERSON, person.pk, request), actor, body)
    pk = UUID(facts["deposit"])
    # The same form may have been sent twice: the deposit is then a little younger than this request for it.
    step(pk, max(actor.at, Deposit.objects.get(pk=pk).asked_at))
    return Deposit.objects.get(pk=pk)


def step(pk: UUID, at: datetime) -> None:
    """Task: take what the rail has to report of a deposit. Idempotent."""
    for reported in new_reports(Deposit.objects.get(pk=pk), at):
        report(pk, reported, at)


def report(pk: UUID, reported: TransferReport, at: datetime) -> None:
    """A rail says that a deposit settled, failed or was returned. Idempotent."""
    spec, by = report_act(
        entries.DEPOSIT_ENDED[reported.state], Deposit.objects.get(pk=pk), reported.state, at
    )
    perform(spec, by, lambda context: _apply(context, pk, reported))


def _apply(context: ActionContext, pk: UUID, reported: TransferReport) -> Facts:
    deposit = Deposit.objects.select_related("party__person").get(pk=pk)
    deposit.take(reported.state, reported.reason, context.at)
    facts = _facts(deposit)
    if reported.state is TransferState.SETTLED:
        facts |= _settle(context, deposit)
    elif reported.state is TransferState.RETURNED:
        facts |= _take_back(context, deposit)
    schedule_next(STEP, deposit, context.at)
    return facts


def _settle(context: ActionContext, deposit: Deposit) -> Facts:
    """Credit the wallet, and repay a debt from it first (rules: money 1)."""
    rail = house_account(AccountKind.RAIL, deposit.currency, deposit.rail)
    wallet = account_of(deposit.party, AccountKind.WALLET, deposit.currency)
    owed = account_of(deposit.party, AccountKind.OWED, deposit.currency)
    wallet, owed = locked(wallet, owed)
    transfers = [_transfer_input(context, "deposit", PostingInput(rail, wallet, deposit.money))]
    repaid = min(-balance_of(owed).minor, deposit.amount)
    if repaid > 0:
        transfers.append(
            _transfer_input(context, "repay", PostingInput(wallet, owed, Money(repaid, deposit.currency)))
        )
    post(transfers)
    return {"repaid": max(repaid, 0)}


def _take_back(context: ActionContext, deposit: Deposit) -> Facts:
    """Debit the wallet as far as possible; the rest becomes a debt (rules: money 1)."""
    rail = house_account(AccountKind.RAIL, deposit.currency, deposit.rail)
    wallet = account_of(deposit.party, AccountKind.WALLET, deposit.currency)
    owed = account_of(deposit.party, AccountKind.OWED, deposit.currency)
    wallet, owed = locked(wallet, owed)
    covered = min(balance_of(wallet).minor, deposit.amount)
    parts = [(wallet, covered), (owed, deposit.amount - covered)]
    postings = [
        PostingInput(source, rail, Money(minor, deposit.currency)) for source, minor in parts if minor
    ]
    post([_transfer_input(context, "return", *postings, at=debit_time(wallet, context.at))])
    return {"taken": covered, "owed": deposit.amount - covered}


def _transfer_input(
    context: ActionContext, kind: str, *postings: PostingInput, at: datetime | None = None
) -> TransferInput:
    return TransferInput(context.transfer_key(kind), kind, postings, entry=context.id, at=at or context.at)


def _facts(deposit: Deposit) -> Facts:
    return {
        "deposit": str(deposit.pk),
        "rail": deposit.rail,
        **deposit.money.facts(),
        "method": deposit.method,
        "state": deposit.state,
        "settles_at": deposit.settles_at.isoformat(),
        "reason": deposit.reason,
    }
